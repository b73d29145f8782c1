/**
 * @file What the part `network` says: the picture of the network, its light slider and its legend.
 */

import type { EdgeMode } from "../studio.svelte";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

export const network = {
  /** Sizes such as "784 → 16 → 16 → 10". */
  stage: {
    en: (sizes: string) => `Neural network, ${sizes} neurons`,
    ja: (sizes: string) => `ニューラルネットワーク（ニューロンの数 ${sizes}）`,
  } satisfies Phrase<[sizes: string]>,
  keys: {
    en: "Arrow keys move from neuron to neuron, Page Up and Page Down from layer to layer. Shift with up or down goes through the edges into a neuron, largest first. Enter opens, Escape closes.",
    ja: "矢印キーでニューロンからニューロンへ、PageUp と PageDown で層から層へ移動します。Shift と上下の矢印で、ニューロンに入るつながりを大きい順にたどります。Enter で開き、Escape で閉じます。",
  } satisfies Phrase,
  inputLayer: { en: "Input layer", ja: "入力層" } satisfies Phrase,
  hiddenLayer: {
    en: (n: number) => `Hidden layer ${n}`,
    ja: (n: number) => `隠れ層 ${n}`,
  } satisfies Phrase<[n: number]>,
  outputLayer: { en: "Output layer", ja: "出力層" } satisfies Phrase,
  /** Above a layer in the picture, where there is little room. */
  inputShort: { en: "Input", ja: "入力層" } satisfies Phrase,
  hiddenShort: { en: (n: number) => `Hidden ${n}`, ja: (n: number) => `隠れ層 ${n}` } satisfies Phrase<
    [n: number]
  >,
  outputShort: { en: "Output", ja: "出力層" } satisfies Phrase,
  neuron: {
    en: (layer: string, unit: string, count: string) => `${layer}, neuron ${unit} of ${count}`,
    ja: (layer: string, unit: string, count: string) => `${layer}、${count} 個中 ${unit} 番目のニューロン`,
  } satisfies Phrase<[layer: string, unit: string, count: string]>,
  pixel: {
    en: (row: string, column: string) => `Input layer, pixel in row ${row}, column ${column}`,
    ja: (row: string, column: string) => `入力層、${row} 行 ${column} 列のピクセル`,
  } satisfies Phrase<[row: string, column: string]>,
  /** Of a spectrogram: when, and how high. */
  cell: {
    en: (frame: string, hertz: string) => `Input layer, frame ${frame}, about ${hertz} Hz`,
    ja: (frame: string, hertz: string) => `入力層、フレーム ${frame}、約 ${hertz} Hz`,
  } satisfies Phrase<[frame: string, hertz: string]>,
  /** Inputs that the columns of a table became. */
  column: {
    input: {
      en: (name: string) => `Input layer, ${name}`,
      ja: (name: string) => `入力層、${name}`,
    } satisfies Phrase<[name: string]>,
    is: {
      en: (column: string, text: string) => `${column} = ${text}`,
      ja: (column: string, text: string) => `${column} = ${text}`,
    } satisfies Phrase<[column: string, text: string]>,
    other: { en: "other", ja: "その他" } satisfies Phrase,
    missing: {
      en: (column: string) => `${column} is missing`,
      ja: (column: string) => `${column} が欠損値`,
    } satisfies Phrase<[column: string]>,
  },
  /** After a neuron's name, where its output stands for a class. */
  meaning: { en: (label: string) => `“${label}”`, ja: (label: string) => `「${label}」` } satisfies Phrase<
    [label: string]
  >,
  activation: {
    en: (value: string) => `activation ${value}`,
    ja: (value: string) => `アクティベーション ${value}`,
  } satisfies Phrase<[value: string]>,
  weightedSum: {
    en: (value: string) => `weighted sum z ${value}`,
    ja: (value: string) => `重み付き和 z ${value}`,
  } satisfies Phrase<[value: string]>,
  unlit: { en: "not lit yet", ja: "まだ光が届いていません" } satisfies Phrase,
  edge: {
    en: (from: string, to: string) => `Edge from ${from} to ${to}`,
    ja: (from: string, to: string) => spaced`${from}から${to}へのつながり`,
  } satisfies Phrase<[from: string, to: string]>,
  edgeRank: {
    en: (rank: string, count: string) => `${rank} of ${count} by size`,
    ja: (rank: string, count: string) => `大きさは ${count} 本中 ${rank} 番目`,
  } satisfies Phrase<[rank: string, count: string]>,
  weight: {
    en: (value: string) => `weight ${value}`,
    ja: (value: string) => `重み ${value}`,
  } satisfies Phrase<[value: string]>,
  contribution: {
    en: (value: string) => `contribution w·a ${value}`,
    ja: (value: string) => `寄与 w·a ${value}`,
  } satisfies Phrase<[value: string]>,
  delta: {
    en: (value: string) => `δ = ∂L/∂z ${value}`,
    ja: (value: string) => `δ = ∂L/∂z ${value}`,
  } satisfies Phrase<[value: string]>,
  gradient: {
    en: (value: string) => `gradient ∂L/∂w ${value}`,
    ja: (value: string) => `勾配 ∂L/∂w ${value}`,
  } satisfies Phrase<[value: string]>,
  separator: { en: ", ", ja: "、" } satisfies Phrase,
  outputs: { en: "Outputs of the network", ja: "ネットワークの出力" } satisfies Phrase,
  output: { en: (n: string) => `Output ${n}`, ja: (n: string) => `出力 ${n}` } satisfies Phrase<[n: string]>,
  /** Of labels that are each true or not, where none is. */
  noLabel: { en: "none of the labels", ja: "当てはまるラベルなし" } satisfies Phrase,
  prediction: { en: "Prediction", ja: "予測" } satisfies Phrase,
  probability: { en: (p: string) => `probability ${p}`, ja: (p: string) => `確率 ${p}` } satisfies Phrase<
    [p: string]
  >,
  underway: {
    en: "The light has not reached the output layer yet.",
    ja: "光はまだ出力層に届いていません。",
  } satisfies Phrase,
  strongest: {
    en: (most: string) => `Only the strongest ${most} edges between two layers are drawn.`,
    ja: (most: string) => `層と層の間のつながりは、強いほうから ${most} 本までを描いています。`,
  } satisfies Phrase<[most: string]>,
  light: { en: "How far the light has travelled", ja: "光がどこまで進んだか" } satisfies Phrase,
  stopInput: { en: "input", ja: "入力" } satisfies Phrase,
  stopOutput: { en: "output", ja: "出力" } satisfies Phrase,
  atInput: { en: "the inputs", ja: "入力層" } satisfies Phrase,
  atSums: {
    en: (layer: string) => `${layer}, weighted sums z`,
    ja: (layer: string) => spaced`${layer}の重み付き和 z`,
  } satisfies Phrase<[layer: string]>,
  atActivations: {
    en: (layer: string) => `${layer}, activations a`,
    ja: (layer: string) => spaced`${layer}のアクティベーション a`,
  } satisfies Phrase<[layer: string]>,
  play: { en: "Send the light through", ja: "光を流す" } satisfies Phrase,
  pause: { en: "Hold the light", ja: "光を止める" } satisfies Phrase,
  stepBack: { en: "One step back", ja: "1 つ前へ" } satisfies Phrase,
  stepOn: { en: "One step forward", ja: "1 つ先へ" } satisfies Phrase,
  edges: { en: "Edges show", ja: "つながりの表示" } satisfies Phrase,
  modes: {
    weights: { en: "all weights w", ja: "すべての重み w" },
    contributions: { en: "largest contributions w·a", ja: "大きい寄与 w·a" },
  } satisfies Record<EdgeMode, Phrase>,
  /** Beside the first lamp, until one has been tapped. */
  tapHint: { en: "Tap a lamp to look inside", ja: "灯りをタップして中を見る" } satisfies Phrase,
  /** What the letter on the choices means. */
  symbol: { en: "w: weight", ja: "w：重み" } satisfies Phrase,
  legend: { en: "Legend", ja: "凡例" } satisfies Phrase,
  positive: { en: "positive", ja: "正" } satisfies Phrase,
  negative: { en: "negative", ja: "負" } satisfies Phrase,
  size: { en: "bolder = larger", ja: "濃いほど大きい" } satisfies Phrase,
  brightness: { en: "activation", ja: "アクティベーション" } satisfies Phrase,
  relative: {
    en: "1 = the largest in the layer; negative activations are blue",
    ja: "1 = その層の最大値、青 = 負のアクティベーション",
  } satisfies Phrase,
};
