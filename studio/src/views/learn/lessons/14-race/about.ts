import type { About } from "../../lesson";

export const about: About = {
  title: { en: "The race: SGD, RMSProp, Adam", ja: "最適化の競走" },
  aim: {
    en: "Compare three optimizers fairly, and see what the learning rate has to do with who wins.",
    ja: "3 つの最適化手法を公平に比べ、勝敗と学習率の関係を確かめます。",
  },
};
