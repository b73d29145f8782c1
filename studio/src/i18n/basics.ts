/**
 * @file What the part `basics` says.
 */

import { ACTIVATION_FORMULAS, type BatchOptimizerName, type ElementwiseActivationName } from "akari/model";
import type { NetworkKind } from "../views/basics/network";
import type { ProblemName } from "../views/basics/problems";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

const problems: Record<ProblemName, { readonly name: Phrase; readonly look: Phrase }> = {
  line: {
    name: { en: "Line", ja: "直線" },
    look: {
      en: "Press Start. The line turns until the squared distances to the points add up to as little as possible.",
      ja: "「学習する」を押してください。点からのずれの 2 乗の合計が最も小さくなるまで、直線が動きます。",
    },
  },
  plane: {
    name: { en: "Surface", ja: "平面" },
    look: {
      en: "Colour is height: amber above zero, blue below. The slope tilts until it fits all the points.",
      ja: "色は高さです。0 より上は琥珀色、下は青です。すべての点に近づくように、面が傾いていきます。",
    },
  },
  twoClouds: {
    name: { en: "Two clouds", ja: "2 つの集まり" },
    look: {
      en: "A straight boundary moves between the clouds. Drag a point to the other side: what does the boundary do?",
      ja: "まっすぐな境界が、2 つの集まりの間に動きます。点を反対側へ動かすと、境界はどうなるでしょうか。",
    },
  },
  threeClouds: {
    name: { en: "Three clouds", ja: "3 つの集まり" },
    look: {
      en: "Three output neurons share the plane. Between each two of them the boundary is a straight line.",
      ja: "3 つの出力ニューロンが平面を分け合います。どの 2 つの間でも、境界は直線です。",
    },
  },
  curve: {
    name: { en: "Curve", ja: "曲線" },
    look: {
      en: "Each hidden neuron bends the line once. Take the hidden layer away: only a straight line is left.",
      ja: "隠れ層のニューロンが、線を 1 か所ずつ曲げます。隠れ層をなくすと、直線しか引けません。",
    },
  },
  xor: {
    name: { en: "XOR", ja: "XOR" },
    look: {
      en: "No single straight line can separate these. With a hidden layer, the boundary bends.",
      ja: "1 本の直線では分けられません。隠れ層があると、境界を曲げられます。",
    },
  },
  circles: {
    name: { en: "Circles", ja: "円" },
    look: {
      en: "Each hidden neuron draws one straight line; together they close a ring. How few neurons are enough?",
      ja: "隠れ層のニューロンが直線を 1 本ずつ引き、合わさって輪になります。最少でいくつ必要でしょうか。",
    },
  },
  spirals: {
    name: { en: "Spirals", ja: "らせん" },
    look: {
      en: "The hardest one. The first layer draws lines; the layers after it combine them into shapes.",
      ja: "いちばん難しい問題です。1 層目が直線を引き、次からの層がそれを組み合わせて形にします。",
    },
  },
};

const networks: Record<NetworkKind, { readonly name: Phrase; readonly words: Phrase }> = {
  simpleRegression: {
    name: { en: "One layer: simple linear regression", ja: "1 層だけ：単回帰" },
    words: {
      en: "One neuron, one weight and one bias. It can draw any straight line, and nothing else.",
      ja: "ニューロンは 1 つ、重みとバイアスも 1 つずつです。どんな直線も引けますが、直線しか引けません。",
    },
  },
  multipleRegression: {
    name: { en: "One layer: multiple linear regression", ja: "1 層だけ：重回帰" },
    words: {
      en: "One neuron with one weight per input. It makes a flat, tilted surface.",
      ja: "ニューロンは 1 つで、入力ごとに重みがあります。傾いた平らな面になります。",
    },
  },
  logisticRegression: {
    name: {
      en: "One layer with a sigmoid: logistic regression, a linear classifier",
      ja: "1 層とシグモイド：ロジスティック回帰（線形分類）",
    },
    words: {
      en: "The sigmoid turns a weighted sum into a probability. Where it is ½, the boundary is a straight line.",
      ja: "シグモイドが重み付き和を確率に変えます。確率が ½ になるところが境界で、直線です。",
    },
  },
  softmaxRegression: {
    name: {
      en: "One layer with softmax: a linear classifier of several classes",
      ja: "1 層とソフトマックス：多クラスの線形分類",
    },
    words: {
      en: "One neuron per class. Softmax turns their weighted sums into probabilities that add up to 1.",
      ja: "クラスごとに 1 つのニューロンがあります。ソフトマックスが、重み付き和を合計 1 の確率に変えます。",
    },
  },
  hiddenRegression: {
    name: { en: "With hidden layers: regression that bends", ja: "隠れ層あり：曲がる回帰" },
    words: {
      en: "Hidden neurons bend the input; the output neuron adds their results up.",
      ja: "隠れ層のニューロンが入力を曲げ、出力層のニューロンがそれを足し合わせます。",
    },
  },
  hiddenClassifier: {
    name: { en: "With hidden layers: a boundary that bends", ja: "隠れ層あり：曲がる境界" },
    words: {
      en: "Each hidden neuron lights up on its own part of the plane; the output puts the parts together.",
      ja: "隠れ層のニューロンはそれぞれ別の場所で明るくなり、出力層がそれを組み合わせます。",
    },
  },
};

const { tanh, sigmoid, relu, linear } = ACTIVATION_FORMULAS;
const activations = {
  tanh: tanh.words,
  sigmoid: sigmoid.words,
  relu: relu.words,
  linear: linear.words,
} satisfies Partial<Record<ElementwiseActivationName, Phrase>>;

const optimizers = {
  sgd: { en: "SGD", ja: "SGD" },
  momentum: { en: "Momentum", ja: "モメンタム" },
  rmsprop: { en: "RMSProp", ja: "RMSProp" },
  adam: { en: "Adam", ja: "Adam" },
} satisfies Partial<Record<BatchOptimizerName, Phrase>>;

export const basics = {
  title: { en: "Simple things first", ja: "基礎から" },
  problemsLabel: { en: "Problems", ja: "問題" },
  problems,
  networks,

  start: { en: "Start", ja: "学習する" },
  pause: { en: "Pause", ja: "一時停止" },
  step: { en: "One step", ja: "1 ステップ" },
  resetSame: { en: "Reset", ja: "最初に戻す" },
  resetSameTitle: { en: "Back to the same initial weights", ja: "重みを同じ初期値に戻します" },
  resetNew: { en: "New weights", ja: "別の初期値で" },
  resetNewTitle: { en: "Start from other initial weights", ja: "重みを別の初期値にします" },
  steps: { en: "Steps", ja: "ステップ" },
  loss: { en: "Loss", ja: "損失" },
  accuracy: { en: "Accuracy", ja: "正解率" },
  lossCurve: { en: "Loss curve", ja: "損失の変化" },
  lossCurveLabel: {
    en: (from: string, to: string, step: string) => `Loss over ${step} steps: from ${from} to ${to}`,
    ja: (from: string, to: string, step: string) => `${step} ステップの損失：${from} → ${to}`,
  } satisfies Phrase<[string, string, string]>,

  settings: { en: "Network and training", ja: "ネットワークと学習" },
  hiddenLayers: { en: "Hidden layers", ja: "隠れ層の数" },
  unitsOf: {
    en: (layer: number) => `Layer ${layer}`,
    ja: (layer: number) => `第 ${layer} 層`,
  } satisfies Phrase<[number]>,
  activation: { en: "Activation", ja: "活性化関数" },
  activations,
  optimizer: { en: "Optimizer", ja: "最適化手法" },
  optimizers,
  learningRate: { en: "Learning rate", ja: "学習率" },
  batch: { en: "Points per step", ja: "点/ステップ" },
  allPoints: { en: "All", ja: "すべて" },
  pace: { en: "Steps per second", ja: "ステップ/秒" },

  plotLabel: {
    en: (count: number) => `Plot with ${count} points`,
    ja: (count: number) => `${count} 個の点がある図`,
  } satisfies Phrase<[number]>,
  plotHelp: {
    en: "Tap to add a point, drag to move it, double-tap to remove it.",
    ja: "タップで点を追加、ドラッグで移動、2 回続けてタップで削除できます。",
  },
  plotKeys: {
    en: "Keys: N and P select a point, arrows move it, Delete removes it. Escape deselects it; then arrows move the cross and Enter adds a point there.",
    ja: "キー：N と P で点を選び、矢印で動かし、Delete で消します。Escape で選択を外すと、矢印で十字が動き、Enter で点を置けます。",
  },
  tools: { en: "When the plot is tapped", ja: "図をタップしたとき" },
  addPoint: { en: "Add a point", ja: "点を追加" },
  addClass: {
    en: (name: string) => `Add class ${name}`,
    ja: (name: string) => `クラス ${name} を追加`,
  } satisfies Phrase<[string]>,
  className: {
    en: (name: string) => `class ${name}`,
    ja: (name: string) => `クラス ${name}`,
  } satisfies Phrase<[string]>,
  newValue: { en: "Value of new points", ja: "新しい点の値" },
  remove: { en: "Remove", ja: "点を消す" },
  otherPoints: { en: "Other points", ja: "別の点にする" },
  clearPoints: { en: "Remove all", ja: "すべて消す" },
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

  landscape: { en: "The loss as a landscape", ja: "損失の地形" },
  landscapeWords: {
    en: "Each point on the map is a pair of weights; it is bright where the loss is small. Training moves the lamp downhill. You can drag it yourself.",
    ja: "地図の 1 点が、重みの 1 組を表します。損失が小さいところほど明るくなります。学習すると、灯りは坂を下ります。灯りは手でも動かせます。",
  },
  landscapeLabel: {
    en: (a: string, b: string) => `Loss over ${a} and ${b}. Arrow keys move the weights.`,
    ja: (a: string, b: string) => spaced`${a}と${b}で決まる損失です。矢印キーで重みが変わります。`,
  } satisfies Phrase<[string, string]>,
  across: { en: "Across", ja: "横軸" },
  up: { en: "Up", ja: "縦軸" },
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

  diverged: {
    en: (step: string, rate: string) =>
      `Training diverged after step ${step}: with the learning rate ${rate} each step leaps across the valley, and the numbers grew without limit. The last good weights are kept.`,
    ja: (step: string, rate: string) =>
      `${step} ステップのあとで学習が発散しました。学習率 ${rate} が大きすぎて、1 歩ごとに谷を飛び越え、値が限りなく大きくなったためです。最後の正常な重みは残っています。`,
  } satisfies Phrase<[string, string]>,
  remedy: {
    en: (rate: string) => `Reset and train with ${rate}`,
    ja: (rate: string) => `最初に戻し、学習率 ${rate} で学習する`,
  } satisfies Phrase<[string]>,
  noPoints: {
    en: "There is nothing to learn from: the plot has no points. Tap it to add some, or press Other points.",
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
