import type { About } from "../../lesson";

export const about: About = {
  title: { en: "The exam", ja: "検証・テスト・過学習" },
  aim: {
    en: "See a network learn 100 images by heart, hold it back by weight decay, and open the test part once, at the end.",
    ja: "100 枚の画像を丸暗記するようすを見て、重み減衰で抑え、最後に一度だけテストデータを使います。",
  },
};
