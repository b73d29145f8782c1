/**
 * @file What the glossary says of each word of the field: its name and a sentence, and what its pictures say.
 */

import type { TermId } from "../glossary/terms";
import type { Phrase } from "./language.svelte";

interface Entry {
  readonly name: Phrase;
  readonly sentence: Phrase;
}

const entry = (enName: string, jaName: string, en: string, ja: string): Entry => ({
  name: { en: enName, ja: jaName },
  sentence: { en, ja },
});

export const glossary: Record<TermId, Entry> = {
  neuron: entry(
    "Neuron",
    "ニューロン",
    "Multiplies each of its inputs by a weight, adds them and a bias up, and turns the sum into one number.",
    "入力にそれぞれの重みを掛けて足し、バイアスを加え、その和から 1 つの数を作ります。",
  ),
  activation: entry(
    "Activation",
    "アクティベーション",
    "The number a that a neuron passes on; here it is the brightness of its lamp.",
    "ニューロンが次の層に渡す数 a です。この画面では、灯りの明るさで表します。",
  ),
  weight: entry(
    "Weight",
    "重み",
    "The number by which a connection multiplies what passes along it: amber above zero, blue below.",
    "つながりを通る値に掛ける数です。正なら琥珀色、負なら青の線で表します。",
  ),
  bias: entry(
    "Bias",
    "バイアス",
    "A number added to the weighted sum: it decides how easily the neuron lights up.",
    "重み付き和に足す数です。ニューロンの明るくなりやすさを決めます。",
  ),
  weightedSum: entry(
    "Weighted sum z",
    "重み付き和 z",
    "Every input times its weight, all added up, plus the bias.",
    "入力にそれぞれの重みを掛けてすべて足し、バイアスを加えた数です。",
  ),
  layer: entry(
    "Layer",
    "層",
    "Neurons side by side: all take in the activations of the layer before and pass theirs on to the next.",
    "並んだニューロンの集まりです。前の層のアクティベーションを受け取り、次の層に渡します。",
  ),
  activationFunction: entry(
    "Activation function",
    "活性化関数",
    "Turns the weighted sum z into the activation a; without its bend, many layers could do no more than one.",
    "重み付き和 z をアクティベーション a に変える関数です。直線ではないので、層を重ねる意味があります。",
  ),
  sigmoid: entry(
    "Sigmoid",
    "シグモイド",
    "Squeezes any number in between 0 and 1: close to 0 far below zero, close to 1 far above it.",
    "どんな数も 0 と 1 の間に収めます。大きな正の数は 1 に、大きな負の数は 0 に近くなります。",
  ),
  relu: entry(
    "ReLU",
    "ReLU",
    "Leaves positive numbers as they are and turns negative ones into 0.",
    "正の数はそのままにし、負の数は 0 にします。",
  ),
  tanh: entry(
    "tanh",
    "tanh",
    "Squeezes any number in between −1 and 1 and keeps its sign.",
    "どんな数も、符号を変えずに −1 と 1 の間に収めます。",
  ),
  softmax: entry(
    "Softmax",
    "ソフトマックス",
    "Turns the output layer's weighted sums into shares of 100%: when one grows, the others shrink.",
    "出力層の重み付き和を、合計 100% の割合に変えます。1 つが増えると、ほかは減ります。",
  ),
  loss: entry(
    "Loss",
    "損失",
    "One number for how far the answers are from the right ones; training makes it smaller.",
    "答えが正解からどれだけ離れているかを表す数です。学習すると小さくなります。",
  ),
  squaredError: entry(
    "Squared error",
    "二乗誤差",
    "The difference between the output and its target, squared: twice as far off costs four times as much.",
    "出力と正解の差を 2 乗した損失です。差が 2 倍になると、損失は 4 倍になります。",
  ),
  crossEntropy: entry(
    "Cross-entropy",
    "交差エントロピー",
    "Minus the logarithm of the probability given to the right answer: being sure and wrong costs most.",
    "正解に与えた確率の対数の符号を変えた損失です。確信度の高い間違いほど、大きくなります。",
  ),
  gradient: entry(
    "Gradient",
    "勾配",
    "Says for each weight how fast the loss grows as that weight grows: the slope of the landscape.",
    "重みを増やすと損失がどれだけの割合で変わるかを、重みごとに表します。地形の傾きに当たります。",
  ),
  delta: entry(
    "δ (delta)",
    "δ（デルタ）",
    "How fast the loss grows as this neuron's weighted sum z grows: the neuron's part in the error.",
    "重み付き和 z が増えると損失がどれだけの割合で変わるかを、ニューロンごとに表します。",
  ),
  backpropagation: entry(
    "Backpropagation",
    "逆伝播",
    "Works out δ layer by layer, from the output back to the input, and from δ the gradient of every weight.",
    "出力層から入力層へ、層ごとに δ を求め、δ からすべての重みの勾配を求める方法です。",
  ),
  learningRate: entry(
    "Learning rate",
    "学習率",
    "How far each step goes: too small and it takes ages, too large and it leaps across the valley.",
    "1 ステップで進む大きさです。小さすぎると時間がかかり、大きすぎると谷を飛び越えます。",
  ),
  step: entry(
    "Step",
    "ステップ",
    "One small change of all weights and biases, made from the gradient of one batch.",
    "1 つのバッチの勾配をもとに、すべての重みとバイアスを 1 回だけ少し変えることです。",
  ),
  batch: entry(
    "Batch",
    "バッチ",
    "The few examples that one step learns from.",
    "1 ステップの学習に使う、何個かのデータのまとまりです。",
  ),
  epoch: entry(
    "Epoch",
    "エポック",
    "One pass through all the training data, batch by batch.",
    "すべての学習データをバッチに分けて、ひととおり使うまでを数える単位です。",
  ),
  sgd: entry(
    "SGD",
    "SGD",
    "Stochastic gradient descent: every step goes a little way downhill, by the gradient of one batch.",
    "確率的勾配降下法です。1 ステップごとに、バッチの勾配をもとに坂を少し下ります。",
  ),
  momentum: entry(
    "Momentum",
    "モメンタム",
    "Adds to each step what is left of the speed of the steps before, as a rolling ball does.",
    "転がる球のように、それまでのステップの勢いを残して進む手法です。",
  ),
  rmsprop: entry(
    "RMSProp",
    "RMSProp",
    "Divides each weight's step by the usual size of its gradient, so that flat directions are not neglected.",
    "重みごとに、最近の勾配の大きさで割って進みます。傾きの緩い向きにも、同じように進めます。",
  ),
  adam: entry(
    "Adam",
    "Adam",
    "Joins momentum and RMSProp: the mean of past gradients, divided by their usual size.",
    "モメンタムと RMSProp を合わせた手法です。過去の勾配の平均を、その大きさで割って進みます。",
  ),
  trainingPart: entry(
    "Training data",
    "学習データ",
    "The examples from which the weights are learned.",
    "重みを学習するために使うデータです。",
  ),
  validationPart: entry(
    "Validation data",
    "検証データ",
    "Examples that no weight is learned from: they show which settings work and when to stop.",
    "重みの学習には使わず、設定を選んだり、学習を終える時を決めたりするためのデータです。",
  ),
  testPart: entry(
    "Test data",
    "テストデータ",
    "Examples kept for the very end, to find out how well the network does on what is new to it.",
    "最後まで取っておき、新しいデータでの成績を調べるためのデータです。",
  ),
  overfitting: entry(
    "Overfitting",
    "過学習",
    "Fitting the training data too closely: their loss goes on falling while that of new data rises.",
    "学習データに合わせすぎることです。学習データの損失は減るのに、新しいデータの損失は増えます。",
  ),
  weightDecay: entry(
    "Weight decay",
    "重み減衰",
    "Makes every weight a little smaller at each step, so that only what helps stays large.",
    "ステップごとに、すべての重みを少し小さくします。役に立つ重みだけが大きいまま残ります。",
  ),
  dropout: entry(
    "Dropout",
    "ドロップアウト",
    "Switches off neurons at random in each training step, so that none comes to depend on a single other.",
    "学習のステップごとに、ニューロンをランダムに選んで消し、特定のニューロンに頼らないようにします。",
  ),
  seed: entry(
    "Seed",
    "シード",
    "The number from which random numbers start: the same seed gives the same ones again, to the last bit.",
    "乱数の出発点になる数です。同じシードからは、最後の 1 ビットまで同じ乱数が得られます。",
  ),
  logit: entry(
    "Logit",
    "ロジット",
    "The weighted sum z of an output neuron, before it is turned into a probability.",
    "確率に変える前の、出力層のニューロンの重み付き和 z です。",
  ),
  calibration: entry(
    "Calibration",
    "較正",
    "Whether a network is right as often as it claims: of its answers at 80%, 80% should be right.",
    "確信度と正解率が合っているかどうかです。確信度 80% の答えは、80% が正解であるべきです。",
  ),
  saliency: entry(
    "Saliency",
    "感度",
    "For each pixel, how fast the score changes as that pixel becomes brighter.",
    "ピクセルが明るくなると得点がどれだけの割合で変わるかを、ピクセルごとに表します。",
  ),
  accuracy: entry(
    "Accuracy",
    "正解率",
    "The share of the answers that are right.",
    "答えのうち、正解した割合です。",
  ),
  spectrogram: entry(
    "Log-mel spectrogram",
    "ログメルスペクトログラム",
    "How loud a sound is at each moment and each pitch, in steps as an ear hears them: low at the bottom, high at the top.",
    "音の大きさを、時刻ごと、音の高さごとに表した画像です。下が低い音、上が高い音で、目盛りは耳の感じ方に合わせます。",
  ),
  confusionMatrix: entry(
    "Confusion matrix",
    "混同行列",
    "Counts for each true class what it was taken for: the diagonal is right, everything else a mistake.",
    "正解ごとに、何と予測したかを数えた表です。対角線の上が正解、ほかは間違いです。",
  ),
};

export const glossaryFrame = {
  others: { en: "Other words", ja: "ほかの用語" },
  close: { en: "Close the explanation", ja: "説明を閉じる" },
  loading: { en: "Drawing…", ja: "描いています…" },
};
