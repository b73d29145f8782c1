import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Why hidden layers?", ja: "隠れ層はなぜ要る" },
  aim: {
    en: "See what one neuron cannot do (XOR), and do it with two hidden ones that you set by hand.",
    ja: "1 個のニューロンではできないこと（XOR）を確かめ、隠れ層の 2 個のニューロンを手で決めて解決します。",
  },
};
