import type { About } from "../../lesson";

export const about: About = {
  title: { en: "One neuron by hand", ja: "ニューロンを手計算" },
  aim: {
    en: "Compute with pencil and paper what one neuron hands on.",
    ja: "1 個のニューロンが次へ渡す値を、手で計算します。",
  },
};
