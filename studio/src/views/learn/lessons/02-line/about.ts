import type { About } from "../../lesson";

export const about: About = {
  title: { en: "One line", ja: "単回帰" },
  aim: {
    en: "Find the line through a cloud of points by hand, then let a neuron find it.",
    ja: "点の集まりに合う直線を手で探し、次にニューロンに探させます。",
  },
};
