import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Train it", ja: "学習させる" },
  aim: {
    en: "Take a network from random weights to reading digits, and find the two that it confuses most.",
    ja: "重みを乱数で決めたネットワークに数字の読み方を学習させ、最もよく間違える組を見つけます。",
  },
};
