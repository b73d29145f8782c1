import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Limits", ja: "限界" },
  aim: {
    en: "Make the network sure of a picture that is no digit, and turn a right answer with a few pixels.",
    ja: "数字ではない画像に高い確信度で答えさせ、数ピクセルで正しい答えを変えます。",
  },
};
