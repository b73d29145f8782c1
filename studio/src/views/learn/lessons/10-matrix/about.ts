import type { About } from "../../lesson";

export const about: About = {
  title: { en: "A layer is a matrix", ja: "層は行列" },
  aim: {
    en: "Find a neuron's row in a matrix, and count what a network has to learn.",
    ja: "行列の中からニューロンの行を見つけ、ネットワークが学習する数を数えます。",
  },
};
