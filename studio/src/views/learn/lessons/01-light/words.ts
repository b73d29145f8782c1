/** @file What the first lesson says. */

import { a } from "../../../../i18n/english";
import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords } from "../../lesson";

export const words = {
  predict: {
    en: "This 9 is made of 784 pixels. To a network each is a number: 0 is dark, 1 is full light. Guess the numbers of A, B and C by eye.",
    ja: "この 9 は 784 個のピクセルでできています。ネットワークにとっては、どれも数です。暗いと 0、いちばん明るいと 1 です。A、B、C の数を目で見て予想してください。",
  },
  tasks: [
    {
      prompt: {
        en: "Now with a scale: read D, E, F and G, each to within 0.1.",
        ja: "今度は目盛りを使います。D、E、F、G の明るさを、0.1 以内の差で読み取ってください。",
      },
      done: {
        en: "Right. The network is given numbers like these for all 784 pixels, and nothing else.",
        ja: "正解です。ネットワークが受け取るのは、このような 784 個の数だけです。",
      },
    },
    {
      prompt: {
        en: "Paint exactly two pixels: one dark one light, and one bright one dark. The network must still read a 9.",
        ja: "ピクセルを 2 個だけ塗り替えてください。暗い 1 個を明るく、明るい 1 個を暗くします。それでも 9 と読まれるようにしましょう。",
      },
      done: {
        en: "Still a 9: two of the 784 numbers are quite different, and the answer is the same.",
        ja: "まだ 9 です。784 個のうち 2 個の数が大きく変わっても、答えは同じです。",
      },
    },
  ],
  hints: {
    missing: {
      en: (name) => `${name} is still empty. Type a number from 0 to 1, such as 0.4.`,
      ja: (name) => `${name} に数が入っていません。0.4 のような、0〜1 の数を入れてください。`,
    },
    scale: {
      en: (name, value, full) =>
        `${name}: ${value} is more than full light. Here full light is 1. Image files often count to ${full} instead; that ${full} is our 1.`,
      ja: (name, value, full) =>
        `${name}：${value} は、いちばん明るい値を超えています。ここでは、いちばん明るいときが 1 です。画像ファイルでは ${full} まで数えることが多く、その ${full} がここでの 1 です。`,
    },
    negative: {
      en: (name) => `${name}: nothing is darker than 0. A brightness has no minus sign.`,
      ja: (name) => `${name}：0 より暗いものはありません。明るさにマイナスは付きません。`,
    },
    inverted: {
      en: (name) => `${name}: that is the wrong way round. Dark is 0, and full light is 1.`,
      ja: (name) => `${name}：向きが逆です。暗いと 0、いちばん明るいと 1 です。`,
    },
    tooBright: {
      en: (name, value) =>
        `${name} is darker than ${value}. Find its colour on the scale, then read the number.`,
      ja: (name, value) => `${name} は ${value} より暗いです。目盛りで同じ色を探し、その数を読んでください。`,
    },
    tooDark: {
      en: (name, value) =>
        `${name} is brighter than ${value}. Find its colour on the scale, then read the number.`,
      ja: (name, value) =>
        `${name} は ${value} より明るいです。目盛りで同じ色を探し、その数を読んでください。`,
    },
    untouched: {
      en: "Nothing is painted yet. Choose a brush and tap a pixel.",
      ja: "まだ何も塗られていません。筆を選んで、ピクセルをタップしてください。",
    },
    onlyOne: {
      en: "One pixel is changed. The task asks for two: take the other brush for the second.",
      ja: "変わったピクセルは 1 個です。必要なのは 2 個です。2 個目には、もう一方の筆を使います。",
    },
    tooMany: {
      en: (count) => `${count} pixels are changed, and the task allows two. Undo, and tap without dragging.`,
      ja: (count) =>
        `${count} 個のピクセルが変わっています。塗ってよいのは 2 個です。元に戻して、なぞらずにタップしてください。`,
    },
    bothLit: {
      en: "Both went from dark to light. One of the two must be a bright pixel that you make dark.",
      ja: "2 個とも、暗いところを明るくしています。1 個は、明るいピクセルを暗くしてください。",
    },
    bothUnlit: {
      en: "Both went from bright to dark. One of the two must be a dark pixel that you light.",
      ja: "2 個とも、明るいところを暗くしています。1 個は、暗いピクセルを明るくしてください。",
    },
    faint: {
      en: "One of the two was neither quite dark nor quite bright. Take one from the middle of a stroke, and one away from it.",
      ja: "2 個のうち 1 個は、もともと中間の明るさでした。線の真ん中から 1 個、線から離れたところから 1 個を選んでください。",
    },
    flipped: {
      en: (label) =>
        `Now the network reads ${a(label)}. These two numbers matter to it: undo, and try pixels elsewhere.`,
      ja: (label) =>
        `ネットワークの答えが ${label} に変わりました。この 2 個は答えに響く場所です。元に戻して、別の場所で試してください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "A picture, to a network, is a list of 784 numbers from 0 to 1. For an input neuron, its brightness is its activation.",
      ja: "ネットワークにとって、画像は 0〜1 の数が 784 個並んだものです。入力層のニューロンでは、この明るさがアクティベーションです。",
    },
    {
      en: "Your eye saw a 9 at once; the network has nothing but the numbers. No single one of them makes the 9: it takes many together.",
      ja: "目で見れば、すぐに 9 とわかります。ネットワークが使えるのは数だけです。1 個の数で 9 になるのではなく、たくさんの数が合わさって 9 になります。",
    },
  ],
  further: { en: "Draw your own digit in See", ja: "「見る」で自分の数字を書く" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  picture: {
    en: "A 9 of 28 × 28 pixels, some of them marked with letters",
    ja: "28×28 ピクセルの 9 の画像です。いくつかのピクセルに文字の印があります。",
  },
  closeUp: { en: "close up", ja: "拡大" },
  scale: { en: "Scale of brightness", ja: "明るさの目盛り" },
  canvas: {
    en: "The 9 to paint. Arrow keys choose a pixel, Space paints it.",
    ja: "塗り替える 9 の画像です。矢印キーでピクセルを選び、スペースで塗ります。",
  },
  pixel: {
    en: (row: string, column: string, value: string) => `row ${row}, column ${column}: ${value}`,
    ja: (row: string, column: string, value: string) => `${row} 行 ${column} 列：${value}`,
  } satisfies Phrase<[string, string, string]>,
  changed: {
    en: (count: string) => `changed: ${count}`,
    ja: (count: string) => `変えたピクセル：${count} 個`,
  } satisfies Phrase<[string]>,
  reads: {
    en: (label: string, share: string) => `The network reads: ${label} (${share})`,
    ja: (label: string, share: string) => `ネットワークの答え：${label}（${share}）`,
  } satisfies Phrase<[string, string]>,
};
