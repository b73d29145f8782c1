import type { About } from "../../lesson";

export const about: About = {
  title: { en: "Boxes", ja: "万能近似" },
  aim: {
    en: "Make a box of two sigmoids and a curve of boxes, and see what such a network says where it was not built.",
    ja: "2 個のシグモイドで箱を、箱で曲線を作り、作った範囲の外でネットワークが何を出すかを確かめます。",
  },
};
