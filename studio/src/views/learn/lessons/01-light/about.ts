import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Light is a number", ja: "明かりは数" },
  aim: { en: "Read a picture the way a network does.", ja: "ネットワークと同じやり方で画像を読みます。" },
};
