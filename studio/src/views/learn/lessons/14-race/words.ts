/** @file What the lesson about the race says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { Label, LessonWords, Option } from "../../lesson";

export const PLACES: readonly Option[] = [
  { value: "1", label: { en: "1st", ja: "1 位" } },
  { value: "2", label: { en: "2nd", ja: "2 位" } },
  { value: "3", label: { en: "3rd", ja: "3 位" } },
];

export const LABELS: Record<"rate" | "steps", Label> = {
  rate: { en: "learning rate", ja: "学習率" },
  steps: { en: "steps", ja: "ステップ数" },
};

export const words = {
  predict: {
    en: "SGD, RMSProp and Adam start from one place in a narrow valley, each at the learning rate in the table. In which order do they come down to 1.5 times the least loss?",
    ja: "SGD、RMSProp、Adam が、細長い谷の同じ場所から、表の学習率で下ります。損失が最小の 1.5 倍以下になる順番を予想してください。",
  },
  tasks: [
    {
      prompt: {
        en: "The race is run. Move the slider: after how many steps is each first at 1.5 times the least loss or below?",
        ja: "競走が終わりました。スライダーを動かし、損失が初めて最小の 1.5 倍以下になるステップ数を、それぞれ読み取ってください。",
      },
      done: {
        en: "That is the order. RMSProp and Adam scale each direction by the size of its own gradients.",
        ja: "これが順番です。RMSProp と Adam は、向きごとに、勾配の大きさに合わせて歩幅を変えます。",
      },
    },
    {
      prompt: {
        en: "SGD was not first, but its learning rate was careful. Find one with which SGD beats the winner, and read its number of steps.",
        ja: "SGD は 1 位ではありませんでしたが、学習率が控えめでした。SGD が 1 位より早く着く学習率を探し、そのステップ数を読み取ってください。",
      },
      done: {
        en: "The same SGD, another learning rate, and another winner.",
        ja: "同じ SGD でも、学習率を変えると 1 位になります。",
      },
    },
    {
      prompt: {
        en: "Now help Adam. Find a learning rate with which it needs fewer steps than SGD at its best, and read its number of steps.",
        ja: "今度は Adam の番です。いちばん速い SGD よりも少ないステップ数で着く学習率を探し、そのステップ数を読み取ってください。",
      },
      done: {
        en: "Adam again. Who wins is as much a matter of the learning rate as of the name.",
        ja: "今度は Adam の勝ちです。勝敗は、手法と同じくらい、学習率で決まります。",
      },
    },
  ],
  hints: {
    missing: {
      en: (name) =>
        `${name} is still empty. Slide until its loss in the table is first 1.5 × least or below.`,
      ja: (name) =>
        `${name} の数がまだありません。表の損失が初めて最小の 1.5 倍以下になるまで動かしてください。`,
    },
    swapped: {
      en: (name, step, other) =>
        `After ${step} steps it is ${other} that arrives, not ${name}. Mind the row.`,
      ja: (name, step, other) =>
        `${step} ステップで着くのは ${name} ではなく ${other} です。行を確かめてください。`,
    },
    tenSteps: {
      en: (name, step) => `${step} for ${name} is ten times off. The slider counts single steps.`,
      ja: (name, step) => `${name} の ${step} は 10 倍ずれています。スライダーは 1 ステップずつ数えます。`,
    },
    late: {
      en: (name, step, times) =>
        `${name} is below already at step ${step}, at ${times} × least. Slide back to where it first was.`,
      ja: (name, step, times) =>
        `${name} は、${step} ステップではもう最小の ${times} 倍です。初めて 1.5 倍以下になるところまで戻してください。`,
    },
    early: {
      en: (name, step, times) => `At step ${step} ${name} is still at ${times} × least. Slide on to 1.5.`,
      ja: (name, step, times) =>
        `${name} は、${step} ステップではまだ最小の ${times} 倍です。1.5 倍になるまで進めてください。`,
    },
    missingRate: {
      en: (name) =>
        `Give ${name} a learning rate: twice its rate in the race, for a start, and watch its trail.`,
      ja: (name) => `${name} の学習率を入れてください。まず競走のときの 2 倍にして、跡を見ましょう。`,
    },
    uphill: {
      en: (rate) => `At ${rate} nothing goes downhill. A learning rate is above 0.`,
      ja: (rate) => `${rate} では下れません。学習率は 0 より大きくします。`,
    },
    tooSmall: {
      en: (name, rate, rival, steps, times) =>
        `At ${rate} ${name} is still on its way, at ${times} × least, when ${rival} arrives after ${steps} steps. More.`,
      ja: (name, rate, rival, steps, times) =>
        `${rate} では、${rival} が ${steps} ステップで着くとき、${name} はまだ最小の ${times} 倍です。大きくしてください。`,
    },
    tooLarge: {
      en: (name, rate, rival, steps, times) =>
        `At ${rate} ${name} still jumps to and fro, at ${times} × least, when ${rival} arrives after ${steps} steps. Less.`,
      ja: (name, rate, rival, steps, times) =>
        `${rate} では、${rival} が ${steps} ステップで着くとき、${name} はまだ跳ねていて最小の ${times} 倍です。小さくしてください。`,
    },
    off: {
      en: (name, rate) => `At ${rate} ${name} flies off, and ends higher than it started. Make it smaller.`,
      ja: (name, rate) =>
        `${rate} では、${name} が飛び出し、出発点より高いところで終わります。小さくしてください。`,
    },
    missingSteps: {
      en: (name, rate) => `At ${rate} ${name} is faster. Now read after how many steps it arrives.`,
      ja: (name, rate) =>
        `${rate} なら ${name} のほうが速く着きます。次に、そのステップ数を読み取ってください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "SGD multiplies the gradient by one learning rate for all directions: the steep one limits it, the flat one waits. RMSProp divides by the usual size of each gradient; Adam adds momentum to that.",
      ja: "SGD は、どの向きにも同じ学習率を使います。急な向きに合わせるので、緩い向きでは遅くなります。RMSProp は向きごとに勾配の大きさで割り、Adam はさらにモメンタムを加えます。",
    },
    {
      en: "RMSProp and Adam descend from SGD, and none of the three is always first. A comparison is fair only if each has a learning rate that was looked for.",
      ja: "RMSProp も Adam も SGD から生まれました。いつも 1 位の手法はありません。公平に比べるには、それぞれに合った学習率を探す必要があります。",
    },
  ],
  further: { en: "Run the race in Basics", ja: "「基礎」で競走させる" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  table: { en: "Where each is", ja: "それぞれの位置" },
  racer: { en: "optimizer", ja: "最適化手法" },
  rate: { en: "learning rate", ja: "学習率" },
  loss: { en: "loss, × least", ja: "損失（最小の何倍）" },
  step: {
    en: (step: string) => `Step ${step}`,
    ja: (step: string) => `${step} ステップ`,
  } satisfies Phrase<[string]>,
  slider: { en: "Step", ja: "ステップ" },
  best: { en: "SGD at its best", ja: "いちばん速い SGD" },
  yours: {
    en: (name: string) => `${name}, yours`,
    ja: (name: string) => `あなたの ${name}`,
  } satisfies Phrase<[string]>,
};
