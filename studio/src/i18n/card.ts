/**
 * @file What the card about a neuron, an edge or an input says.
 */

import { a } from "./english";
import { spaced } from "./spacing";

/** What neurons are called. Layers and units are counted from 1. */
const names = {
  pixel: {
    en: (row: number, column: number) => `Pixel in row ${row}, column ${column}`,
    ja: (row: number, column: number) => `${row} 行 ${column} 列のピクセル`,
  },
  pixelShort: {
    en: (row: number, column: number) => `row ${row}, col ${column}`,
    ja: (row: number, column: number) => `${row} 行 ${column} 列`,
  },
  cell: {
    en: (frame: number, hertz: number) => `Frame ${frame}, about ${hertz} Hz`,
    ja: (frame: number, hertz: number) => `フレーム ${frame}、約 ${hertz} Hz`,
  },
  cellShort: {
    en: (frame: number, hertz: number) => `F${frame} · ${hertz} Hz`,
    ja: (frame: number, hertz: number) => `F${frame} · ${hertz} Hz`,
  },
  input: { en: (unit: number) => `Input ${unit}`, ja: (unit: number) => `入力 ${unit}` },
  hidden: {
    en: (layer: number, unit: number) => `Hidden layer ${layer}, neuron ${unit}`,
    ja: (layer: number, unit: number) => `隠れ層 ${layer} のニューロン ${unit}`,
  },
  hiddenShort: {
    en: (unit: number) => `neuron ${unit}`,
    ja: (unit: number) => `ニューロン ${unit}`,
  },
  output: {
    en: (name: string) => `Output “${name}”`,
    ja: (name: string) => `出力「${name}」`,
  },
  outputUnit: {
    en: (unit: number) => `Output layer, neuron ${unit}`,
    ja: (unit: number) => `出力層のニューロン ${unit}`,
  },
  edge: { en: "Edge", ja: "つながり" },
};

export const card = {
  names,
  close: { en: "Close the card", ja: "カードを閉じる" },
  activation: { en: "activation", ja: "アクティベーション" },
  brightness: { en: "brightness", ja: "明るさ" },
  noInput: {
    en: "The network has no input yet, so nothing is lit. Give it one, and the numbers appear here.",
    ja: "まだ入力がないので、光っていません。入力すると、ここに数値が表示されます。",
  },

  equation: { en: "Equation", ja: "式" },
  layerWords: {
    en: "The equation of the layer; the marked row is this neuron.",
    ja: "層の式です。印のついた行が、このニューロンです。",
  },
  numbersWords: {
    en: "In numbers: select a term to open its edge.",
    ja: "数値で書いた式です。項を選ぶと、つながりが開きます。",
  },
  term: {
    en: (from: string, weight: string, activation: string, product: string) =>
      `${from}: weight ${weight} times activation ${activation} is ${product}`,
    ja: (from: string, weight: string, activation: string, product: string) =>
      `${from}：重み ${weight} × アクティベーション ${activation} = ${product}`,
  },
  weightOf: {
    en: (from: string, weight: string) => `${from}: weight ${weight}`,
    ja: (from: string, weight: string) => `${from}：重み ${weight}`,
  },
  more: { en: (count: string) => `${count} more terms`, ja: (count: string) => `ほか ${count} 項` },
  bias: { en: "bias", ja: "バイアス" },
  weightedSum: { en: "weighted sum", ja: "重み付き和" },
  roundedSum: {
    en: "≈: the numbers are rounded, so the last digit can be off.",
    ja: "≈：四捨五入しているため、最後の桁がずれることがあります。",
  },

  weights: { en: "Weights", ja: "重み" },
  weightsCaption: { en: "weights", ja: "重み" },
  productsCaption: { en: "weights × input", ja: "重み × 入力" },
  signs: {
    en: "Amber brightens this neuron, blue dims it.",
    ja: "琥珀色はこのニューロンを明るくし、青は暗くします。",
  },
  pointAtPixel: {
    en: "Point at a pixel to see its term.",
    ja: "ピクセルにポインターを合わせると、その項が表示されます。",
  },
  weightPicture: {
    en: "The weights as a picture. Arrow keys move from pixel to pixel, Enter opens the edge.",
    ja: "重みの画像です。矢印キーでピクセルを移動し、Enter でつながりを開きます。",
  },
  productPicture: {
    en: "Weights times input as a picture. Arrow keys move from pixel to pixel, Enter opens the edge.",
    ja: "重み × 入力の画像です。矢印キーでピクセルを移動し、Enter でつながりを開きます。",
  },
  largestOf: {
    en: (count: string, all: string) => `The ${count} largest of ${all} weights.`,
    ja: (count: string, all: string) => `重み ${all} 個のうち、大きいほうから ${count} 個です。`,
  },
  through: { en: "Seen through the layers", ja: "層を通して見た重み" },
  throughPicture: {
    en: (name: string) =>
      `${name}: the weights of all layers before it, multiplied, as a picture of the inputs`,
    ja: (name: string) => `${name}：前の層すべての重みを掛け合わせた、入力の画像`,
  },
  throughWords: {
    en: "All weight matrices up to this neuron, multiplied. The activation functions between them are left out, so this is a hint, not what the network computes.",
    ja: "このニューロンまでの重みの行列をすべて掛け合わせたものです。間の活性化関数を省いているので、手がかりにはなりますが、実際の計算とは異なります。",
  },

  activationFunction: { en: "Activation function", ja: "活性化関数" },
  /** Around the condition of a formula with two cases. */
  ifPositive: { en: " if ", ja: "（" },
  otherwise: { en: ", else ", ja: " のとき）、それ以外は " },
  curve: {
    en: (name: string, z: string, a: string) =>
      `The curve of ${name}. At the weighted sum ${z} the activation is ${a}.`,
    ja: (name: string, z: string, a: string) =>
      spaced`${name}の曲線：重み付き和 ${z} のとき、アクティベーションは ${a} です。`,
  },
  curveUnlit: {
    en: (name: string) => `The curve of ${name}`,
    ja: (name: string) => spaced`${name}の曲線`,
  },
  softmaxWords: {
    en: "Softmax divides each eᶻ by the sum over all outputs. The curve shows what this neuron would output if the others stayed as they are.",
    ja: "ソフトマックスは、eᶻ を出力全体の和に対する割合にします。曲線は、ほかの出力が変わらないときの、このニューロンの値です。",
  },

  connections: { en: "Strongest connections", ja: "強いつながり" },
  from: { en: "from", ja: "前の層から" },
  to: { en: "to", ja: "次の層へ" },
  openNeuron: {
    en: (name: string, weight: string) => `Open ${name}, weight ${weight}`,
    ja: (name: string, weight: string) => spaced`${name}を開く（重み ${weight}）`,
  },

  topActivations: { en: "What activates this neuron most", ja: "このニューロンを最も明るくする画像" },
  topWords: {
    en: "An input made by gradient ascent, and the test images that activate this neuron most.",
    ja: "勾配上昇法で作った入力と、このニューロンを最も明るくするテスト画像です。",
  },
  topFetching: { en: "Loading the test images…", ja: "テスト画像を読み込んでいます…" },
  topSearching: {
    en: (done: string, all: string) => `Searched ${done} of ${all} images…`,
    ja: (done: string, all: string) => `${all} 枚のうち ${done} 枚を調べました…`,
  },
  topClimbing: { en: "Climbing the gradient…", ja: "勾配上昇法で探しています…" },
  topStale: {
    en: "The weights are changing. The search starts again when they settle.",
    ja: "重みが変わっています。変わらなくなると、もう一度探します。",
  },
  topFailed: {
    en: "The test images could not be loaded. Check the connection, then try again.",
    ja: "テスト画像を読み込めませんでした。接続を確かめて、もう一度試してください。",
  },
  topBroken: {
    en: "The search stopped. Try again.",
    ja: "探している途中で止まりました。もう一度試してください。",
  },
  again: { en: "Try again", ja: "もう一度試す" },
  made: { en: "made by gradient ascent", ja: "勾配上昇法で作った入力" },
  madePicture: {
    en: (a: string) => `An input made by gradient ascent: the activation is ${a}`,
    ja: (a: string) => `勾配上昇法で作った入力：アクティベーションは ${a}`,
  },
  testImage: {
    en: (digit: string, index: string, value: string) =>
      `Show the network test image ${index}, ${a(digit)}: the activation is ${value}`,
    ja: (digit: string, index: string, a: string) =>
      `テスト画像 ${index}（${digit}）を入力する：アクティベーションは ${a}`,
  },
  testImages: { en: "test images: choose one as input", ja: "テスト画像：選ぶと入力になります" },

  weight: { en: "weight", ja: "重み" },
  contributionTitle: { en: "Contribution", ja: "寄与" },
  contribution: { en: "contribution", ja: "寄与" },
  allOther: { en: "all other terms and the bias", ja: "ほかの項とバイアスの和" },
  share: {
    en: (percent: string) => `${percent} of the sizes of all terms added up.`,
    ja: (percent: string) => `すべての項の大きさの合計の ${percent} です。`,
  },
  inTraining: { en: "In training", ja: "学習では" },
  gradientWords: {
    en: "The gradient says how the loss changes with this weight: the error δ at the end of the edge times the activation a at its start, averaged over the batch.",
    ja: "勾配は、この重みを変えると損失がどう変わるかを表します。終点の誤差 δ と始点のアクティベーション a の積を、バッチで平均したものです。",
  },
  gradient: { en: "gradient", ja: "勾配" },
  mean: { en: "mean", ja: "平均" },
  moveWords: {
    en: "The optimizer changed the weight by Δw in the last step.",
    ja: "直前のステップで、最適化手法は重みを Δw だけ動かしました。",
  },
  before: { en: "before", ja: "更新前" },
  after: { en: "after", ja: "更新後" },
  move: { en: "change", ja: "更新量" },

  ownUnit: {
    en: (name: string, scale: string, shift: string, value: string) =>
      `In its own unit: ${name} = ${scale} × a + ${shift} = ${value}`,
    ja: (name: string, scale: string, shift: string, value: string) =>
      `元の単位では：${name} = ${scale} × a + ${shift} = ${value}`,
  },
  decibels: { en: "loudness in dB", ja: "音の大きさ（dB）" },
  cellWords: {
    en: "The loudest cell of a sound has 0 dB. The input neuron holds the decibels less the mean of its band, divided by the band’s standard deviation.",
    ja: "1 つの音でいちばん大きいセルが 0 dB です。入力層のニューロンは、デシベルの値からその帯の平均を引き、標準偏差で割った値を表します。",
  },
  rawValue: { en: "raw value", ja: "元の値" },
  inputWords: {
    en: (divisor: string) =>
      `An input neuron holds the value that comes in: the raw value divided by ${divisor}.`,
    ja: (divisor: string) =>
      `入力層のニューロンは、入ってきた値を表します。元の値を ${divisor} で割ったものです。`,
  },
  inputWhere: { en: "the input, with this pixel framed", ja: "入力（枠がこのピクセル）" },
  inputPicture: {
    en: "The input as a picture. Arrow keys move from pixel to pixel, Enter opens one.",
    ja: "入力の画像です。矢印キーでピクセルを移動し、Enter で開きます。",
  },
  pixelValue: {
    en: (name: string, value: string) => `${name}: ${value}`,
    ja: (name: string, value: string) => `${name}：${value}`,
  },
};
