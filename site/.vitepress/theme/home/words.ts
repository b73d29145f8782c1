/**
 * @file What the first page says, in both languages.
 */

export const WORDS = {
  en: {
    name: "Akari",
    line: "Train small neural networks in TypeScript. See every neuron light up.",
    start: "Start",
    studio: "Open the Studio",
    choose: "A digit of MNIST",
    pad: "Draw a digit here",
    hint: "Or draw your own on the picture.",
    reading: "The library is reading the network …",
    failed: "The network could not be loaded. Reload the page.",
    answer: (digit: number, percent: string) => `The network says ${digit}, with ${percent}`,
    picture: (answer: string) =>
      `784 pixels, two layers of 16 neurons and 10 outputs, each as bright as its activation. ${answer}.`,
  },
  ja: {
    name: "Akari",
    line: "小さなニューラルネットワークを TypeScript で学習し、すべてのニューロンが灯るようすを見る。",
    start: "はじめる",
    studio: "Studio を開く",
    choose: "MNIST の数字",
    pad: "ここに数字を書いてください",
    hint: "画像の上に、自分で書くこともできます。",
    reading: "ネットワークを読み込んでいます…",
    failed: "ネットワークを読み込めませんでした。ページを再読み込みしてください。",
    answer: (digit: number, percent: string) => `ネットワークの答えは ${digit}、確信度は ${percent}`,
    picture: (answer: string) =>
      `784 のピクセル、16 個ずつの 2 つの層、10 個の出力。どのニューロンも、アクティベーションの大きさだけ明るくなります。${answer}です。`,
  },
} as const;
