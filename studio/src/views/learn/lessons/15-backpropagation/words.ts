/** @file What the lesson about backpropagation says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { Label, LessonWords, Option } from "../../lesson";
import type { Asked } from "./slips";

/** What is to be predicted first. */
export const MOVED: { readonly label: Label; readonly options: readonly Option[] } = {
  label: { en: "moves most", ja: "最も動く" },
  options: ["w₁", "b₁", "w₂", "b₂"].map((label) => ({ value: label, label })),
};

/** How each number is worked out. */
export const FORMULAS: Record<Asked, string> = {
  delta2: "2(y − t)",
  slope2: "δ₂·a₁",
  delta1: "δ₂·w₂·ReLU′(z₁)",
  slope1: "δ₁·x",
  w2: "w₂ − 0.01·∂w₂",
  b2: "b₂ − 0.01·∂b₂",
  w1: "w₁ − 0.01·∂w₁",
  b1: "b₁ − 0.01·∂b₁",
  loss: "(y − t)²",
};

export const words = {
  predict: {
    en: "x goes through two neurons; out comes y = 2, but the target is t = 1. One step at a learning rate of 0.01 moves four numbers so that the loss L = (y − t)² falls. Which moves most? And what is y after it?",
    ja: "x が 2 個のニューロンを通ると y = 2 ですが、正解は t = 1 です。学習率 0.01 の 1 ステップで 4 つの値を動かし、損失 L = (y − t)² を減らします。最も大きく動くのはどれで、そのあと y はいくつでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "The example shows a whole step. In your chain δ₁ is missing: δ₂, come back through w₂ and the ReLU. δ₁ = δ₂·w₂·ReLU′(z₁), and ReLU′ is 1 where z₁ is above 0.",
        ja: "例は 1 ステップの計算です。あなたの表では、δ₂ が w₂ と ReLU を通って戻った δ₁ が抜けています。δ₁ = δ₂·w₂·ReLU′(z₁) で、z₁ が正なら ReLU′ は 1 です。",
      },
      done: {
        en: "Right. From δ₁ come the gradients of w₁ and b₁, as in the example.",
        ja: "正解です。例と同じように、δ₁ から w₁ と b₁ の勾配が求まります。",
      },
    },
    {
      prompt: {
        en: "Two are missing. δ₂ = 2(y − t) is the slope of the loss at the output. Then δ₁ = δ₂·w₂·ReLU′(z₁): the slope ReLU′ is 1 for z₁ above 0, and 0 below.",
        ja: "今度は 2 つ抜けています。δ₂ = 2(y − t) は、出力での損失の傾きです。次は δ₁ = δ₂·w₂·ReLU′(z₁) です。ReLU の傾き ReLU′ は、z₁ が正なら 1、負なら 0 です。",
      },
      done: {
        en: "Right. Nothing comes back through a ReLU whose z is below 0: w₁ and b₁ stay as they are.",
        ja: "正解です。z が負の ReLU からは、何も戻りません。w₁ と b₁ は変わりません。",
      },
    },
    {
      prompt: {
        en: "The whole step. ∂w is δ times what came in, ∂b is δ. → is the value after the step: 0.01 times the gradient is taken off. L → is the loss then.",
        ja: "1 ステップすべてです。∂w は δ × 入力、∂b は δ です。→ は 0.01 × 勾配を引いた値、L → はそのときの損失です。",
      },
      done: {
        en: "Right: a step of training by hand, and the loss has fallen.",
        ja: "正解です。学習の 1 ステップを手で計算し、損失が減りました。",
      },
    },
  ],
  hints: {
    missing: {
      en: (name, formula) => `${name} is still empty. It is ${formula}.`,
      ja: (name, formula) => `${name} に数が入っていません。${formula} を計算してください。`,
    },
    noTwo: {
      en: (difference, delta) =>
        `${difference} is y − t. The slope of a square has a 2 in front: 2 × (${difference}) = ${delta}.`,
      ja: (difference, delta) =>
        `${difference} は y − t です。2 乗の傾きには 2 が付きます。2 × (${difference}) = ${delta} です。`,
    },
    reversed: {
      en: (y, target) =>
        `The sign is turned round. δ₂ is 2(y − t), the output first: y = ${y}, t = ${target}.`,
      ja: (y, target) =>
        `符号が逆です。δ₂ は 2(y − t) で、先に来るのは出力です。y = ${y}、t = ${target} です。`,
    },
    lossItself: {
      en: (loss, difference) =>
        `${loss} is the loss itself. δ₂ is its slope: 2(y − t), with y − t = ${difference}.`,
      ja: (loss, difference) =>
        `${loss} は損失そのものです。δ₂ は損失の傾き 2(y − t) で、y − t = ${difference} です。`,
    },
    delta2: {
      en: (y, target) => `δ₂ = 2(y − t), with y = ${y} and t = ${target}: subtract first, then double.`,
      ja: (y, target) => `δ₂ = 2(y − t) で、y = ${y}、t = ${target} です。先に引き、それから 2 倍します。`,
    },
    notCarried: {
      en: (delta, w) => `That is δ₂ = ${delta} itself. On its way back it is multiplied by w₂ = ${w}.`,
      ja: (delta, w) => `それは δ₂ = ${delta} のままです。戻るときに w₂ = ${w} を掛けます。`,
    },
    otherWeight: {
      en: (w1, w2) =>
        `δ₂ was multiplied by w₁ = ${w1}. The connection between the two neurons is w₂ = ${w2}.`,
      ja: (w1, w2) => `δ₂ に w₁ = ${w1} を掛けています。2 個のニューロンをつなぐのは w₂ = ${w2} です。`,
    },
    newWeight: {
      en: (after, w2) =>
        `That used w₂ = ${after}, the value after the step. Gradients are all worked out before anything moves: w₂ = ${w2}.`,
      ja: (after, w2) =>
        `ステップ後の w₂ = ${after} を使っています。勾配はすべて、動かす前の値 w₂ = ${w2} で計算します。`,
    },
    timesInput: {
      en: (delta, w2) => `That is ∂w₁ already. δ₁ is without x: ${delta} × (${w2}).`,
      ja: (delta, w2) => `それは ∂w₁ です。δ₁ に x は掛けません。${delta} × (${w2}) です。`,
    },
    sign: {
      en: (delta, w2) => `The size is right, the sign is not: ${delta} × (${w2}). Minus times minus is plus.`,
      ja: (delta, w2) =>
        `大きさは合っていますが、符号が逆です。${delta} × (${w2}) です。マイナス同士の積はプラスです。`,
    },
    delta1: {
      en: (delta, w2) => `δ₁ is δ₂ times w₂, here ${delta} × (${w2}): z₁ is above 0, so that ReLU′ is 1.`,
      ja: (delta, w2) =>
        `δ₁ は δ₂ × w₂ です。ここでは ${delta} × (${w2}) で、z₁ が正なので ReLU′ は 1 です。`,
    },
    slopeOfReLU: {
      en: (z, delta, w2) =>
        `The ReLU's slope is forgotten. z₁ = ${z} is below 0, where it is 0: multiply ${delta} × (${w2}) by that.`,
      ja: (z, delta, w2) =>
        `ReLU の傾きが抜けています。z₁ = ${z} は負なので、傾きは 0 です。${delta} × (${w2}) に 0 を掛けてください。`,
    },
    timesZ: {
      en: (z) => `That has z₁ = ${z} in it. What counts is the slope of the ReLU there, not z₁ itself.`,
      ja: (z) => `z₁ = ${z} そのものを使っています。使うのは、そこでの ReLU の傾きです。`,
    },
    deltaDark: {
      en: (z) =>
        `z₁ = ${z} is below 0. There the ReLU is flat: what is its slope, and what is δ₂·w₂ times that?`,
      ja: (z) =>
        `z₁ = ${z} は負です。そこで ReLU は平らです。その傾きはいくつで、δ₂·w₂ に掛けるとどうなりますか？`,
    },
    noInput: {
      en: (name, delta, from, input) =>
        `${delta} is ${name}, the gradient of the bias. For the weight, multiply by what came in: ${from} = ${input}.`,
      ja: (name, delta, from, input) =>
        `${delta} は ${name} で、バイアスの勾配です。重みの勾配では、入力 ${from} = ${input} を掛けます。`,
    },
    weightForInput: {
      en: (name, delta, from, input) =>
        `${name} = ${delta} was multiplied by the weight. Its gradient takes what came in: ${from} = ${input}.`,
      ja: (name, delta, from, input) =>
        `${name} = ${delta} に重みを掛けています。重みの勾配で掛けるのは、入力 ${from} = ${input} です。`,
    },
    otherInput: {
      en: (_, delta, from, input, weight) =>
        `That is the other neuron's input. What comes in through ${weight} is ${from} = ${input}: ${delta} × ${input}.`,
      ja: (_, delta, from, input, weight) =>
        `もう一方のニューロンの入力を使っています。${weight} を通る入力は ${from} = ${input} なので、${delta} × ${input} です。`,
    },
    slope: {
      en: (name, delta, from, input) =>
        `A weight's gradient is δ times what came in: ${name} = ${delta}, ${from} = ${input}.`,
      ja: (name, delta, from, input) =>
        `重みの勾配は、δ × 入力です。${name} = ${delta}、${from} = ${input} です。`,
    },
    unmoved: {
      en: (name, value, slope) => `${name} = ${value} is from before the step. Take off 0.01 × (${slope}).`,
      ja: (name, value, slope) =>
        `${name} = ${value} はステップの前の値です。0.01 × (${slope}) を引いてください。`,
    },
    uphill: {
      en: (name, value, slope) =>
        `That goes uphill: the loss would grow. The step is subtracted: ${name} = ${value} − 0.01 × (${slope}).`,
      ja: (name, value, slope) =>
        `逆向きで、損失が増えます。ステップは引きます。${name} = ${value} − 0.01 × (${slope}) です。`,
    },
    rateTen: {
      en: (name, _, slope, move) =>
        `The step of ${name} is off by a factor of ten: 0.01 × (${slope}) is ${move}. The point moves two places.`,
      ja: (name, _, slope, move) =>
        `${name} の動く量が 10 倍ずれています。0.01 × (${slope}) は ${move} です。小数点は 2 桁動きます。`,
    },
    noRate: {
      en: (name, _, slope, move) =>
        `The whole gradient ${slope} went into ${name}. The learning rate makes it a small step: 0.01 × (${slope}) = ${move}.`,
      ja: (name, _, slope, move) =>
        `勾配 ${slope} をそのまま使っています。${name} から引くのは、学習率を掛けた 0.01 × (${slope}) = ${move} です。`,
    },
    moveOnly: {
      en: (name, value, _, move) =>
        `That is the step alone. ${name} is what is left of ${value} when ${move} is taken off.`,
      ja: (name, value, _, move) =>
        `それは動く量だけです。${name} = ${value} から ${move} を引いてください。`,
    },
    biasTimesInput: {
      en: (name, value, delta) =>
        `A bias has no input to be multiplied by: its gradient is δ = ${delta}. ${name} = ${value} − 0.01 × (${delta}).`,
      ja: (name, value, delta) =>
        `バイアスには掛ける入力がありません。勾配は δ = ${delta} です。${name} = ${value} − 0.01 × (${delta}) です。`,
    },
    update: {
      en: (name, value, slope) => `${name} after the step is ${value} − 0.01 × (${slope}).`,
      ja: (name, value, slope) => `ステップ後の ${name} は ${value} − 0.01 × (${slope}) です。`,
    },
    oldLoss: {
      en: (loss) =>
        `${loss} is the loss before the step. Send x through once more, with the four new numbers.`,
      ja: (loss) => `${loss} はステップの前の損失です。新しい 4 つの値で、もう一度 x から計算してください。`,
    },
    notSquared: {
      en: (_, y, target) =>
        `That is the distance between y = ${y} and t = ${target}. The loss is its square.`,
      ja: (_, y, target) => `それは y = ${y} と t = ${target} の差です。損失は、差の 2 乗です。`,
    },
    outputNotLoss: {
      en: (_, y, target) => `${y} is the new y. The loss is (y − t)², with t = ${target}.`,
      ja: (_, y, target) => `${y} は新しい y です。損失は (y − t)² で、t = ${target} です。`,
    },
    oldWeight: {
      en: (old, now) =>
        `That still has the old w₂ = ${old} in it. After the step all four are new: w₂ = ${now}.`,
      ja: (old, now) =>
        `古い w₂ = ${old} を使っています。ステップのあとは 4 つとも新しく、w₂ = ${now} です。`,
    },
    oldActivation: {
      en: (old, now) =>
        `That still has the old a₁ = ${old} in it. With the new w₁ and b₁ it is ${now}; then on through w₂.`,
      ja: (old, now) =>
        `古い a₁ = ${old} を使っています。新しい w₁ と b₁ では ${now} です。それから w₂ に進みます。`,
    },
    newLoss: {
      en: (a, y, target) =>
        `Go forward with the new numbers: a₁ = ${a}, then y = w₂·a₁ + b₂ = ${y}. The loss is (y − t)², with t = ${target}.`,
      ja: (a, y, target) =>
        `新しい値で順に計算します。a₁ = ${a}、y = w₂·a₁ + b₂ = ${y} です。損失は (y − t)² で、t = ${target} です。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Backpropagation starts from the loss. δ of the last neuron goes back through the weights, and a ReLU below 0 stops it.",
      ja: "逆伝播は損失から始まります。最後のニューロンの δ が重みを通って戻り、z が負の ReLU で止まります。",
    },
    {
      en: "A weight's gradient is δ times what came in, a bias's is δ. The step subtracts the learning rate times that, from all of them at once.",
      ja: "重みの勾配は δ × 入力、バイアスの勾配は δ です。ステップでは、学習率 × 勾配を、すべての値から一度に引きます。",
    },
    {
      en: "A network with 13,002 numbers does no more than this: forward, back, and a step for each.",
      ja: "13,002 個の値を持つネットワークでも、することは同じです。前に進み、後ろに戻り、それぞれを少し動かします。",
    },
  ],
  further: { en: "Watch δ come back in Train", ja: "「育てる」で δ が戻るところを見る" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  example: {
    en: (target: string) => `Example, t = ${target}`,
    ja: (target: string) => `例（t = ${target}）`,
  } satisfies Phrase<[string]>,
  yours: {
    en: (target: string) => `Yours, t = ${target}`,
    ja: (target: string) => `あなた（t = ${target}）`,
  } satisfies Phrase<[string]>,
  comesIn: { en: "in: x, a₁", ja: "入力 x、a₁" },
  goesOut: { en: "out: a₁, y", ja: "出力 a₁、y" },
  slope: { en: "∂w = δ·in", ja: "∂w = δ·入力" },
  table: { en: "The numbers of the step", ja: "ステップの数値" },
  first: { en: "ReLU 1", ja: "ReLU 1" },
  second: { en: "linear 2", ja: "線形 2" },
  formulas: {
    en: "δ₂ = 2(y − t) · δ₁ = δ₂·w₂·ReLU′(z₁)",
    ja: "δ₂ = 2(y − t) · δ₁ = δ₂·w₂·ReLU′(z₁)",
  },
  hidden: { en: "not known yet", ja: "まだわかりません" },
};
