/**
 * @file What the part `why` says: what an answer came from, how it can be turned, and how far it can be trusted.
 */

import { a } from "./english";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

export const why = {
  ask: {
    /** Where there is no answer yet. */
    start: { en: "What is an answer based on?", ja: "答えの根拠は、どこにあるでしょうか？" },
    why: {
      en: (a: string) => `Why ${a}?`,
      ja: (a: string) => spaced`なぜ ${a}？`,
    } satisfies Phrase<[string]>,
    against: {
      en: (a: string, b: string) => `Why ${a} and not ${b}?`,
      ja: (a: string, b: string) => spaced`なぜ ${b} ではなく ${a}？`,
    } satisfies Phrase<[string, string]>,
  },
  lead: {
    en: "See which pixels the answer came from, then paint until it changes.",
    ja: "どのピクセルからその答えが出たのかを見て、答えが変わるまで描き換えてみましょう。",
  },
  leadWrong: {
    en: (label: string) =>
      `The right answer is ${label}. See which pixels led the network astray, then paint until it gets it right.`,
    ja: (label: string) =>
      spaced`正解は ${label} です。どのピクセルが間違いのもとになったのかを見て、正解するまで描き換えてみましょう。`,
  } satisfies Phrase<[string]>,
  loading: { en: "Loading the network…", ja: "ネットワークを読み込んでいます…" },
  noInput: {
    en: "Look at an image that the network gets wrong, or draw a digit of your own.",
    ja: "ネットワークが間違えた画像を見るか、自分で数字を書いてみましょう。",
  },
  surest: {
    en: (label: number, answer: number, sure: string) =>
      `This is ${a(label)}. The network answers ${answer}, with a confidence of ${sure}.`,
    ja: (label: number, answer: number, sure: string) =>
      `これは ${label} です。ネットワークの答えは ${answer} で、確信度は ${sure} です。`,
  } satisfies Phrase<[number, number, string]>,
  otherSize: {
    en: (has: number, wants: number) =>
      `The picture has ${has} pixels, but this network takes ${wants}. Draw a new one, or choose a test image.`,
    ja: (has: number, wants: number) =>
      `画像は ${has} ピクセルですが、このネットワークの入力は ${wants} 個です。新しく書くか、テスト画像を選んでください。`,
  } satisfies Phrase<[number, number]>,
  noPicture: {
    en: "This view explains networks that look at pictures and choose between classes. The one on the page does not: choose another under Train or Share.",
    ja: "この画面では、画像を見て分類するネットワークを説明します。いまのネットワークは当てはまりません。「育てる」か「共有」で別のものを選んでください。",
  },
  draw: { en: "Draw a digit", ja: "数字を書く" },
  showMistake: { en: "Show a mistake", ja: "間違いを見る" },
  nextMistake: { en: "Next mistake", ja: "次の間違い" },
  sources: {
    drawing: { en: "Your drawing", ja: "あなたが書いた数字" },
    demonstration: { en: "The 9 that drew itself", ja: "自動で書かれた 9" },
    row: { en: "A row of a table", ja: "表の 1 行" },
    painted: { en: "A picture you painted over", ja: "あなたが描き換えた画像" },
  },
  sourceMnist: {
    en: (index: string, label: number) => `Test image ${index}, labelled ${label}`,
    ja: (index: string, label: number) => `テスト画像 ${index}（正解は ${label}）`,
  } satisfies Phrase<[string, number]>,
  answerTitle: { en: "Answer", ja: "答え" },
  runnerUp: { en: "Runner-up", ja: "次点" },
  right: { en: "right", ja: "正解" },
  wrong: {
    en: (label: string) => `wrong: it is ${label}`,
    ja: (label: string) => `間違い（正解は ${label}）`,
  } satisfies Phrase<[string]>,

  paintTitle: { en: "Make it fail", ja: "間違えさせる" },
  paintHint: {
    en: "Paint pixels until the answer changes. How few do you need?",
    ja: "答えが変わるまでピクセルを塗ってみましょう。何ピクセルで変わるでしょうか。",
  },
  mendTitle: { en: "Make it right", ja: "正解させる" },
  mendHint: {
    en: "Paint pixels until the answer is right. How few do you need?",
    ja: "正解するまでピクセルを塗ってみましょう。何ピクセルで変わるでしょうか。",
  },
  painted: { en: "edited", ja: "描き換え中" },
  canvas: {
    en: "Picture to paint on. Arrow keys move the pixel cursor, Space paints, and Shift with an arrow key paints along the way.",
    ja: "描き換える画像です。矢印キーでカーソルを動かし、スペースキーで塗ります。Shift を押しながら矢印キーを押すと、続けて塗れます。",
  },
  brush: { en: "Brush", ja: "筆" },
  light: { en: "Light", ja: "明るく" },
  dark: { en: "Dark", ja: "暗く" },
  undo: { en: "Undo", ja: "元に戻す" },
  redo: { en: "Redo", ja: "やり直す" },
  undoAll: { en: "Undo all", ja: "すべて元に戻す" },
  toSee: { en: "Show it in See", ja: "「見る」に表示" },
  changed: {
    en: (n: number) => (n === 1 ? "1 pixel changed" : `${n} pixels changed`),
    ja: (n: number) => `変えたピクセル：${n}`,
  } satisfies Phrase<[number]>,
  flipped: {
    en: (from: string, to: string) => `The answer has changed from ${from} to ${to}.`,
    ja: (from: string, to: string) => `答えが ${from} から ${to} に変わりました。`,
  } satisfies Phrase<[string, string]>,
  notFlipped: {
    en: (from: string) => `The answer is still ${from}.`,
    ja: (from: string) => `答えはまだ ${from} のままです。`,
  } satisfies Phrase<[string]>,
  fewest: {
    en: (n: number) => (n === 1 ? "Fewest so far: 1 pixel" : `Fewest so far: ${n} pixels`),
    ja: (n: number) => `これまでの最少：${n} ピクセル`,
  } satisfies Phrase<[number]>,

  mapsTitle: { en: "What the answer is based on", ja: "この答えの根拠" },
  compare: { en: "Compare with", ja: "比べる相手" },
  alone: { en: "nothing", ja: "なし" },
  contributions: { en: "Contributions", ja: "寄与" },
  saliency: { en: "Saliency", ja: "感度" },
  contributionsText: {
    en: (name: string) => `How much each pixel contributed to the score of ${name}.`,
    ja: (name: string) => spaced`各ピクセルが、${name} の得点にどれだけ寄与したかを表します。`,
  } satisfies Phrase<[string]>,
  contributionsBetween: {
    en: (a: string, b: string) => `How far each pixel put ${a} ahead of ${b}.`,
    ja: (a: string, b: string) => `各ピクセルが、${a} を ${b} よりどれだけ優勢にしたかを表します。`,
  } satisfies Phrase<[string, string]>,
  saliencyBetween: {
    en: (a: string, b: string) => `How far a pixel would put ${a} ahead of ${b} if it became brighter.`,
    ja: (a: string, b: string) => `ピクセルが明るくなると、${a} が ${b} よりどれだけ優勢になるかを表します。`,
  } satisfies Phrase<[string, string]>,
  saliencyText: {
    en: (name: string) => `How the score of ${name} would change if a pixel became a little brighter.`,
    ja: (name: string) => `ピクセルが少し明るくなると、${name} の得点がどう変わるかを表します。`,
  } satisfies Phrase<[string]>,
  mapLabel: {
    en: (title: string, up: string, down: string) =>
      `${title}, pixel by pixel: amber for ${up}, blue for ${down}`,
    ja: (title: string, up: string, down: string) =>
      spaced`ピクセルごとの${title}（琥珀色は${up}、青は${down}）`,
  } satisfies Phrase<[string, string, string]>,
  speaksFor: {
    en: (name: string) => `supports ${name}`,
    ja: (name: string) => `${name} の得点を上げる`,
  } satisfies Phrase<[string]>,
  speaksAgainst: {
    en: (name: string) => `counts against ${name}`,
    ja: (name: string) => `${name} の得点を下げる`,
  } satisfies Phrase<[string]>,
  pixel: {
    en: (row: number, column: number) => `Row ${row}, column ${column}`,
    ja: (row: number, column: number) => `${row} 行 ${column} 列`,
  } satisfies Phrase<[number, number]>,
  pixelHint: {
    en: "Point at a pixel to read its numbers.",
    ja: "ピクセルにポインターを合わせると、その数値が表示されます。",
  },
  brightness: { en: "brightness", ja: "明るさ" },

  balanceTitle: {
    en: (a: string, b: string) => `What separates ${a} from ${b}`,
    ja: (a: string, b: string) => `${a} と ${b} を分けたもの`,
  } satisfies Phrase<[string, string]>,
  balanceOne: {
    en: (name: string) => `The score of ${name}`,
    ja: (name: string) => `${name} の得点`,
  } satisfies Phrase<[string]>,
  darkPicture: { en: "Blank image", ja: "真っ暗な画像" },
  pixelsFor: {
    en: (name: string) => `Pixels for ${name}`,
    ja: (name: string) => `${name} の得点を上げるピクセル`,
  } satisfies Phrase<[string]>,
  pixelsAgainst: {
    en: (name: string) => `Pixels against ${name}`,
    ja: (name: string) => `${name} の得点を下げるピクセル`,
  } satisfies Phrase<[string]>,
  together: { en: "Total", ja: "合計" },
  odds: {
    en: (a: string, b: string, ratio: string) => `So ${a} is ${ratio} times as likely as ${b}.`,
    ja: (a: string, b: string, ratio: string) => `つまり、${a} の確率は ${b} の ${ratio} 倍です。`,
  } satisfies Phrase<[string, string, string]>,
  aboutTitle: { en: "What these numbers are, and are not", ja: "この数値が表すもの、表さないもの" },
  aboutScore: {
    en: "The score is the weighted sum z of an output neuron, also called its logit. Softmax turns the scores into probabilities: what counts is how far one lies above the others.",
    ja: "得点とは、出力ニューロンの重み付き和 z（ロジット）のことです。ソフトマックスが得点を確率に変えます。ほかの得点をどれだけ上回るかで、確率が決まります。",
  },
  aboutContributions: {
    en: "Contributions are integrated gradients (Sundararajan et al., 2017): the picture is brightened gradually from black to what it is, and each pixel is credited with what it added on the way. They add up to the score. They are one fair way to divide it up, not the cause: pixels act together, and a dark pixel gets no share, though its being dark may matter.",
    ja: "寄与は積分勾配（Sundararajan ら、2017）です。真っ暗な画像を少しずつ明るくしていき、その途中で各ピクセルが加えた分を数えます。合計は得点と一致します。公平な分け方の一つではありますが、原因そのものではありません。ピクセルは組み合わさって働きますし、暗いことに意味があっても、暗いピクセルの寄与は 0 になります。",
  },
  aboutSaliency: {
    en: "Saliency is the gradient ∂z/∂pixel: it describes small changes to this picture, not what the pixel has done.",
    ja: "感度は勾配（∂z/∂x、x はピクセルの値）です。この画像を少し変えたときのことだけを表し、そのピクセルが果たした役割を表すものではありません。",
  },

  trustTitle: { en: "Can it be trusted?", ja: "どこまで信頼できる？" },
  trustText: {
    en: "The network classifies 10,000 test images that it has never seen. Is it right as often as its confidence says?",
    ja: "学習に使っていないテスト画像 10,000 枚を分類します。確信度のとおりに正解するでしょうか。",
  },
  examining: { en: "Classifying 10,000 test images…", ja: "テスト画像 10,000 枚を分類しています…" },
  failed: {
    en: "The test images could not be loaded. Check the connection, then try again.",
    ja: "テスト画像を読み込めませんでした。接続を確かめて、もう一度試してください。",
  },
  noDigits: {
    en: "This network does not tell the ten digits apart, so it cannot be tested on these images.",
    ja: "このネットワークは 10 種類の数字を分類するものではないため、テスト画像では試せません。",
  },
  again: { en: "Try again", ja: "もう一度試す" },
  reliability: { en: "Calibration curve", ja: "較正曲線" },
  confidenceAxis: { en: "Confidence", ja: "確信度" },
  accuracyAxis: { en: "Accuracy", ja: "正解率" },
  ideal: { en: "perfectly calibrated", ja: "確信度と正解率が一致" },
  binLabel: { en: "Confidence range", ja: "確信度の範囲" },
  binValue: {
    en: (from: string, to: string) => `${from} to ${to}`,
    ja: (from: string, to: string) => `${from}〜${to}`,
  } satisfies Phrase<[string, string]>,
  binSentence: {
    en: (said: string, right: string, count: string) =>
      `When its confidence is ${said}, it is right ${right} of the time (${count} images).`,
    ja: (said: string, right: string, count: string) =>
      `確信度が ${said} のとき、実際の正解率は ${right} です（${count} 枚）。`,
  } satisfies Phrase<[string, string, string]>,
  binEmpty: { en: "No answer is in this range.", ja: "この範囲の答えはありません。" },
  overall: {
    en: (confidence: string, accuracy: string, error: string) =>
      `Its confidence is ${confidence} on average, and it is right ${accuracy} of the time. Expected calibration error: ${error}.`,
    ja: (confidence: string, accuracy: string, error: string) =>
      `平均すると確信度は ${confidence}、正解率は ${accuracy} です。期待較正誤差（ECE）は ${error} です。`,
  } satisfies Phrase<[string, string, string]>,
  tooSure: { en: "Overconfident: it is surer than it should be.", ja: "確信度が高すぎます。" },
  tooUnsure: {
    en: "Underconfident: it is less sure than it could be.",
    ja: "確信度はもっと高くてもよいようです。",
  },
  justSure: { en: "Well calibrated.", ja: "よく較正されています。確信度と正解率がほぼ一致します。" },
  mistakesTitle: {
    en: (wrong: string, all: string) => `${wrong} of ${all} wrong, the most confident first`,
    ja: (wrong: string, all: string) => `${all} 枚中 ${wrong} 枚を間違えました（確信度の高い順）`,
  } satisfies Phrase<[string, string]>,
  mistake: {
    en: (label: number, answer: number, sure: string) =>
      `${label} → ${answer}, confidence ${sure}: examine it`,
    ja: (label: number, answer: number, sure: string) => `${label} → ${answer}（確信度 ${sure}）を調べる`,
  } satisfies Phrase<[number, number, string]>,
};
