/** @file What the lesson about XOR says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords, Option } from "../../lesson";

export const OPTIONS: readonly Option[] = ["1", "2", "3", "4"].map((label) => ({ value: label, label }));
export const ALONE: Phrase = { en: "one neuron", ja: "1 個だけ" };
export const HIDDEN: Phrase = { en: "two hidden", ja: "隠れ層あり" };

export const words = {
  predict: {
    en: "In each of four rows the lamp is to be 1 (lit) or 0 (dark); the two kinds lie crosswise. How many rows can one neuron get right at most? And with two neurons in a hidden layer before it?",
    ja: "4 つの行があり、行ごとに灯りを 1（明るい）か 0（暗い）にします。1 と 0 の点は斜めに向かい合っています。ニューロン 1 個では、最大でいくつの行が正しくなるでしょうか？その前の隠れ層に 2 個のニューロンがあると、いくつでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Set the neuron's weights and bias: at least 0.95 where 1 is wanted, at most 0.05 where 0 is. The row that is struck out may be wrong.",
        ja: "1 個のニューロンの重みとバイアスを決めてください。1 の行は 0.95 以上、0 の行は 0.05 以下にします。線で消した行は、間違っていてもかまいません。",
      },
      done: {
        en: "Right, and three is the most. z of rows 1 and 4 together is always as much as z of rows 2 and 3 together: no line can put one pair above 0 and the other below.",
        ja: "正解です。3 行が最大です。1 行目と 4 行目の z の和は、いつも 2 行目と 3 行目の z の和に等しくなります。そのため、一方の 2 行を 0 より上、もう一方を 0 より下にする直線はありません。",
      },
    },
    {
      prompt: {
        en: "Now two hidden neurons, h₁ and h₂, and y, which lights when one of them does. h₁ and y are set. Set h₂ so that all four rows are right.",
        ja: "今度は、隠れ層にニューロン h₁ と h₂ があります。出力 y は、どちらかが明るいと明るくなります。h₁ と y は決めてあります。4 行とも正しくなるように、h₂ を決めてください。",
      },
      done: {
        en: "Right: two lines, one from each hidden neuron, and y puts them together.",
        ja: "正解です。隠れ層のニューロンが 1 本ずつ直線を引き、y がその 2 本を組み合わせます。",
      },
    },
    {
      prompt: {
        en: "Another table, the other way round, and nothing is set. Set all three neurons so that all four rows are right.",
        ja: "1 と 0 が入れ替わった別の表です。何も決めてありません。4 行とも正しくなるように、3 個のニューロンをすべて決めてください。",
      },
      done: {
        en: "Right: you have done by hand what training does, and made a network that no single neuron can replace.",
        ja: "正解です。学習がすることを手で行い、1 個のニューロンではできないネットワークを作りました。",
      },
    },
  ],
  hints: {
    untouched: {
      en: "Nothing is set yet. With all numbers at 0 the lamp is at 0.50 everywhere. Move a slider and watch the picture.",
      ja: "まだ何も決めていません。数がすべて 0 だと、どこでも 0.50 です。スライダーを動かして、図の変化を見てください。",
    },
    noWeights: {
      en: "Both weights are 0, and so the inputs do not matter: all rows get the same. Give w₁ and w₂ a value.",
      ja: "重みが 2 つとも 0 なので、入力が何でも同じ値になります。w₁ と w₂ に値を入れてください。",
    },
    oneInput: {
      en: (input) =>
        `The weight of ${input} is 0. The line then cannot lean, and it gets two rows right at most.`,
      ja: (input) => `${input} の重みが 0 です。これでは直線を傾けられず、正しくなるのは多くても 2 行です。`,
    },
    mirrored: {
      en: "The line lies well, but its sides are the wrong way round. Turn the signs of w₁, w₂ and b.",
      ja: "直線の位置は合っていますが、明るい側が逆です。w₁、w₂、b の符号をすべて逆にしてください。",
    },
    otherRow: {
      en: (row, struck) =>
        `Three rows are right, but the wrong one is row ${row}. Row ${struck} is the one that may be wrong.`,
      ja: (row, struck) =>
        `3 行は正しいのですが、間違っているのは ${row} 行目です。間違ってもよいのは ${struck} 行目です。`,
    },
    unsure: {
      en: (row, _x, _y, wanted, value) =>
        `All lie on the right side, but row ${row} gives only ${value}, and ${wanted === "1" ? "at least 0.95" : "at most 0.05"} is asked for. Larger weights make the edge steeper.`,
      ja: (row, _x, _y, wanted, value) =>
        `どの行も正しい側にありますが、${row} 行目はまだ ${value} です。${wanted === "1" ? "0.95 以上" : "0.05 以下"}が必要です。重みを大きくすると、境目が急になります。`,
    },
    row: {
      en: (row, x, y, wanted, value) =>
        `Row ${row} (x₁ = ${x}, x₂ = ${y}) is to be ${wanted} and gives ${value}. w₁ and w₂ turn the line, b shifts it.`,
      ja: (row, x, y, wanted, value) =>
        `${row} 行目（x₁ = ${x}、x₂ = ${y}）は ${wanted} にする行ですが、${value} です。w₁ と w₂ で直線の向きが、b で位置が変わります。`,
    },
    flatHidden: {
      en: (name, value) =>
        `${name} is on the same side in all four rows (${value} in the first), so it tells nothing apart. Move its line between the points with b.`,
      ja: (name, value) =>
        `${name} は 4 行とも同じ側にあり（1 行目は ${value}）、行を区別していません。b で直線を点の間に動かしてください。`,
    },
    alike: {
      en: "h₁ and h₂ split the rows alike: two neurons that do the same are worth one. Turn the line of one of them.",
      ja: "h₁ と h₂ は、行を同じように分けています。同じことをする 2 個は、1 個と変わりません。一方の直線の向きを変えてください。",
    },
    mirroredHidden: {
      en: (name, row) =>
        `${name} is dark where it should be lit. Turn the signs of its three numbers, so that row ${row} lights it.`,
      ja: (name, row) =>
        `${name} は明暗が逆です。3 つの数の符号を逆にして、${row} 行目で明るくなるようにしてください。`,
    },
    hiddenDark: {
      en: (name, row, value) =>
        `In row ${row} neither hidden neuron is lit: there ${name} gives ${value}. This row needs it lit.`,
      ja: (name, row, value) =>
        `${row} 行目では、隠れ層のニューロンがどちらも暗いままです。${name} は ${value} です。この行では明るくしてください。`,
    },
    hiddenLit: {
      en: (name, row, value, left) =>
        `In row ${row} ${name} gives ${value} and lights y, which should stay dark. Let row ${left} alone light ${name}.`,
      ja: (name, row, value, left) =>
        `${row} 行目では ${name} が ${value} なので、暗いはずの y が明るくなります。${name} は ${left} 行目だけで明るくしてください。`,
    },
    stillXor: {
      en: "h₁ and h₂ each split the rows two and two, and for y that is the same puzzle again. Move a line so that it cuts off one row alone.",
      ja: "h₁ も h₂ も、行を 2 つずつに分けています。これでは、y にとって同じ問題のままです。1 行だけを切り離すように、直線を動かしてください。",
    },
    ignores: {
      en: (name) => `The weight of ${name} in y is 0: y does not look at it, and one line is left.`,
      ja: (name) =>
        `y で ${name} に掛ける重みが 0 です。y は ${name} を使わないので、直線が 1 本しか残りません。`,
    },
    mirroredOutput: {
      en: "All four rows are the wrong way round. The hidden neurons are fine: turn the signs of the three numbers of y.",
      ja: "4 行とも明暗が逆です。隠れ層はこれで十分です。y の 3 つの数の符号を逆にしてください。",
    },
    flatOutput: {
      en: (value, b) =>
        `y is on the same side in all four rows (${value} in the first). Its bias ${b} does not suit its weights: put it between what the rows add up to.`,
      ja: (value, b) =>
        `y は 4 行とも同じ側にあります（1 行目は ${value}）。バイアス ${b} が重みに合っていません。行による和の違いの間に来るように変えてください。`,
    },
    output: {
      en: (row, _x, _y, wanted, value, h1, h2) =>
        `Row ${row} is to be ${wanted}, and y gives ${value}; there h₁ = ${h1} and h₂ = ${h2}. Compare with the rows that are right: change y, or what a hidden neuron cuts off.`,
      ja: (row, _x, _y, wanted, value, h1, h2) =>
        `${row} 行目は ${wanted} にする行ですが、y は ${value} です。ここでは h₁ = ${h1}、h₂ = ${h2} です。正しい行と比べて、y か、隠れ層の直線を変えてください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "One neuron draws one line, and XOR needs two. The layer between input and output, which nobody sees from outside, is a hidden layer: its neurons draw lines, and the output layer decides by them.",
      ja: "1 個のニューロンが引く直線は 1 本ですが、XOR には 2 本必要です。入力と出力の間にあり、外からは見えない層が隠れ層です。隠れ層のニューロンが直線を引き、出力層がそれを使って判断します。",
    },
    {
      en: "A network may have several hidden layers, each drawing on what the one before it found. With many of them it is called deep, and it can make more complex decisions: that is deep learning. You set nine weights and biases by hand; with thousands, training does it.",
      ja: "隠れ層は何層でも重ねられ、それぞれが前の層の結果を使います。隠れ層が多いネットワークは「深い」といい、より複雑な判断ができます。これが深層学習（ディープラーニング）です。ここでは 9 個の重みとバイアスを手で決めました。何千個もあるときは、学習で決めます。",
    },
  ],
  further: { en: "Let it learn XOR in Basics", ja: "「基礎」で XOR を学習させる" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  rows: { en: "The four rows and what comes out", ja: "4 つの行と結果" },
  row: { en: "row", ja: "行" },
  wanted: { en: "wanted", ja: "目標" },
  right: { en: "right", ja: "正解" },
  wrong: { en: "not right yet", ja: "まだ正しくない" },
  mayBeWrong: { en: "may be wrong", ja: "間違ってもよい" },
  neuron: { en: "Neuron to set and to show", ja: "決めて表示するニューロン" },
  number: {
    en: (symbol: string, neuron: string) => `${symbol} of ${neuron}`,
    ja: (symbol: string, neuron: string) => `${neuron} の ${symbol}`,
  } satisfies Phrase<[string, string]>,
};
