/**
 * @file What is said in and beside plots of points, loss landscapes and the pictures of what neurons compute.
 */

import type { Phrase } from "./language.svelte";
import { asLines, spaced } from "./spacing";

export const plot = {
  plotLabel: {
    en: (count: number) => `Plot with ${count} points`,
    ja: (count: number) => `${count} 個の点がある図`,
  } satisfies Phrase<[number]>,
  plotHelp: {
    en: "Tap: add. Drag: move. Double-tap: remove.",
    ja: asLines("タップで追加、ドラッグで移動、2 回タップで削除"),
  },
  plotKeys: {
    en: "Keys: N and P select a point, arrows move it, Delete removes it. Escape deselects it; then arrows move the cross and Enter adds a point there.",
    ja: "キー：N と P で点を選び、矢印で動かし、Delete で消します。Escape で選択を外すと、矢印で十字が動き、Enter で点を置けます。",
  },
  movesHelp: {
    en: "Drag a point to move it.",
    ja: "点はドラッグで動かせます。",
  },
  movesKeys: {
    en: "Keys: N and P select a point, arrows move it, Escape deselects it.",
    ja: "キー：N と P で点を選び、矢印で動かします。Escape で選択を外せます。",
  },
  className: {
    en: (name: string) => `class ${name}`,
    ja: (name: string) => `クラス ${name}`,
  } satisfies Phrase<[string]>,
  pointAt: {
    en: (n: number, x: string, y: string, what: string) => `Point ${n}: ${x}, ${y} ${what}`,
    ja: (n: number, x: string, y: string, what: string) => `点 ${n}：${x}、${y} ${what}`,
  } satisfies Phrase<[number, string, string, string]>,
  cursorAt: {
    en: (x: string, y: string) => `Cross at ${x}, ${y}`,
    ja: (x: string, y: string) => `十字 ${x}、${y}`,
  } satisfies Phrase<[string, string]>,
  removed: {
    en: (count: number) => `Removed. ${count} points are left.`,
    ja: (count: number) => `消しました。残りは ${count} 個です。`,
  } satisfies Phrase<[number]>,

  landscapeLabel: {
    en: (a: string, b: string) => `Loss over ${a} and ${b}. Arrow keys move the weights.`,
    ja: (a: string, b: string) => spaced`${a}と${b}で決まる損失です。矢印キーで重みが変わります。`,
  } satisfies Phrase<[string, string]>,
  landscapeLooks: {
    en: (a: string, b: string) => `Loss over ${a} and ${b}`,
    ja: (a: string, b: string) => spaced`${a}と${b}で決まる損失`,
  } satisfies Phrase<[string, string]>,
  here: {
    en: (a: string, u: string, b: string, v: string, loss: string) =>
      `${a} = ${u}, ${b} = ${v}, loss ${loss}`,
    ja: (a: string, u: string, b: string, v: string, loss: string) =>
      `${a} = ${u}、${b} = ${v}、損失 ${loss}`,
  } satisfies Phrase<[string, string, string, string, string]>,

  neurons: { en: "What each neuron computes", ja: "各ニューロンの出力" },
  neuronsWords: {
    en: "One picture per neuron: bright where its value is large, blue below zero. Lines are weights: amber +, blue −.",
    ja: "1 枚の絵が 1 つのニューロンです。明るいところほど値が大きく、青いところは負です。線は重みで、琥珀色が正、青が負です。",
  },
  neuronsLabel: {
    en: (sizes: string) => `Pictures of the neurons of a ${sizes} network`,
    ja: (sizes: string) => `${sizes} のネットワークのニューロンの絵`,
  } satisfies Phrase<[string]>,
  inputLayer: { en: "Input", ja: "入力層" },
  hiddenLayer: {
    en: (layer: number) => `Hidden ${layer}`,
    ja: (layer: number) => `隠れ層 ${layer}`,
  } satisfies Phrase<[number]>,
  outputLayer: { en: "Output", ja: "出力層" },

  equation: { en: "Equation", ja: "式" },

  lossCurve: { en: "Loss curve", ja: "損失の変化" },
  lossCurveLabel: {
    en: (from: string, to: string, step: string) => `Loss over ${step} steps: from ${from} to ${to}`,
    ja: (from: string, to: string, step: string) => `${step} ステップの損失：${from} → ${to}`,
  } satisfies Phrase<[string, string, string]>,
  racedCurvesLabel: {
    en: "The loss of each optimizer over the steps; the table has their figures",
    ja: "最適化手法ごとの損失の変化（数値は表にあります）",
  },
  heldOutCurveLabel: {
    en: (from: string, to: string) => `Validation loss, dashed: from ${from} to ${to}`,
    ja: (from: string, to: string) => `検証損失（破線）：${from} → ${to}`,
  } satisfies Phrase<[string, string]>,
  trainingCurve: { en: "Training data", ja: "学習データ" },
  heldOutCurve: { en: "Validation data", ja: "検証データ" },
};
