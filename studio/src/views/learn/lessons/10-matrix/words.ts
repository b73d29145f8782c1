/** @file What the lesson about matrices says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords } from "../../lesson";
import { COURSE, countOf, grouped } from "./counts";

const [PIXELS, UNITS] = COURSE;
const [FIRST_COUNT, COUNT] = [COURSE.slice(0, 2), COURSE].map((sizes) => grouped(countOf(sizes)));

export const TOTAL: Phrase = { en: "the total", ja: "全部の数" };
export const PERCENT: Phrase = { en: "% in layer 1", ja: "最初の層の割合（%）" };
export const FIRST: Phrase = { en: "first layer", ja: "最初の層" };
export const ALL: Phrase = { en: "in all", ja: "全部" };
export const OTHER: Phrase = { en: "the other, in all", ja: "もう 1 つの全部" };

export const words = {
  predict: {
    en: "This network reads 784 pixels with 16, 16 and 10 neurons. How many weights and biases does it have to learn? And how many percent of them are in its first layer?",
    ja: "784 個のピクセルを、16 個、16 個、10 個のニューロンで読み取るネットワークです。学習する数は、重みとバイアスを合わせて何個でしょうか？そのうち何 % が最初の層にあるでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "A layer with three neurons. The first row of the matrix W holds the weights of neuron 1, and z₁ is worked out. Work out z₂ and z₃.",
        ja: "ニューロンが 3 個の層です。行列 W の 1 行目は、ニューロン 1 の重みです。z₁ は計算してあります。z₂ と z₃ を計算してください。",
      },
      done: {
        en: "Right: row 2 is neuron 2, row 3 is neuron 3. In one line: z = W a + b.",
        ja: "正解です。2 行目はニューロン 2、3 行目はニューロン 3 です。まとめると z = W a + b です。",
      },
    },
    {
      prompt: {
        en: "A small network: each line is a weight, and each neuron but the inputs has a bias. How many numbers has the first layer, between the inputs and the next lamps? And how many in all?",
        ja: "小さなネットワークです。線 1 本が重み 1 個です。入力以外のニューロンには、バイアスが 1 個ずつあります。最初の層（入力と次のニューロンの間）の数と、全部の数を数えてください。",
      },
      done: {
        en: "Right. Each layer has a row for every neuron, a column for every input, and a bias for every row.",
        ja: "正解です。どの層にも、ニューロンと同じ数の行、入力と同じ数の列、行ごとに 1 個のバイアスがあります。",
      },
    },
    {
      prompt: {
        en: "Too many lines to count: multiply, with a calculator if you like. How many numbers has 784-16-16-10 in its first layer and in all? And the other in all?",
        ja: "この線は数え切れないので、掛け算で求めます（電卓も使えます）。784-16-16-10 の最初の層の数と、全部の数を入れてください。もう 1 つのネットワークは、全部の数だけです。",
      },
      done: {
        en: "Right: 784 activations and a bias give one value, 16 times over. Nearly all of the numbers are in that first layer.",
        ja: "正解です。784 個のアクティベーションとバイアスから 1 個の値を作り、それを 16 回行います。ほとんどの数は、この最初の層にあります。",
      },
    },
  ],
  hints: {
    missing: {
      en: (z) => `${z} is still empty. Read along its row: each weight times its input, then add the bias.`,
      ja: (z) =>
        `${z} に数が入っていません。その行を横に読み、重みと入力を掛けて足し、バイアスを加えてください。`,
    },
    noBias: {
      en: (z, b, value) => `${z}: the row is right, but the bias is missing. Add ${b} = ${value}.`,
      ja: (z, b, value) => `${z}：行の計算は合っています。バイアス ${b} = ${value} も加えてください。`,
    },
    column: {
      en: (z, neuron, row, column) =>
        `${z}: you went down column ${neuron} (${column}). Neuron ${neuron} is row ${neuron}: read across ${row}.`,
      ja: (z, neuron, row, column) =>
        `${z}：${neuron} 列目（${column}）を縦に使っています。ニューロン ${neuron} は ${neuron} 行目です。横に ${row} と読んでください。`,
    },
    otherRow: {
      en: (z, neuron, row, other) =>
        `${z}: that comes out of row ${other}. Neuron ${neuron} is row ${neuron}: ${row}.`,
      ja: (z, neuron, row, other) =>
        `${z}：それは ${other} 行目の値です。ニューロン ${neuron} は ${neuron} 行目（${row}）です。`,
    },
    otherBias: {
      en: (z, b, value) => `${z}: the row is right, but the bias is another neuron's. Here ${b} = ${value}.`,
      ja: (z, b, value) =>
        `${z}：行の計算は合っていますが、バイアスが別のニューロンのものです。ここでは ${b} = ${value} です。`,
    },
    biasSign: {
      en: (z, b, value) =>
        `${z}: the bias went in with the wrong sign. It is added as it stands: ${b} = ${value}.`,
      ja: (z, b, value) =>
        `${z}：バイアスの符号が逆です。書いてあるとおりに ${b} = ${value} を加えてください。`,
    },
    sign: {
      en: (z, w, a, product) => `${z}: one product has the wrong sign. ${w} × ${a} is ${product}.`,
      ja: (z, w, a, product) => `${z}：積の 1 つで符号が逆です。${w} × ${a} は ${product} です。`,
    },
    leftOut: {
      en: (z, w, a, product) => `${z}: one product is missing, ${w} × ${a} = ${product}.`,
      ja: (z, w, a, product) => `${z}：積が 1 つ抜けています。${w} × ${a} = ${product} です。`,
    },
    onlyWeights: {
      en: (z) =>
        `${z}: the row was added up as it stands. Multiply each of its weights by its input in a first.`,
      ja: (z) => `${z}：行の数をそのまま足しています。足す前に、それぞれの重みに a の入力を掛けてください。`,
    },
    activated: {
      en: (z) => `That is σ(${z}), the brightness of the lamp. ${z} itself is the sum before σ.`,
      ja: (z) => `それは灯りの明るさ σ(${z}) です。${z} は、σ に入れる前の和です。`,
    },
    terms: {
      en: (z, row, w, a, product) =>
        `${z}: its row is ${row}. Begin with ${w} × ${a} = ${product}, go on along the row, then add the bias.`,
      ja: (z, row, w, a, product) =>
        `${z}：使う行は ${row} です。${w} × ${a} = ${product} から始めて行の最後まで足し、バイアスを加えてください。`,
    },
    missingCount: {
      en: (name) => `The count for ${name} is still missing. Type a whole number.`,
      ja: (name) => `${name} の数が入っていません。整数を入れてください。`,
    },
    weightsOnly: {
      en: (name, weights, biases) =>
        `${name} has ${weights} weights, that is right. Each neuron has a bias as well: ${biases} more.`,
      ja: (name, weights, biases) =>
        `${name} の重みは ${weights} 個で、合っています。ニューロンごとのバイアスが、あと ${biases} 個あります。`,
    },
    oneBias: {
      en: (name, _, biases) =>
        `${name}: you counted one bias for a whole layer. Each neuron has its own, which makes ${biases}.`,
      ja: (name, _, biases) =>
        `${name}：バイアスを層に 1 個として数えています。ニューロンごとに 1 個なので、${biases} 個です。`,
    },
    inputsCounted: {
      en: (name, _, biases, inputs) =>
        `${name}: you gave the ${inputs} inputs biases too. Inputs are only read, nothing is learned in them: ${biases} biases are enough.`,
      ja: (name, _, biases, inputs) =>
        `${name}：${inputs} 個の入力にもバイアスを数えています。入力は値を受け取るだけで、学習する数はありません。バイアスは ${biases} 個です。`,
    },
    biasPerInput: {
      en: (name, _, biases) =>
        `${name}: you counted a bias for each input of a layer. It is one for each neuron, each row: ${biases} in all.`,
      ja: (name, _, biases) =>
        `${name}：バイアスを層の入力ごとに数えています。ニューロンごと、つまり行ごとに 1 個なので、合わせて ${biases} 個です。`,
    },
    neurons: {
      en: (name) =>
        `${name}: you counted the neurons. Count what is learned: for each neuron a weight for every input, and a bias.`,
      ja: (name) =>
        `${name}：ニューロンの数を数えています。数えるのは学習する数です。ニューロンごとに、入力と同じ数の重みと、バイアスが 1 個あります。`,
    },
    layerMissing: {
      en: (name) =>
        `${name}: one of the layers is not in it. Every gap between two layers has a matrix of its own.`,
      ja: (name) => `${name}：数えていない層があります。層と層の間ごとに、1 つの行列があります。`,
    },
    count: {
      en: (name, units, inputs) =>
        `${name}: ${units} rows, one for each neuron. Each has ${inputs} weights, one for each input, and 1 bias.`,
      ja: (name, units, inputs) =>
        `${name}：行はニューロンと同じ ${units} 行です。1 行には、入力と同じ ${inputs} 個の重みと、バイアスが 1 個あります。`,
    },
    countAll: {
      en: (name, inputs, units, next) =>
        `${name}: go layer by layer. First ${units} × ${inputs} + ${units}, then ${next} × ${units} + ${next}, and so on to the outputs; then add them.`,
      ja: (name, inputs, units, next) =>
        `${name}：層ごとに数えましょう。最初は ${units} × ${inputs} + ${units}、次は ${next} × ${units} + ${next} です。出力まで同じように数えて、足してください。`,
    },
    copied: {
      en: (name, course) => `That is the count of ${course} again. The other network is ${name}.`,
      ja: (name, course) => `それは ${course} の数です。もう 1 つのネットワークは ${name} です。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "A layer is a matrix with one row for each neuron and one column for each input, and a vector of biases. z = W a + b is the weighted sum of all its neurons at once.",
      ja: "層は、ニューロンごとに 1 行、入力ごとに 1 列の行列と、バイアスのベクトルです。z = W a + b で、層のすべてのニューロンの重み付き和が一度に求まります。",
    },
    {
      en: `${PIXELS} activations and a bias give one value, and the first layer does this ${UNITS} times over: ${FIRST_COUNT} numbers. Of ${COURSE.join("-")} there are ${COUNT} in all, and training has to find every one.`,
      ja: `最初の層は、${PIXELS} 個のアクティベーションとバイアスから 1 個の値を作ることを、${UNITS} 回行います。使う数は ${FIRST_COUNT} 個です。${COURSE.join("-")} の全体では ${COUNT} 個あり、学習ではそのすべてを求めます。`,
    },
  ],
  further: {
    en: "Open a neuron in See: its row, as a picture",
    ja: "「見る」でニューロンを開き、行を絵で見る",
  },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  equation: {
    en: "The layer as a matrix: weights times inputs, plus biases",
    ja: "行列で書いた層：重み × 入力 + バイアス",
  },
  worked: {
    en: (neuron: string) => `Neuron ${neuron} is row ${neuron}`,
    ja: (neuron: string) => `ニューロン ${neuron} は ${neuron} 行目`,
  } satisfies Phrase<[string]>,
  which: { en: "Network on the stage", ja: "表示するネットワーク" },
  layer: { en: "layer", ja: "層" },
  weights: { en: "weights", ja: "重み" },
  biases: { en: "biases", ja: "バイアス" },
  both: { en: "together", ja: "合計" },
  all: { en: "in all", ja: "全部" },
};
