/** @file What the lesson about activation functions says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords, Option } from "../../lesson";

export const SHAPES: readonly Option[] = ["0", "1", "2", "3"].map((label) => ({ value: label, label }));
export const WITHOUT: Phrase = { en: "without", ja: "なし" };
export const WITH: Phrase = { en: "with ReLU", ja: "ReLU あり" };

export const words = {
  predict: {
    en: "One input x, two hidden neurons, one output y. How many bends can the graph of y have at most without an activation function? And with ReLU, which turns all that is below 0 into 0?",
    ja: "入力 x が 1 個、隠れ層のニューロンが 2 個、出力 y が 1 個です。x と y のグラフの折れ目は、最大でいくつでしょうか？活性化関数がないときと、負の値を 0 にする ReLU があるときを予想してください。",
  },
  tasks: [
    {
      prompt: {
        en: "Two layers without an activation function. Fold them into one: y = w₁x₁ + w₂x₂ + b. x₁ reaches y over h₁ and over h₂: multiply along each way, and add; that is w₁.",
        ja: "活性化関数のない 2 つの層を、どの入力でも同じ値になる 1 つの層 y = w₁x₁ + w₂x₂ + b にまとめましょう。x₁ は h₁ と h₂ を通って y に届きます。道ごとに重みを掛け、足したものが w₁ です。w₂ と b も求めてください。",
      },
      done: {
        en: "Right: the one layer gives the same everywhere. W′W is again a matrix, and W′c + b again a vector.",
        ja: "正解です。1 つの層で、どこでも同じ値になります。W′W はまた行列に、W′c + b はまたベクトルになります。",
      },
    },
    {
      prompt: {
        en: "The same layers, now with ReLU: h = max(0, z). Find an input for which the two networks differ, and work out what this one answers there.",
        ja: "同じ層に ReLU を入れました。h = max(0, z) です。1 つの層の答えと違いが出る入力を見つけ、ReLU のあるネットワークの答え y を計算してください。",
      },
      done: {
        en: "Right: one hidden neuron is cut off there, and no single layer gives the same any more.",
        ja: "正解です。そこでは隠れ層のニューロンが 0 になり、1 つの層と同じ答えにはなりません。",
      },
    },
    {
      prompt: {
        en: "One input. Choose an activation function f and set the five numbers, so that the curve goes through all three points, to within 0.1.",
        ja: "入力は 1 個です。活性化関数 f を選び、5 つの数を決めて、3 つの点をすべて通る曲線にしてください。0.1 以内のずれはかまいません。",
      },
      done: {
        en: "Right: this curve bends, and so it is more than one layer can do.",
        ja: "正解です。この曲線は曲がっています。1 つの層だけでは作れません。",
      },
    },
  ],
  hints: {
    missing: {
      en: (name) => `${name} is still empty. Type a number.`,
      ja: (name) => `${name} に数が入っていません。`,
    },
    row: {
      en: (name, v1, u1, v2, u2) =>
        `${name}: you went along a row of W. What belongs to one input stands in a column: ${v1} × ${u1} and ${v2} × ${u2}.`,
      ja: (name, v1, u1, v2, u2) =>
        `${name}：W の行を使っています。1 つの入力の重みは列に並んでいます。${v1} × ${u1} と ${v2} × ${u2} です。`,
    },
    onePath: {
      en: (name, v, u, term, hidden) =>
        `${name}: that is one way only. The one over ${hidden === "1" ? "h₁" : "h₂"} is missing: ${v} × ${u} = ${term}.`,
      ja: (name, v, u, term, hidden) =>
        `${name}：道が 1 本だけです。${hidden === "1" ? "h₁" : "h₂"} を通る ${v} × ${u} = ${term} が抜けています。`,
    },
    notWeighted: {
      en: (name, v1, u1, v2, u2) =>
        `${name}: that adds the first layer's weights as they are. The second layer weighs them: ${v1} × ${u1} and ${v2} × ${u2}.`,
      ja: (name, v1, u1, v2, u2) =>
        `${name}：最初の層の重みをそのまま足しています。次の層の重みも掛けてください。${v1} × ${u1} と ${v2} × ${u2} です。`,
    },
    sign: {
      en: (name, v, u, term) => `${name}: one product has the wrong sign. ${v} × ${u} is ${term}.`,
      ja: (name, v, u, term) => `${name}：積の 1 つで符号が逆です。${v} × ${u} は ${term} です。`,
    },
    weight: {
      en: (name, v1, u1, v2, u2) => `${name} is the sum over both ways: ${v1} × ${u1} + ${v2} × ${u2}.`,
      ja: (name, v1, u1, v2, u2) =>
        `${name} は 2 本の道の和です。${v1} × ${u1} + ${v2} × ${u2} を計算してください。`,
    },
    noOutputBias: {
      en: (name, _v1, _c1, _v2, _c2, bias) =>
        `${name}: the hidden biases are carried on correctly, but the output's own bias ${bias} is missing.`,
      ja: (name, _v1, _c1, _v2, _c2, bias) =>
        `${name}：隠れ層のバイアスは正しく計算できています。出力のバイアス ${bias} も加えてください。`,
    },
    onlyOutputBias: {
      en: (name, v1, c1, v2, c2) =>
        `${name}: that is the output's bias alone. The hidden biases reach y as well: ${v1} × ${c1} and ${v2} × ${c2}.`,
      ja: (name, v1, c1, v2, c2) =>
        `${name}：それは出力のバイアスだけです。隠れ層のバイアスも y に届きます。${v1} × ${c1} と ${v2} × ${c2} です。`,
    },
    notCarried: {
      en: (name, v1, c1, v2, c2) =>
        `${name}: the biases were added as they are. Those of the hidden neurons go through the second layer's weights: ${v1} × ${c1} and ${v2} × ${c2}.`,
      ja: (name, v1, c1, v2, c2) =>
        `${name}：バイアスをそのまま足しています。隠れ層のバイアスには、次の層の重みを掛けます。${v1} × ${c1} と ${v2} × ${c2} です。`,
    },
    bias: {
      en: (name, v1, c1, v2, c2, bias) =>
        `${name} is what comes out when both inputs are 0: ${v1} × ${c1} + ${v2} × ${c2} + the output's bias ${bias}.`,
      ja: (name, v1, c1, v2, c2, bias) =>
        `${name} は、入力が 2 つとも 0 のときの値です。${v1} × ${c1} + ${v2} × ${c2} に、出力のバイアス ${bias} を足します。`,
    },
    far: {
      en: (most) => `Take inputs between −${most} and ${most}: a small one is found as well.`,
      ja: (most) => `入力は −${most}〜${most} の数にしてください。小さな数でも見つかります。`,
    },
    notCut: {
      en: (z1, z2) =>
        `Here z₁ = ${z1} and z₂ = ${z2}: neither is below 0, ReLU changes nothing, and both networks agree. Find an input that makes one of them negative.`,
      ja: (z1, z2) =>
        `ここでは z₁ = ${z1}、z₂ = ${z2} です。どちらも 0 より小さくないので、ReLU では何も変わらず、答えは同じです。どちらかが負になる入力を探してください。`,
    },
    missingY: {
      en: (z1, z2) => `Here they differ: z₁ = ${z1} and z₂ = ${z2}. Now work out y with ReLU.`,
      ja: (z1, z2) =>
        `ここでは違いが出ます。z₁ = ${z1}、z₂ = ${z2} です。次に、ReLU を使って y を計算してください。`,
    },
    uncut: {
      en: (z1, z2) => `That is the answer without ReLU. z₁ = ${z1}, z₂ = ${z2}: what is below 0 counts as 0.`,
      ja: (z1, z2) =>
        `それは ReLU がないときの答えです。z₁ = ${z1}、z₂ = ${z2} のうち、0 より小さいものは 0 にします。`,
    },
    noOutputBiasY: {
      en: (bias) => `The hidden neurons are right, but the output's bias ${bias} is missing.`,
      ja: (bias) => `隠れ層の計算は合っています。出力のバイアス ${bias} も加えてください。`,
    },
    cutOutput: {
      en: "ReLU is in the hidden layer only. The output is handed on as it is, below 0 too.",
      ja: "ReLU は隠れ層だけにあります。出力は、0 より小さくてもそのままです。",
    },
    wrongHalf: {
      en: (z1, z2) =>
        `You kept the wrong half. z₁ = ${z1}, z₂ = ${z2}: ReLU keeps what is above 0 and makes the rest 0.`,
      ja: (z1, z2) =>
        `残す側が逆です。z₁ = ${z1}、z₂ = ${z2} のうち、ReLU は正の値を残し、負の値を 0 にします。`,
    },
    unweighted: {
      en: (v1, v2) => `h₁ and h₂ were added as they are. The output weighs them first, with ${v1} and ${v2}.`,
      ja: (v1, v2) => `h₁ と h₂ をそのまま足しています。先に、出力の重み ${v1} と ${v2} を掛けてください。`,
    },
    y: {
      en: (z1, z2, h1, h2, v1, v2, bias) =>
        `Step by step: z₁ = ${z1}, z₂ = ${z2}, so h₁ = ${h1}, h₂ = ${h2}. Then ${v1} × ${h1} + ${v2} × ${h2} + the bias ${bias}.`,
      ja: (z1, z2, h1, h2, v1, v2, bias) =>
        `順に計算しましょう。z₁ = ${z1}、z₂ = ${z2} なので、h₁ = ${h1}、h₂ = ${h2} です。${v1} × ${h1} + ${v2} × ${h2} に、バイアス ${bias} を足します。`,
    },
    untouched: {
      en: "Nothing is set yet: the curve lies flat on 0. Choose f, and move a slider.",
      ja: "まだ何も決めていないので、曲線は 0 で平らです。f を選んで、スライダーを動かしてください。",
    },
    straight: {
      en: (miss) =>
        `Without an activation function this stays a straight line, however you set it. The best line misses a point by ${miss}. Choose another f.`,
      ja: (miss) =>
        `活性化関数がないと、数をどう決めても直線です。いちばんよい直線でも、どこかの点で ${miss} ずれます。別の f を選んでください。`,
    },
    unused: {
      en: (weight, hidden) => `${weight} is 0, and so ${hidden} counts for nothing. Give it a slope.`,
      ja: (weight, hidden) => `${weight} が 0 なので、${hidden} が使われていません。傾きを付けてください。`,
    },
    dead: {
      en: (hidden, bias) =>
        `${hidden} is 0 at all three points: ReLU has cut it off. Raise ${bias} until it lights up within the picture.`,
      ja: (hidden, bias) =>
        `${hidden} は 3 つの点のどこでも 0 です。ReLU で 0 になっています。図の中で働き始めるように、${bias} を大きくしてください。`,
    },
    noBend: {
      en: (first, second) =>
        `There is ReLU, but it does not bend between the points: h₁ begins at x = ${first}, h₂ ends at x = ${second}. Move one to the middle point.`,
      ja: (first, second) =>
        `ReLU はありますが、点の間で折れていません。h₁ は x = ${first} から、h₂ は x = ${second} まで働きます。真ん中の点に近づけてください。`,
    },
    middle: {
      en: (x, wanted, value) =>
        `At the middle point, x = ${x}, the curve is at ${value} and should be at ${wanted}. Let it bend there: h₁ begins at x = −c₁, h₂ ends at x = c₂, and b lifts all of it.`,
      ja: (x, wanted, value) =>
        `真ん中の点 x = ${x} で、曲線は ${value} です。目標は ${wanted} です。そこで折れるようにしましょう。h₁ は x = −c₁ から、h₂ は x = c₂ まで働き、b は全体を上下に動かします。`,
    },
    side: {
      en: (x, wanted, value, weight) =>
        `At x = ${x} the curve is at ${value} and should be at ${wanted}. ${weight} sets the slope on this side.`,
      ja: (x, wanted, value, weight) =>
        `x = ${x} で、曲線は ${value} です。目標は ${wanted} です。こちら側の傾きは ${weight} で決まります。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Layers that only weigh and add fold into one: a matrix times a matrix is a matrix. Ten such layers can do no more than a single one.",
      ja: "重みを掛けて足すだけの層は、何層あっても 1 つの層にまとまります。行列と行列の積は、また行列だからです。10 層重ねても、できることは 1 層と変わりません。",
    },
    {
      en: "That is why every hidden neuron has an activation function, a non-linear transformation of z. ReLU keeps what is above 0 and makes the rest 0; the sigmoid squashes any z to between 0 and 1. Each bend is the work of a neuron.",
      ja: "そのため、隠れ層のニューロンには活性化関数があります。活性化関数は、z を非線形に変換します。ReLU は正の値を残し、ほかを 0 にします。シグモイドは、どんな z も 0〜1 の値にします。曲線の折れ目は、ニューロンが 1 つずつ作ります。",
    },
  ],
  further: { en: "Bend a curve in Basics", ja: "「基礎」で曲線を学習させる" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  equation: { en: "Two layers as matrices", ja: "行列で書いた 2 つの層" },
  two: { en: "two layers", ja: "2 つの層" },
  cut: { en: "with ReLU", ja: "ReLU あり" },
  one: { en: "one layer", ja: "1 つの層" },
  compared: { en: "Answers of both networks", ja: "2 つのネットワークの答え" },
  difference: {
    en: (difference: string) => `Largest difference for inputs from −1 to 1: ${difference}`,
    ja: (difference: string) => `−1〜1 の入力での最大の差：${difference}`,
  } satisfies Phrase<[string]>,
  f: { en: "Activation function f", ja: "活性化関数 f" },
  linear: { en: "none", ja: "なし" },
  relu: { en: "ReLU", ja: "ReLU" },
  sigmoid: { en: "sigmoid", ja: "シグモイド" },
  points: { en: "The three points and the curve", ja: "3 つの点と曲線" },
  wanted: { en: "wanted", ja: "目標" },
  curve: { en: "curve", ja: "曲線" },
};
