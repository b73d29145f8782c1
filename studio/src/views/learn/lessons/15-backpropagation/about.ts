import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Backpropagation by hand", ja: "逆伝播を手計算" },
  aim: {
    en: "Compute a whole step of training for two neurons: back from the loss, then down.",
    ja: "2 個のニューロンの学習 1 ステップを、損失からさかのぼって手で計算します。",
  },
};
