import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Many inputs", ja: "重回帰" },
  aim: {
    en: "Read from a neuron’s weights which of its inputs count, and leave out the one that does not.",
    ja: "ニューロンの重みから、どの入力が効いているかを読み取り、効いていない入力を除きます。",
  },
};
