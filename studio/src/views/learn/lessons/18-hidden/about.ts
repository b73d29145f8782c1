import type { About } from "../../lesson";

export const about: About = {
  title: { en: "What do hidden neurons see?", ja: "隠れ層は何を見る" },
  aim: {
    en: "Say what a hidden neuron sees, and have the claim tested on 10,000 images.",
    ja: "隠れ層のニューロンが何を見ているかを主張し、10,000 枚の画像で確かめます。",
  },
};
