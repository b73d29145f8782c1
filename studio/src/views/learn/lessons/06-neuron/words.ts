/** @file What the lesson about one neuron says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords, Option } from "../../lesson";

export const OPTIONS: readonly Option[] = [
  { value: "darker", label: { en: "darker", ja: "暗い" } },
  { value: "brighter", label: { en: "brighter", ja: "明るい" } },
];

export const words = {
  predict: {
    en: "Three neurons. Amber pushes a lamp up, blue pushes it down, and so does the bias b. Without calculating: will each be brighter or darker than half?",
    ja: "3 個のニューロンがあります。琥珀色の線と数は灯りを明るくし、青は暗くします。バイアス b も同じです。計算せずに予想してください。それぞれの灯りは、半分より明るいでしょうか、暗いでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Neuron 1. The products w·a are worked out for you. Add them and the bias b: that is the weighted sum z. Then find a = σ(z) in the table.",
        ja: "ニューロン 1 です。積 w·a は計算してあります。それらを足し、バイアス b も加えると、重み付き和 z になります。次に、表で a = σ(z) を探してください。",
      },
      done: {
        en: "Right: the lamp lights up with just this a.",
        ja: "正解です。灯りは、ちょうどこの a の明るさになります。",
      },
    },
    {
      prompt: {
        en: "Neuron 2. Now the products are yours: multiply each input by its weight, add the bias. For z below 0 use σ(−z) = 1 − σ(z).",
        ja: "ニューロン 2 です。今度は積も自分で計算します。入力にそれぞれの重みを掛けて足し、バイアスを加えてください。z が 0 より小さいときは、σ(−z) = 1 − σ(z) を使います。",
      },
      done: {
        en: "Right: a sum below 0 makes a lamp darker than half.",
        ja: "正解です。z が 0 より小さいと、灯りは半分の明るさより暗くなります。",
      },
    },
    {
      prompt: {
        en: "Neuron 3 has three inputs. It goes the same way, and you do all of it.",
        ja: "ニューロン 3 の入力は 3 個です。やり方は同じです。すべて自分で計算してください。",
      },
      done: {
        en: "Right. With 784 inputs it is the same sum, only longer.",
        ja: "正解です。入力が 784 個でも、足し算が長くなるだけで、やり方は同じです。",
      },
    },
  ],
  hints: {
    missingZ: {
      en: "z is still empty. Write down each w·a, add them, then add b.",
      ja: "z に数が入っていません。w·a を 1 つずつ書き、全部足してから、b を加えてください。",
    },
    missingA: {
      en: "z is right. Now find a = σ(z) in the table.",
      ja: "z は正解です。次に、表で a = σ(z) を探してください。",
    },
    swapped: {
      en: "That is a, not z. z is the sum before σ turns it into a brightness.",
      ja: "それは z ではなく a です。z は、σ で明るさに変える前の和です。",
    },
    noBias: {
      en: (b) => `The products are added correctly, but the bias is missing: add b = ${b}.`,
      ja: (b) => `積の和は合っていますが、バイアスが抜けています。b = ${b} を加えてください。`,
    },
    biasSign: {
      en: (b) => `The bias went in with the wrong sign. It is added as it stands: b = ${b}.`,
      ja: (b) => `バイアスの符号が逆です。書いてあるとおりに b = ${b} を加えてください。`,
    },
    sign: {
      en: (w, a, product) => `One product has the wrong sign: ${w} × ${a} is ${product}.`,
      ja: (w, a, product) => `積の 1 つで符号が逆です。${w} × ${a} は ${product} です。`,
    },
    leftOut: {
      en: (w, a, product) => `One product is missing: ${w} × ${a} = ${product}.`,
      ja: (w, a, product) => `積が 1 つ抜けています。${w} × ${a} = ${product} です。`,
    },
    onlyWeights: {
      en: "That is the sum of the weights themselves. Multiply each weight by its input first: a dim input counts for less.",
      ja: "それは重みそのものの和です。足す前に、それぞれの重みに入力を掛けてください。暗い入力ほど影響は小さくなります。",
    },
    added: {
      en: "Inputs and weights were added to each other. Each input is multiplied by its weight: w·a.",
      ja: "入力と重みを足しています。入力には、その重みを掛けます。w·a です。",
    },
    terms: {
      en: (w, a, product) =>
        `Go term by term. The first is ${w} × ${a} = ${product}; then the next one, then b.`,
      ja: (w, a, product) =>
        `1 つずつ計算しましょう。最初の積は ${w} × ${a} = ${product} です。次の積を足し、最後に b を加えます。`,
    },
    notActivated: {
      en: (z) => `That is still z = ${z}. The lamp shows a = σ(z): look z up in the table.`,
      ja: (z) => `それは z = ${z} のままです。灯りが表すのは a = σ(z) です。表で z を探してください。`,
    },
    outside: {
      en: "σ gives nothing below 0 or above 1. Look up a in the table again.",
      ja: "σ の値は 0〜1 の範囲です。もう一度、表で a を調べてください。",
    },
    mirrored: {
      en: (z) => `The table has positive z only, and here z = ${z}. Use σ(−z) = 1 − σ(z): subtract from 1.`,
      ja: (z) =>
        `表にあるのは正の z だけで、ここでは z = ${z} です。σ(−z) = 1 − σ(z) なので、表の値を 1 から引いてください。`,
    },
    mirroredUp: {
      en: (z) =>
        `z = ${z} is positive, so the table's value is a as it stands. There is nothing to subtract.`,
      ja: (z) => `z = ${z} は正なので、表の値がそのまま a です。1 から引く必要はありません。`,
    },
    otherZ: {
      en: (z) => `That is σ of the products alone. Look up z = ${z}, which has the bias in it.`,
      ja: (z) => `それは積の和だけを σ に入れた値です。バイアスも加えた z = ${z} で調べてください。`,
    },
    table: {
      en: (z, size) =>
        `z = ${z} is right. In the table look under ${size}; if z is negative, subtract that from 1.`,
      ja: (z, size) =>
        `z = ${z} は正解です。表の ${size} のところを見てください。z が負なら、その値を 1 から引きます。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "A neuron multiplies each input by its weight, adds the products and its bias to the weighted sum z, and hands on its activation a = σ(z). σ, the sigmoid, squashes any z to between 0 and 1.",
      ja: "ニューロンは、入力にそれぞれの重みを掛けて足し、バイアスを加えて、重み付き和 z を作ります。そして、アクティベーション a = σ(z) を次に渡します。シグモイド σ は、どんな z も 0〜1 の値に変えます。",
    },
    {
      en: "That is all a neuron does. Nerve cells gave it its name, but what you did is arithmetic. What a network learns is which weights and biases to use.",
      ja: "ニューロンがすることは、これだけです。名前は神経細胞から来ていますが、していることは計算です。ネットワークが学習するのは、重みとバイアスの値です。",
    },
  ],
  further: { en: "Open a neuron in See", ja: "「見る」でニューロンを開く" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  numbers: {
    en: (which: string) => `The numbers of neuron ${which}`,
    ja: (which: string) => `ニューロン ${which} の数値`,
  } satisfies Phrase<[string]>,
  neuron: {
    en: (which: string) => `Neuron ${which}`,
    ja: (which: string) => `ニューロン ${which}`,
  } satisfies Phrase<[string]>,
  input: { en: "input a", ja: "入力 a" },
  weight: { en: "weight w", ja: "重み w" },
  product: { en: "w·a", ja: "w·a" },
  bias: { en: "bias b", ja: "バイアス b" },
  a: { en: "a", ja: "a" },
  w: { en: "w", ja: "w" },
  b: { en: "b", ja: "b" },
  table: { en: "Table of the sigmoid σ", ja: "シグモイド σ の表" },
};
