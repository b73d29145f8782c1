/**
 * @file What the part `basics` says of its problems: a question each, what to look at, and what a network for it is called.
 */

import type { NetworkKind } from "../plot/network";
import type { Problem } from "../views/basics/problems";
import type { Phrase } from "./language.svelte";

export const problems: Record<
  Problem["name"],
  { readonly name: Phrase; readonly question: Phrase; readonly look: Phrase }
> = {
  line: {
    name: { en: "Line", ja: "直線" },
    question: { en: "How does a neuron find its line?", ja: "ニューロンは、どうやって直線を見つける？" },
    look: {
      en: "Press Start. The line turns until the squared distances to the points add up to as little as possible.",
      ja: "「学習する」を押してください。点からのずれの 2 乗の合計が最も小さくなるまで、直線が動きます。",
    },
  },
  valley: {
    name: { en: "Valley", ja: "谷" },
    question: { en: "What is the best way down a narrow valley?", ja: "細長い谷を、どう下りる？" },
    look: {
      en: "The inputs span far less than the outputs, so a wrong bias costs much more than a wrong weight. Let the optimizers race.",
      ja: "入力の幅が出力よりずっと狭いため、バイアスのずれは重みのずれよりも損失に大きく響きます。最適化手法を競わせてみましょう。",
    },
  },
  plane: {
    name: { en: "Surface", ja: "平面" },
    question: { en: "How does a surface fit its points?", ja: "面は、どうやって点に合う？" },
    look: {
      en: "Colour is height: amber above zero, blue below. The surface tilts until it fits all the points.",
      ja: "色は高さを表します。0 より上は琥珀色、下は青です。すべての点に近づくように、面が傾いていきます。",
    },
  },
  twoClouds: {
    name: { en: "Two clouds", ja: "2 つの集まり" },
    question: { en: "Where does the boundary go?", ja: "境界は、どこに引かれる？" },
    look: {
      en: "A straight boundary moves in between the clouds. Drag a point to the other side: what does the boundary do?",
      ja: "2 つの集まりの間に、まっすぐな境界ができます。点を反対側へ動かすと、境界はどうなるでしょうか。",
    },
  },
  threeClouds: {
    name: { en: "Three clouds", ja: "3 つの集まり" },
    question: { en: "How do three neurons share a plane?", ja: "3 つのニューロンは、平面をどう分け合う？" },
    look: {
      en: "There is one output neuron per class. Between any two of them the boundary is a straight line.",
      ja: "出力層のニューロンはクラスごとに 1 つです。どの 2 つの間でも、境界は直線になります。",
    },
  },
  curve: {
    name: { en: "Curve", ja: "曲線" },
    question: { en: "What makes a line bend?", ja: "線は、なぜ曲がる？" },
    look: {
      en: "Each hidden neuron bends the line once. Take the hidden layer away and only a straight line is left.",
      ja: "隠れ層のニューロンが、線を 1 か所ずつ曲げます。隠れ層をなくすと、直線しか引けません。",
    },
  },
  xor: {
    name: { en: "XOR", ja: "XOR" },
    question: { en: "Why does XOR need a hidden layer?", ja: "XOR には、なぜ隠れ層が要る？" },
    look: {
      en: "No single straight line can separate these points. With a hidden layer, the boundary bends.",
      ja: "この点は、1 本の直線では分けられません。隠れ層があると、境界を曲げられます。",
    },
  },
  circles: {
    name: { en: "Circles", ja: "円" },
    question: { en: "How few neurons can close a ring?", ja: "輪を閉じるには、ニューロンがいくつ要る？" },
    look: {
      en: "Each hidden neuron draws one straight line; together they close a ring. How few are enough?",
      ja: "隠れ層のニューロンが直線を 1 本ずつ引き、合わさって輪になります。最少でいくつ必要でしょうか。",
    },
  },
  own: {
    name: { en: "Your own table", ja: "自分の表" },
    question: {
      en: "What does a network make of your points?",
      ja: "自分のデータを、ネットワークはどう見分ける？",
    },
    look: {
      en: "A point is a row of your table. For the network both columns are scaled to about −1 to 1: the equation and the loss are in these numbers.",
      ja: "1 つの点が、表の 1 行です。ネットワークには、2 つの列をおよそ −1〜1 にそろえて入力します。式と損失も、そろえた後の数値です。",
    },
  },
  spirals: {
    name: { en: "Spirals", ja: "らせん" },
    question: { en: "What do more layers add?", ja: "層を重ねると、何ができる？" },
    look: {
      en: "The hardest one. The first layer draws lines; the layers after it combine them into shapes.",
      ja: "いちばん難しい問題です。第 1 層が直線を引き、そのあとの層がそれを組み合わせて形にします。",
    },
  },
};

export const networks: Record<NetworkKind, { readonly name: Phrase; readonly words: Phrase }> = {
  simpleRegression: {
    name: { en: "One layer: simple linear regression", ja: "1 層だけ：単回帰" },
    words: {
      en: "One neuron with one weight and one bias. It can draw any straight line, and nothing else.",
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
    name: { en: "One layer with a sigmoid: logistic regression", ja: "1 層とシグモイド：ロジスティック回帰" },
    words: {
      en: "The sigmoid turns a weighted sum into a probability. Where it is ½, the boundary is a straight line.",
      ja: "シグモイドが重み付き和を確率に変えます。確率が ½ になるところが境界で、直線です。",
    },
  },
  softmaxRegression: {
    name: { en: "One layer with softmax: a linear classifier", ja: "1 層とソフトマックス：線形分類" },
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
      en: "Each hidden neuron lights up on its own part of the plane; the output combines the parts.",
      ja: "隠れ層のニューロンはそれぞれ別の場所で明るくなり、出力層がそれを組み合わせます。",
    },
  },
};
