import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Numbers, pixels, sound; depth", ja: "入力いろいろ・深さ" },
  aim: {
    en: "Hand a table, pictures and sounds to one and the same network, and match a deep one with a wide one of as many parameters.",
    ja: "表、画像、音を同じネットワークに入力し、パラメーター数の等しい深いネットワークと幅の広いネットワークを比べます。",
  },
};
