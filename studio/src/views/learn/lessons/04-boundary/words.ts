/** @file What the lesson about a boundary says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords, Option } from "../../lesson";

export const P_OPTIONS: readonly Option[] = [
  { value: "zero", label: "0" },
  { value: "half", label: "½" },
  { value: "one", label: "1" },
];

export const words = {
  predict: {
    en: "A neuron gives each place a p, near 1 for ■ and near 0 for ●. What is p on the line where it changes over? And what is the shortest distance to move one point so that no straight line can separate ● from ■?",
    ja: "ニューロンは各場所に p を与えます。■ の側では 1、● の側では 0 に近い値です。境目の直線の上で、p はいくつでしょうか？また、点を 1 個動かして、どんな直線でも分けられなくします。最短の距離はいくつでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "The weighted sum is z = w₁x₁ + w₂x₂ + b, and p = σ(z), the sigmoid. Set the two weights and the bias so that z is above 0 for all ■ and below 0 for all ●.",
        ja: "重み付き和は z = w₁x₁ + w₂x₂ + b で、p = σ(z)（シグモイド）です。重みとバイアスを動かし、■ をすべて z が正の側に、● をすべて負の側に分けてください。",
      },
      done: {
        en: "Right. On the line z = 0, and σ(0) is ½, wherever the line lies.",
        ja: "正解です。線の上ではいつも z = 0 で、σ(0) は ½ です。",
      },
    },
    {
      prompt: {
        en: "Now spoil it: move one point, as little as you can, so that no straight line at all can separate ● from ■.",
        ja: "今度は逆です。点を 1 個だけ、できるだけ短く動かして、どんな直線でも ● と ■ を分けられなくしてください。",
      },
      done: {
        en: "Right. What is drawn proves that no line can separate these few points.",
        ja: "正解です。描かれた図形が、直線では分けられないことの証明です。",
      },
    },
  ],
  hints: {
    untouched: {
      en: "The line still runs through both clouds. Move a slider and watch it turn.",
      ja: "線が両方の集まりを横切っています。スライダーを動かし、線の向きを見てください。",
    },
    flat: {
      en: "With both weights 0 there is no line: p is the same everywhere. Give one of them a value.",
      ja: "重みが 2 つとも 0 だと、p はどこでも同じで、線がありません。どちらかを 0 以外にしてください。",
    },
    swapped: {
      en: "The line is right, the sides are not: z is above 0 where ● are. Change the signs of w₁, w₂ and b.",
      ja: "線の位置は合っていますが、両側が逆です。● の側で z が正になっています。w₁、w₂、b の符号をすべて変えてください。",
    },
    shiftUp: {
      en: (right, all) =>
        `The direction is right (${right} of ${all} points). The line lies too far among the ■: make b larger.`,
      ja: (right, all) =>
        `線の向きは合っています（${all} 個のうち ${right} 個が正解）。線が ■ の側に寄りすぎています。b を大きくしてください。`,
    },
    shiftDown: {
      en: (right, all) =>
        `The direction is right (${right} of ${all} points). The line lies too far among the ●: make b smaller.`,
      ja: (right, all) =>
        `線の向きは合っています（${all} 個のうち ${right} 個が正解）。線が ● の側に寄りすぎています。b を小さくしてください。`,
    },
    raise: {
      en: (weight, right, all) =>
        `${right} of ${all} points are right. No shift will do: the line must turn. Make ${weight} larger.`,
      ja: (weight, right, all) =>
        `${all} 個のうち ${right} 個が正解です。ずらすだけでは分けられません。${weight} を大きくして、線の向きを変えてください。`,
    },
    lower: {
      en: (weight, right, all) =>
        `${right} of ${all} points are right. No shift will do: the line must turn. Make ${weight} smaller.`,
      ja: (weight, right, all) =>
        `${all} 個のうち ${right} 個が正解です。ずらすだけでは分けられません。${weight} を小さくして、線の向きを変えてください。`,
    },
    unmoved: {
      en: "No point has been moved. Drag one that lies close to the other class.",
      ja: "まだ点が動いていません。もう一方のクラスに近い点をドラッグしてください。",
    },
    tooMany: {
      en: (count) => `${count} points have been moved, and the task allows one. Put them back and move one.`,
      ja: (count) =>
        `${count} 個の点が動いています。動かせるのは 1 個です。元に戻して、1 個だけ動かしてください。`,
    },
    notYet: {
      en: (far) => `Moved by ${far}, and a line still fits between. Push the point on, into the other class.`,
      ja: (far) =>
        `${far} 動きましたが、まだ直線で分けられます。もう一方のクラスの中へ、さらに動かしてください。`,
    },
    away: {
      en: (far) =>
        `Moved by ${far}, but not nearer to the other class: a line separates them as before. Go the other way.`,
      ja: (far) =>
        `${far} 動きましたが、もう一方のクラスに近づいていません。直線で分けられるままです。反対の向きに動かしてください。`,
    },
    tooFar: {
      en: (far, enough) =>
        `No line can now, but the point was moved by ${far}. ${enough} is enough: find the point that is nearest to the other class.`,
      ja: (far, enough) =>
        `直線では分けられなくなりましたが、${far} も動いています。${enough} で足ります。もう一方のクラスに最も近い点を探してください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Linear classification is a network of a single layer: a weighted sum, then the sigmoid, which makes a p between 0 and 1 of it. Where the sum is 0, p is ½, and that is always a straight line. Its training is called logistic regression.",
      ja: "線形分類は単層のネットワークです。重み付き和をシグモイドに入れると、0 と 1 の間の値 p になります。和が 0 のところで p は ½ になり、そこは必ず直線です。この分類の学習を、ロジスティック回帰といいます。",
    },
    {
      en: "One point in the wrong place, and no weights do: not for want of training, but because no straight line exists. For that it takes a hidden layer.",
      ja: "点が 1 個まぎれ込むだけで、どんな重みでも分けられなくなります。学習が足りないのではなく、そのような直線がないからです。分けるには、隠れ層が必要です。",
    },
  ],
  further: { en: "Go on with clouds in Basics", ja: "「基礎」で点の集まりをもっと試す" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  right: {
    en: (right: string, all: string) => `${right} of ${all} on their side`,
    ja: (right: string, all: string) => `${all} 個のうち ${right} 個が正しい側`,
  } satisfies Phrase<[string, string]>,
  moved: {
    en: (far: string) => `moved by ${far}`,
    ja: (far: string) => `移動 ${far}`,
  } satisfies Phrase<[string]>,
  back: { en: "Put all points back", ja: "点をすべて元に戻す" },
};
