import type { About } from "../../lesson";

export const about: About = {
  title: { en: "A boundary", ja: "境界線・線形分類" },
  aim: {
    en: "Separate two classes with a straight line, and say when none can.",
    ja: "2 つのクラスを直線で分けます。どんな直線でも分けられない場合があることも確かめます。",
  },
};
