/**
 * @file The words of the field that the page explains where they stand, and every form in which they stand there. What
 * is said of each is in i18n/glossary.ts, its picture in pictures/.
 *
 * The rule, which test/studio/glossary.test.ts holds: whatever is read, in a sentence, heading, caption, label, legend,
 * table or list, has its words dotted (`Words`), each the first time that it comes in its text. A control that is
 * pressed or chosen, a button, link, tab, option or summary, cannot hold another one: the word is dotted elsewhere in
 * the same view, and of several choices the sentence of the one that is taken stands under them (`Chosen`). Formulas and
 * pictures, and the tag that follows a pointer on one, have words beside them.
 */

import type { Language } from "../i18n/language.svelte";

type Forms = Readonly<Record<Language, readonly string[]>>;

/** Of words that are written alike in both languages. */
const alike = (...forms: string[]): Forms => ({ en: forms, ja: forms });

/** What a part of the data is called. */
const partForms = (kind: string): string[] =>
  ["data", "images", "image", "part", "set", "examples", "digits", "points"].map((what) => `${kind} ${what}`);

export const FORMS = {
  neuron: { en: ["neuron", "neurons"], ja: ["ニューロン"] },
  activation: { en: ["activation", "activations"], ja: ["アクティベーション"] },
  weight: { en: ["weight", "weights"], ja: ["重み"] },
  bias: { en: ["bias", "biases"], ja: ["バイアス"] },
  weightedSum: {
    en: ["weighted sum", "weighted sums", "weighted sum z", "weighted sums z"],
    ja: ["重み付き和", "重み付き和 z"],
  },
  layer: {
    en: [
      "layer",
      "layers",
      ...["input", "hidden", "output"].flatMap((of) => [`${of} layer`, `${of} layers`]),
    ],
    ja: ["層", "入力層", "隠れ層", "出力層", "全結合層", "各層", "単層", "多層"],
  },
  activationFunction: { en: ["activation function", "activation functions"], ja: ["活性化関数"] },
  sigmoid: { en: ["sigmoid", "sigmoids"], ja: ["シグモイド", "sigmoid"] },
  relu: { en: ["ReLU", "ReLUs"], ja: ["ReLU"] },
  tanh: alike("tanh"),
  softmax: { en: ["softmax"], ja: ["ソフトマックス", "softmax"] },
  loss: { en: ["loss", "losses", "loss function", "loss functions"], ja: ["損失", "損失関数"] },
  squaredError: {
    en: ["squared error", "squared errors", "mean squared error"],
    ja: ["二乗誤差", "2 乗誤差", "平均二乗誤差", "mean squared error"],
  },
  crossEntropy: {
    en: ["cross-entropy", "cross entropy", "binary cross-entropy"],
    ja: ["交差エントロピー", "クロスエントロピー", "cross-entropy", "binary cross-entropy"],
  },
  gradient: { en: ["gradient", "gradients"], ja: ["勾配"] },
  delta: alike("δ"),
  backpropagation: {
    en: ["backpropagation", "back-propagation", "backward propagation"],
    ja: ["逆伝播", "誤差逆伝播", "誤差逆伝播法"],
  },
  learningRate: { en: ["learning rate", "learning rates"], ja: ["学習率"] },
  step: { en: ["step", "steps"], ja: ["ステップ", "ステップ数"] },
  batch: {
    en: ["batch", "batches", "mini-batch", "mini-batches", "batch size"],
    ja: ["バッチ", "ミニバッチ", "バッチサイズ"],
  },
  epoch: { en: ["epoch", "epochs"], ja: ["エポック", "エポック数"] },
  sgd: {
    en: ["SGD", "stochastic gradient descent", "gradient descent"],
    ja: ["SGD", "確率的勾配降下法", "勾配降下法"],
  },
  momentum: { en: ["momentum"], ja: ["モメンタム"] },
  rmsprop: alike("RMSProp"),
  adam: alike("Adam"),
  trainingPart: {
    en: partForms("training"),
    ja: ["学習データ", "学習用データ", "学習画像", "学習に使う画像"],
  },
  validationPart: {
    en: ["validation", ...partForms("validation")],
    ja: ["検証", "検証データ", "検証用データ"],
  },
  testPart: {
    en: [...partForms("test"), "held-out part"],
    ja: ["テストデータ", "テスト用データ", "テスト画像", "テスト"],
  },
  overfitting: { en: ["overfitting", "overfit", "overfits"], ja: ["過学習"] },
  weightDecay: { en: ["weight decay"], ja: ["重み減衰"] },
  dropout: { en: ["dropout"], ja: ["ドロップアウト"] },
  seed: { en: ["seed", "seeds"], ja: ["シード"] },
  logit: { en: ["logit", "logits"], ja: ["ロジット"] },
  calibration: { en: ["calibration", "calibrated"], ja: ["較正"] },
  saliency: { en: ["saliency"], ja: ["感度", "顕著性"] },
  accuracy: { en: ["accuracy", "accuracies"], ja: ["正解率"] },
  spectrogram: {
    en: ["log-mel", "log-mel spectrogram", "log-mel spectrograms", "spectrogram", "spectrograms"],
    ja: ["ログメル", "ログメルスペクトログラム", "スペクトログラム"],
  },
  confusionMatrix: { en: ["confusion matrix", "confusion matrices"], ja: ["混同行列"] },
} satisfies Record<string, Forms>;

export type TermId = keyof typeof FORMS;

export const TERM_IDS = Object.keys(FORMS) as readonly TermId[];

/** What has one of the forms in it and means something else, so that nothing in it is dotted. */
export const OTHERS: Forms = {
  en: ["batch normalisation", "leaky ReLU", "step by step", "one step back", "one step on"],
  ja: ["バッチ正規化", "Leaky ReLU", "交差検証"],
};
