/**
 * @file What the part `basics` says.
 */

import { ACTIVATION_FORMULAS, type ElementwiseActivationName } from "akari/model";
import { networks, problems } from "./basics-problems";
import {
  answers,
  optimizers,
  race,
  remedies,
  sizes,
  suggesting,
  suggestions,
  troubles,
} from "./basics-trials";
import type { Phrase } from "./language.svelte";

const { tanh, sigmoid, relu, linear } = ACTIVATION_FORMULAS;
const activations = {
  tanh: tanh.words,
  sigmoid: sigmoid.words,
  relu: relu.words,
  linear: linear.words,
} satisfies Partial<Record<ElementwiseActivationName, Phrase>>;

export const basics = {
  problemsLabel: { en: "Problems", ja: "問題" },
  problems,
  networks,
  answers,
  race,
  remedies,
  sizes,
  suggesting,
  suggestions,
  troubles,

  openOwn: { en: "Your own table…", ja: "自分の表…" },
  otherColumns: { en: "Other columns…", ja: "別の列…" },
  start: { en: "Start", ja: "学習する" },
  pause: { en: "Pause", ja: "一時停止" },
  step: { en: "One step", ja: "1 ステップ" },
  resetSame: { en: "Reset", ja: "最初に戻す" },
  resetSameTitle: { en: "Back to the same initial weights", ja: "重みを同じ初期値に戻します" },
  resetNew: { en: "New weights", ja: "別の初期値で" },
  resetNewTitle: { en: "Start from other initial weights", ja: "重みを別の初期値にします" },
  steps: { en: "Steps", ja: "ステップ" },
  loss: { en: "Loss", ja: "損失" },
  heldOutLoss: { en: "Validation loss", ja: "検証損失" },
  accuracy: { en: "Accuracy", ja: "正解率" },

  settings: { en: "Network and training", ja: "ネットワークと学習" },
  hiddenLayers: { en: "Hidden layers", ja: "隠れ層の数" },
  unitsOf: {
    en: (layer: number) => `Neurons ${layer}`,
    ja: (layer: number) => `第 ${layer} 層`,
  } satisfies Phrase<[number]>,
  activation: { en: "Activation function", ja: "活性化関数" },
  activations,
  optimizer: { en: "Optimizer", ja: "最適化手法" },
  optimizers,
  learningRate: { en: "Learning rate", ja: "学習率" },
  batch: { en: "Points per step", ja: "点/ステップ" },
  allPoints: { en: "All", ja: "すべて" },
  pace: { en: "Steps/s", ja: "ステップ/秒" },

  tools: { en: "When the plot is tapped", ja: "図をタップしたとき" },
  addPoint: { en: "Add", ja: "追加" },
  addClass: {
    en: (mark: string) => `＋${mark}`,
    ja: (mark: string) => `＋${mark}`,
  } satisfies Phrase<[string]>,
  newValue: { en: "Value of new points", ja: "新しい点の値" },
  remove: { en: "Remove", ja: "点を消す" },
  otherPoints: { en: "Other points", ja: "別の点にする" },
  clearPoints: { en: "Remove all", ja: "すべて消す" },
  noise: { en: "Noise", ja: "ノイズ" },
  noiseTitle: {
    en: "Moves the problem’s points at random, by about this much",
    ja: "問題の点を、だいたいこの大きさだけランダムに動かします",
  },
  holdOut: { en: "Validation data", ja: "検証データ" },
  holdOutTitle: {
    en: "As many other points of the same kind, hollow in the plot: nothing is learned from them",
    ja: "同じ種類の別の点を、同じ数だけ中抜きで示します。学習には使いません。",
  },
  landscape: { en: "Loss landscape", ja: "損失の地形" },
  landscapeWords: {
    en: "Each point on the map is a pair of weights; it is bright where the loss is small. Training moves the lamp downhill. You can drag it yourself.",
    ja: "地図の 1 点が、重みの 1 組を表します。損失が小さいところほど明るくなります。学習すると、灯りは坂を下ります。灯りは手でも動かせます。",
  },
  across: { en: "Across", ja: "横軸" },
  up: { en: "Up", ja: "縦軸" },

  noPoints: {
    en: "There is nothing to learn from: the plot has no points. Tap it to add some, or choose “Other points”.",
    ja: "学習するための点がありません。図をタップして点を追加するか、「別の点にする」を押してください。",
  },
  rested: {
    en: "It has trained for a long time and has stopped. Press Start to go on from here.",
    ja: "長く学習したので、止めました。「学習する」を押すと、ここから続けます。",
  },
  failed: {
    en: (message: string) => `Training stopped: ${message} Reset, then start again.`,
    ja: (message: string) => `学習が止まりました。最初に戻して、もう一度学習してください。${message}`,
  } satisfies Phrase<[string]>,
};
