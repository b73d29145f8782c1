import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Shares", ja: "ソフトマックスと出力層" },
  aim: {
    en: "Turn sums into shares by softmax, and say with one sigmoid neuron what two softmax neurons say.",
    ja: "ソフトマックスで和を割合に変え、ソフトマックスのニューロン 2 個と同じ答えを、シグモイドのニューロン 1 個で作ります。",
  },
};
