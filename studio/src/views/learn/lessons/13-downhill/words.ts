/** @file What the lesson about going downhill says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { Label, LessonWords, Option } from "../../lesson";

/** What may become of the lamp. */
export const OUTCOMES: readonly Option[] = [
  { value: "creeps", label: { en: "creeps", ja: "少しずつ" } },
  { value: "zigzag", label: { en: "zigzags", ja: "ジグザグ" } },
  { value: "off", label: { en: "flies off", ja: "飛び出す" } },
];

export const LABELS: Record<"down" | "off" | "most", Label> = {
  down: { en: "comes down", ja: "下りる" },
  off: { en: "flies off", ja: "飛び出す" },
  most: { en: "limit", ja: "限界" },
};

export const words = {
  predict: {
    en: "The brighter a place on the map, the lower its loss. The lamp takes ten steps downhill, each as long as learning rate times gradient. What does it do at these learning rates?",
    ja: "地図では、明るいところほど損失が小さくなります。灯りは 10 ステップ下り、1 歩の長さは学習率 × 勾配です。次の学習率では、どう動くでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Two valleys, B steeper than A. Choose a learning rate for each, so that after ten steps the loss is at most 1.05 times the least. The map shows what each does.",
        ja: "谷が 2 つあり、B は A より急です。10 ステップ後の損失が最小の 1.05 倍以下になる学習率を、それぞれ選んでください。入れた学習率での動きが地図に出ます。",
      },
      done: {
        en: "Down in ten steps, both. The steeper valley needs the smaller learning rate.",
        ja: "どちらも 10 ステップで谷底です。急な谷ほど、小さな学習率が必要です。",
      },
    },
    {
      prompt: {
        en: "Now overdo it, in valley A. Find two learning rates at most 10% apart: with one the lamp is lower after 40 steps, with the other it flies off.",
        ja: "今度は谷 A で、わざと発散させます。差が 10% 以内の学習率を 2 つ探してください。一方では 40 ステップ後に下りていて、もう一方では飛び出します。",
      },
      done: {
        en: "Between these two lies a sharp limit. A little more than it, and every step lands higher than the last.",
        ja: "この 2 つの間に、はっきりした限界があります。少しでも超えると、1 歩ごとに高いところに着きます。",
      },
    },
    {
      prompt: {
        en: "Why? Along w the gradient changes evenly: by λ for each 1 of w. At a learning rate of 2/λ a step lands just as far on the other side. Work out λ of this valley, and its limit.",
        ja: "理由を考えます。w が 1 増えるごとに、勾配は λ ずつ変わります。学習率が 2/λ なら、1 歩で反対側の同じ高さに着きます。この谷の λ と、学習率の限界を求めてください。",
      },
      done: {
        en: "Right: 5% below it the lamp comes down, 5% above it flies off. See both on the map.",
        ja: "正解です。地図のとおり、限界より 5% 小さいと下り、5% 大きいと飛び出します。",
      },
    },
  ],
  hints: {
    missing: {
      en: (name) => `Valley ${name} has no learning rate yet. Begin with 0.1, and watch the map.`,
      ja: (name) => `谷 ${name} の学習率がまだありません。まず 0.1 を入れて、地図を見てください。`,
    },
    uphill: {
      en: (name, rate) => `${rate} in valley ${name} leads uphill, or nowhere. A learning rate is above 0.`,
      ja: (name, rate) => `谷 ${name} の ${rate} では、上るか、動きません。学習率は 0 より大きくします。`,
    },
    tenSmall: {
      en: (name, rate, times) =>
        `Valley ${name}: with ${rate} it ends at ${times} times the least. The digits are right, the decimal point is one place off.`,
      ja: (name, rate, times) =>
        `谷 ${name}：${rate} では最小の ${times} 倍で終わります。数字は合っていますが、小数点が 1 桁ずれています。`,
    },
    tenLarge: {
      en: (name, rate) =>
        `Valley ${name}: ${rate} is ten times too much. The digits are right, the decimal point is one place off.`,
      ja: (name, rate) =>
        `谷 ${name}：${rate} は 10 倍大きすぎます。数字は合っていますが、小数点が 1 桁ずれています。`,
    },
    diverging: {
      en: (name, rate, times) =>
        `Valley ${name}: with ${rate} every step lands higher on the other side, and the loss grows to ${times} times the least. Make it smaller.`,
      ja: (name, rate, times) =>
        `谷 ${name}：${rate} では 1 歩ごとに反対側の高いところに着き、損失は最小の ${times} 倍になります。もっと小さくしてください。`,
    },
    oscillating: {
      en: (name, rate, times) =>
        `Valley ${name}: with ${rate} the lamp still jumps from side to side, at ${times} times the least. A little less.`,
      ja: (name, rate, times) =>
        `谷 ${name}：${rate} では、まだ左右に跳ねています（最小の ${times} 倍）。少し小さくしてください。`,
    },
    tooSmall: {
      en: (name, rate, times) =>
        `Valley ${name}: with ${rate} the lamp is still on its way along the floor, at ${times} times the least. More.`,
      ja: (name, rate, times) =>
        `谷 ${name}：${rate} では、まだ谷底を進む途中です（最小の ${times} 倍）。大きくしてください。`,
    },
    missingRate: {
      en: "Both are needed: one learning rate that comes down, and one that flies off.",
      ja: "下りる学習率と飛び出す学習率の、両方を入れてください。",
    },
    swapped: {
      en: (down, off) => `The other way round: ${down} flies off, and ${off} comes down.`,
      ja: (down, off) => `逆です。${down} で飛び出し、${off} で下ります。`,
    },
    bothDown: {
      en: (down, off) => `With ${off} it comes down too, as with ${down}. Larger, until the steps grow.`,
      ja: (down, off) => `${down} でも ${off} でも下ります。歩幅が広がっていくまで、大きくしてください。`,
    },
    bothOff: {
      en: (down, off) => `With ${down} it flies off already, as with ${off}. Make the first one smaller.`,
      ja: (down, off) =>
        `${off} だけでなく ${down} でも飛び出します。「下りる」の学習率を小さくしてください。`,
    },
    farApart: {
      en: (down, off, middle) =>
        `One comes down and one flies off, but between ${down} and ${off} there is much room. Try ${middle}: what does it do?`,
      ja: (down, off, middle) =>
        `一方は下り、一方は飛び出しますが、${down} と ${off} はまだ離れています。間の ${middle} ではどうなりますか？`,
    },
    missingLambda: {
      en: (from, to) =>
        `λ first: how much does the gradient change from w = ${from} to w = ${to}, for each 1 of w?`,
      ja: (from, to) =>
        `まず λ です。w = ${from} から w = ${to} までに、勾配は w 1 あたりどれだけ変わりますか？`,
    },
    notDivided: {
      en: (far, change) =>
        `${change} is the change over ${far} of w. λ is the change for each 1 of w: divide.`,
      ja: (far, change) =>
        `${change} は w が ${far} 増えたときの変化です。w 1 あたりになるように割ってください。`,
    },
    multiplied: {
      en: (far, change) =>
        `The change ${change} was multiplied by ${far}. For each 1 of w, divide: ${change} ÷ ${far}.`,
      ja: (far, change) =>
        `変化 ${change} に ${far} を掛けています。w 1 あたりなら、${change} ÷ ${far} です。`,
    },
    upsideDown: {
      en: (far, change) =>
        `That is ${far} ÷ ${change}. The change of the gradient comes first: ${change} ÷ ${far}.`,
      ja: (far, change) => `それは ${far} ÷ ${change} です。勾配の変化を割るので、${change} ÷ ${far} です。`,
    },
    slopeItself: {
      en: (far, change) =>
        `That is one of the two gradients. λ is how much it changes: ${change} over ${far} of w.`,
      ja: (far, change) =>
        `それは片方の勾配です。λ は勾配の変わり方で、w が ${far} 増えると ${change} 変わります。`,
    },
    signed: {
      en: (far, change) =>
        `The gradient grows with w, by ${change} over ${far}: λ is positive, as in every valley.`,
      ja: (far, change) => `w が ${far} 増えると勾配は ${change} 増えます。谷では、λ は正です。`,
    },
    lambda: {
      en: (far, change) =>
        `From one place to the other w grows by ${far} and the gradient by ${change}. Divide.`,
      ja: (far, change) => `2 点の間で w は ${far}、勾配は ${change} 増えます。割ってください。`,
    },
    missingMost: {
      en: (lambda) => `λ = ${lambda} is right. The limit is 2/λ.`,
      ja: (lambda) => `λ = ${lambda} は正解です。限界は 2/λ です。`,
    },
    oneOver: {
      en: (lambda, rate) =>
        `${rate} is 1/λ: that lands right at the bottom. Twice as much lands just as high on the other side: 2 ÷ ${lambda}.`,
      ja: (lambda, rate) =>
        `${rate} は 1/λ で、ちょうど底に着きます。その 2 倍で、反対側の同じ高さに着きます。2 ÷ ${lambda} です。`,
    },
    inverted: {
      en: (lambda, rate) => `${rate} is λ/2. The steeper the valley, the smaller the limit: 2 ÷ ${lambda}.`,
      ja: (lambda, rate) => `${rate} は λ/2 です。急な谷ほど限界は小さくなります。2 ÷ ${lambda} です。`,
    },
    timesTwo: {
      en: (lambda, rate) => `${rate} is 2·λ. Divide instead: 2 ÷ ${lambda}.`,
      ja: (lambda, rate) => `${rate} は 2·λ です。掛けるのではなく割ります。2 ÷ ${lambda} です。`,
    },
    offByTen: {
      en: (lambda, rate) =>
        `${rate} has the right digits and the decimal point one place off: 2 ÷ ${lambda}.`,
      ja: (lambda, rate) => `${rate} は、数字は合っていますが小数点が 1 桁ずれています。2 ÷ ${lambda} です。`,
    },
    tooMuch: {
      en: (_, rate, times) =>
        `With ${rate} a step is ${times} times as long as the way to the bottom. Beyond 2 it lands higher than it was.`,
      ja: (_, rate, times) =>
        `${rate} では、1 歩が底までの距離の ${times} 倍です。2 倍を超えると、元より高いところに着きます。`,
    },
    tooLittle: {
      en: (_, rate, times) =>
        `With ${rate} a step is ${times} times as long as the way to the bottom. The limit is where that is 2.`,
      ja: (_, rate, times) =>
        `${rate} では、1 歩が底までの距離の ${times} 倍です。ちょうど 2 倍のところが限界です。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Gradient descent takes steps of learning rate times gradient against the slope. Too small, and it creeps; too large, and it jumps across the valley.",
      ja: "勾配降下法では、学習率 × 勾配だけ、坂を下る向きに進みます。小さすぎると少ししか進まず、大きすぎると谷を飛び越えます。",
    },
    {
      en: "Above 2/λ, with λ for the steepest direction, every step makes the loss larger. Along the flat floor the same learning rate is slow: that is the trouble with narrow valleys.",
      ja: "いちばん急な向きの λ で決まる 2/λ を超えると、1 歩ごとに損失が増えます。同じ学習率でも、平らな谷底では少ししか進みません。細長い谷が難しいのは、そのためです。",
    },
  ],
  further: { en: "Drag the lamp in Basics", ja: "「基礎」で灯りを動かす" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  valley: {
    en: (name: string) => `Valley ${name}`,
    ja: (name: string) => `谷 ${name}`,
  } satisfies Phrase<[string]>,
  third: { en: "Valley C", ja: "谷 C" },
  after: {
    en: (steps: string, times: string) => `${steps} steps: ${times} × least loss`,
    ja: (steps: string, times: string) => `${steps} ステップで最小損失の ${times} 倍`,
  } satisfies Phrase<[string, string]>,
  start: {
    en: (times: string) => `start: ${times} × least loss`,
    ja: (times: string) => `最初は最小損失の ${times} 倍`,
  } satisfies Phrase<[string]>,
  measured: { en: "Gradient along w in valley C", ja: "谷 C の、w についての勾配" },
};
