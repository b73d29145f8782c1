/** @file What the lesson about many inputs says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords, Option } from "../../lesson";

export const R2_OPTIONS: readonly Option[] = [
  { value: "lower", label: { en: "lower", ja: "下がる" } },
  { value: "same", label: { en: "nearly the same", ja: "ほぼ同じ" } },
  { value: "higher", label: { en: "higher", ja: "上がる" } },
];

export const words = {
  predict: {
    en: "Each picture shows y over a column of a made-up table. One column is noise: it says nothing about y. Which? Without it, what becomes of R², the share of the variation in y that can be predicted?",
    ja: "各図は、横が表の 1 列、縦が y です（説明用の表です）。1 列は y と関係のないノイズです。どの列でしょうか？その列を除くと、R²（y のばらつきのうち予測できる割合）はどうなるでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "A neuron has learned y from all four columns: a weight w for each, and one bias b. Work out its y for the new row x: add the four products w x, then b. Then name the noise.",
        ja: "ニューロンが 4 列から y を学習しました。新しい行 x の y を計算してください。重み w と x の積を 4 つ足し、バイアス b も足します。次に、ノイズの列を選んでください。",
      },
      done: {
        en: "Right. A weight near 0 lets the noise hardly move y.",
        ja: "正解です。重みが 0 に近いので、ノイズは y をほとんど変えません。",
      },
    },
    {
      prompt: {
        en: "Leave the noise out, and the neuron learns again from the rest. Then work out its R²: divide the loss by the variance of y, and take the result away from 1.",
        ja: "ノイズの列を除いてください。ニューロンは残りの列で学習し直します。次に R² を計算してください。損失を y の分散で割り、1 から引いた値です。",
      },
      done: {
        en: "Right. With one input fewer the neuron predicts as well as before.",
        ja: "正解です。入力が 1 つ減っても、予測のよさは変わりません。",
      },
    },
  ],
  hints: {
    missing: {
      en: "y is still empty. Multiply each x by the w above it, add the four products, then b.",
      ja: "y に数が入っていません。x と w の積を 4 つ足し、最後に b を足してください。",
    },
    noBias: {
      en: (b) => `The four products are added correctly. The bias is missing: add b = ${b}.`,
      ja: (b) => `積の和は合っていますが、バイアスが抜けています。b = ${b} を足してください。`,
    },
    biasSign: {
      en: (b) => `The bias went in with the wrong sign. It is added as it stands: b = ${b}.`,
      ja: (b) => `バイアスの符号が逆です。書いてあるとおりに b = ${b} を足してください。`,
    },
    sign: {
      en: (column, w, x, product) =>
        `The product of ${column} has the wrong sign: ${w} × ${x} is ${product}.`,
      ja: (column, w, x, product) => `${column} の積の符号が逆です。${w} × ${x} は ${product} です。`,
    },
    leftOut: {
      en: (column, w, x, product) => `The product of ${column} is missing: ${w} × ${x} = ${product}.`,
      ja: (column, w, x, product) => `${column} の積が抜けています。${w} × ${x} = ${product} です。`,
    },
    onlyWeights: {
      en: (column, w, x) =>
        `These are the weights alone. Each is multiplied by its x first, as in ${column}: ${w} × ${x}.`,
      ja: (column, w, x) =>
        `重みだけを足しています。先に x を掛けてください。たとえば ${column} は ${w} × ${x} です。`,
    },
    terms: {
      en: (column, w, x, product) =>
        `Go column by column. ${column}: ${w} × ${x} = ${product}. Then the other three, then b.`,
      ja: (column, w, x, product) =>
        `1 列ずつ計算しましょう。${column} は ${w} × ${x} = ${product} です。残りの 3 列も同じように計算し、最後に b を足します。`,
    },
    unnamed: {
      en: "y is right. Now name the noise: which weight makes next to no difference?",
      ja: "y は正解です。次に、ノイズの列を選んでください。y をほとんど変えない重みはどれでしょうか？",
    },
    counts: {
      en: (column, w) =>
        `${column} counts: its weight is ${w}, so 1 more in ${column} changes y by ${w}. Look for the weight nearest to 0.`,
      ja: (column, w) =>
        `${column} は効いています。重みは ${w} で、${column} が 1 増えると y は ${w} 変わります。0 に最も近い重みを探してください。`,
    },
    untouched: {
      en: "All four columns are still in use. Switch off the one that you have named.",
      ja: "4 列ともまだ使われています。ノイズの列のスイッチを切ってください。",
    },
    tooMany: {
      en: (columns) => `${columns} are left out. Only one of the four is noise: switch the others on again.`,
      ja: (columns) => `${columns} を除いています。ノイズは 1 列だけです。ほかの列は元に戻してください。`,
    },
    wrongOne: {
      en: (column, from, to) =>
        `Without ${column}, R² falls from ${from} to ${to}: it says what no other column says. Put it back.`,
      ja: (column, from, to) =>
        `${column} を除くと、R² が ${from} から ${to} に下がります。ほかにない情報を持つ列です。元に戻してください。`,
    },
    missingR2: {
      en: (loss, variance) => `The noise is out. Now work out R² = 1 − ${loss} / ${variance}.`,
      ja: (loss, variance) => `ノイズを除けました。R² = 1 − ${loss} / ${variance} を計算してください。`,
    },
    ratio: {
      en: (ratio) => `${ratio} is the share that is not predicted. R² is the rest: 1 − ${ratio}.`,
      ja: (ratio) => `${ratio} は、予測できない割合です。R² は残りの 1 − ${ratio} です。`,
    },
    percent: {
      en: (r2) => `That is R² in per cent. Write it as a share of 1: ${r2}.`,
      ja: (r2) => `それはパーセントで表した値です。1 を全体とする割合で書くと ${r2} です。`,
    },
    undivided: {
      en: (loss, variance) =>
        `That is 1 − loss. Compare the loss with how much y varies at all: divide ${loss} by ${variance} first.`,
      ja: (loss, variance) =>
        `それは 1 − 損失です。y のばらつきと比べるため、先に ${loss} を ${variance} で割ってください。`,
    },
    otherR2: {
      en: (loss, variance) => `First divide: ${loss} / ${variance}. Then take the result away from 1.`,
      ja: (loss, variance) => `まず ${loss} / ${variance} を計算し、その答えを 1 から引いてください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Multiple linear regression is one neuron with several inputs, still a network of a single layer: y = w₁x₁ + w₂x₂ + … + b. Each weight says how much y changes when its input alone grows by 1.",
      ja: "重回帰は、入力が複数あるニューロン 1 個です。これも単層のネットワークで、y = w₁x₁ + w₂x₂ + … + b と表せます。重みは、その入力だけが 1 増えたときに y がどれだけ変わるかを表します。",
    },
    {
      en: "An input that says nothing gets a weight near 0. It can go, and nothing is lost. Weights can be compared like this only because all four columns have the same scale.",
      ja: "情報を持たない入力の重みは、0 に近くなります。除いても、予測は悪くなりません。重みの大きさをこのように比べられるのは、4 列のスケールが同じだからです。",
    },
  ],
  further: { en: "Two inputs as a surface in Basics", ja: "「基礎」で 2 入力の場合を見る" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  columns: { en: "The columns, their weights and a new row", ja: "各列と、その重み、新しい行" },
  over: {
    en: (column: string) => `y over ${column}, 40 points`,
    ja: (column: string) => `横が ${column}、縦が y の、40 個の点`,
  } satisfies Phrase<[string]>,
  use: {
    en: (column: string) => `Use ${column}`,
    ja: (column: string) => `${column} を使う`,
  } satisfies Phrase<[string]>,
  used: { en: "in use", ja: "使う" },
  loss: {
    en: (now: string, all: string) => `loss ${now} (with all four ${all})`,
    ja: (now: string, all: string) => `損失 ${now}（4 列すべてでは ${all}）`,
  } satisfies Phrase<[string, string]>,
  variance: {
    en: (variance: string) => `variance of y ${variance}`,
    ja: (variance: string) => `y の分散 ${variance}`,
  } satisfies Phrase<[string]>,
};
