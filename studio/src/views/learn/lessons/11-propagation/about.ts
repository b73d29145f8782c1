import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Light through 784-16-16-10", ja: "伝播" },
  aim: {
    en: "Follow the light from 784 pixels to an answer, and find the neuron that decides it.",
    ja: "784 個のピクセルから答えまでの光を追い、答えを決めているニューロンを見つけます。",
  },
};
