/**
 * @file What is said of a recipe: the sentence that it is, what each of its words can be, and why something cannot be so.
 */

import type { BatchOptimizerName, ElementwiseActivationName } from "akari/model";
import type { Recipe, RecipeEngine } from "../views/train/recipe";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

export const fields = {
  activation: { en: "Activation function", ja: "活性化関数" },
  output: { en: "Output layer", ja: "出力層" },
  loss: { en: "Loss function", ja: "損失関数" },
  optimizer: { en: "Optimizer", ja: "最適化手法" },
  batch: { en: "Images per step", ja: "1 ステップの画像数" },
  epochs: { en: "Epochs", ja: "エポック数" },
  seed: { en: "Seed", ja: "シード" },
  examples: { en: "Training images", ja: "学習データの枚数" },
  learningRate: { en: "Learning rate", ja: "学習率" },
  weightDecay: { en: "Weight decay", ja: "重み減衰" },
  engine: { en: "Computed by", ja: "計算するもの" },
} satisfies Record<Exclude<keyof Recipe, "hidden">, Phrase>;

/** What a word of the recipe is called, where that is not how it is written in code. */
export const names: Readonly<Record<string, string>> = {
  relu: "ReLU",
  leaky_relu: "leaky ReLU",
  elu: "ELU",
  gelu: "GELU",
  silu: "SiLU",
  sgd: "SGD",
  momentum: "Momentum",
  nesterov: "Nesterov",
  rmsprop: "RMSProp",
  adam: "Adam",
  adamw: "AdamW",
  lbfgs: "L-BFGS",
  cross_entropy: "cross-entropy",
  binary_cross_entropy: "binary cross-entropy",
  mean_squared_error: "mean squared error",
  mean_absolute_error: "mean absolute error",
  huber: "Huber",
  wasm: "CPU",
  webgpu: "GPU",
};

/** What each of the choices does, in a few words. */
export const about: Record<ElementwiseActivationName | BatchOptimizerName, Phrase> = {
  linear: { en: "leaves the sum as it is", ja: "和をそのまま出力します" },
  sigmoid: { en: "squeezes the sum into 0 to 1", ja: "和を 0〜1 に縮めます" },
  tanh: { en: "squeezes the sum into −1 to 1", ja: "和を −1〜1 に縮めます" },
  relu: { en: "a sum below 0 becomes 0", ja: "0 より小さい和を 0 にします" },
  leaky_relu: { en: "a sum below 0 keeps a hundredth", ja: "0 より小さい和を 100 分の 1 にします" },
  elu: { en: "a sum below 0 bends towards −1", ja: "0 より小さい和をなめらかに −1 へ近づけます" },
  gelu: { en: "a smooth ReLU", ja: "なめらかな ReLU です" },
  silu: { en: "the sum times its sigmoid", ja: "和に、そのシグモイドの値を掛けます" },
  softplus: { en: "a ReLU without a corner", ja: "角のない ReLU です" },
  sgd: { en: "straight downhill", ja: "勾配の逆向きに進みます" },
  momentum: { en: "downhill, like a rolling ball", ja: "これまでの動きの勢いを加えます" },
  nesterov: { en: "a rolling ball that looks ahead", ja: "勢いの先を見て進みます" },
  rmsprop: { en: "a step size for each weight", ja: "重みごとに歩幅を変えます" },
  adam: { en: "momentum, and a step size for each weight", ja: "勢いを加え、重みごとに歩幅を変えます" },
  adamw: { en: "Adam with separate weight decay", ja: "重み減衰を分けた Adam です" },
};

/** Who may compute. */
export const aboutEngines: Record<RecipeEngine, Phrase> = {
  auto: {
    en: "the CPU; for large networks the GPU, if it is faster here",
    ja: "大きなネットワークは速ければ GPU、そのほかは CPU で計算します",
  },
  wasm: { en: "the same numbers on every device", ja: "どの機器でも同じ数値になります" },
  webgpu: {
    en: "the graphics card; its numbers differ a little from device to device",
    ja: "画像処理用のプロセッサーで計算し、数値は機器によってわずかに違います",
  },
};

/** What computes a run, and why. */
export const computing = {
  small: {
    en: "This network is small: the CPU computes it.",
    ja: "このネットワークは小さいので、CPU で計算しています。",
  },
  unavailable: {
    en: "The CPU computes: no GPU could be used here.",
    ja: "使える GPU がないので、CPU で計算しています。",
  },
  measured: {
    en: (taken: string, cpu: string, gpu: string) =>
      `The ${taken} computes: tried on a few images, the CPU learned from ${cpu} in a second and the GPU from ${gpu}.`,
    ja: (taken: string, cpu: string, gpu: string) =>
      `${taken} で計算しています。試した速さは、CPU が毎秒 ${cpu} 枚、GPU が毎秒 ${gpu} 枚でした。`,
  },
  chosen: {
    en: (taken: string) => `The ${taken} computes.`,
    ja: (taken: string) => `${taken} で計算しています。`,
  },
};

export const recipe = {
  name: { en: "Recipe", ja: "レシピ" },
  /** Words in braces can be changed in place. */
  sentence: {
    en: "{sizes}, {activation}, {optimizer} at {learningRate}, {batch} images per step",
    ja: "{sizes}、{activation}、{optimizer}（学習率 {learningRate}）、1 ステップに {batch} 枚",
  },
  nextRun: {
    en: "This change applies to the next run. The current run keeps the settings it began with.",
    ja: "この変更は、次の学習から使われます。いまの学習は、始めたときの設定のままです。",
  },
  startNext: { en: "Start the next run", ja: "次の学習を始める" },
  keepRecipe: { en: "Undo the change", ja: "変更を元に戻す" },
  hiddenLayer: { en: (n: number) => `Hidden layer ${n}`, ja: (n: number) => `隠れ層 ${n}` },
  neurons: {
    en: (n: number) => `Neurons in hidden layer ${n}`,
    ja: (n: number) => `隠れ層 ${n} のニューロンの数`,
  },
  removeLayer: { en: "Remove this layer", ja: "この層を削除" },
  addLayer: { en: "Add a hidden layer", ja: "隠れ層を追加" },
  more: { en: "More settings", ja: "詳しい設定" },
};

export const problems = {
  units: {
    en: (layer: number, most: string) => `Hidden layer ${layer} can have 1 to ${most} neurons.`,
    ja: (layer: number, most: string) => `隠れ層 ${layer} のニューロンは 1〜${most} 個です。`,
  },
  parameters: {
    en: (count: string, most: string) =>
      `${count} parameters are too many for this page. Make the layers smaller, for ${most} at most.`,
    ja: (count: string, most: string) =>
      `パラメーターが ${count} 個では、このページには多すぎます。層を小さくして ${most} 個以下にしてください。`,
  },
  partner: {
    en: (loss: string, output: string) => `The loss ${loss} goes with a ${output} output layer.`,
    ja: (loss: string, output: string) => `損失関数 ${loss} には、出力層 ${output} を組み合わせます。`,
  },
  whole: {
    en: (field: string, least: string, most: string) => `${field}: a whole number from ${least} to ${most}.`,
    ja: (field: string, least: string, most: string) =>
      spaced`${field}は ${least}〜${most} の整数にしてください。`,
  },
  positive: {
    en: (field: string) => `${field}: a number above 0.`,
    ja: (field: string) => spaced`${field}は 0 より大きい数にしてください。`,
  },
  notNegative: {
    en: (field: string) => `${field}: a number of 0 or more.`,
    ja: (field: string) => spaced`${field}は 0 以上の数にしてください。`,
  },
  other: {
    en: (sentence: string) => sentence,
    ja: (sentence: string) => `この設定では学習できません。${sentence}`,
  },
};
