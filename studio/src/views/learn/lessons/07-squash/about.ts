import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Squash", ja: "活性化関数" },
  aim: {
    en: "Fold two layers into one, and see what an activation function does against that.",
    ja: "2 つの層を 1 つにまとめ、活性化関数があるとまとめられないことを確かめます。",
  },
};
