import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Downhill", ja: "勾配降下" },
  aim: {
    en: "Choose a learning rate that gets down in a few steps, and know where it flies off.",
    ja: "数ステップで谷底に着く学習率を選び、どこから発散するかを知ります。",
  },
};
