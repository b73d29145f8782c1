/**
 * @file What the part `why` says: what an answer came from, how it can be turned, and how far it can be trusted.
 */

import type { Phrase } from "./language.svelte";

export const why = {
  title: { en: "Why did it fail?", ja: "なぜ間違えた？" },
  lead: {
    en: "See which pixels the answer came from, then paint until it changes.",
    ja: "どのピクセルがその答えを生んだのかを見て、答えが変わるまで描き換えてみましょう。",
  },
  loading: { en: "The network is loading …", ja: "ネットワークを読み込んでいます…" },
  noInput: {
    en: "There is nothing to explain yet. Draw a digit, or take a test image that the network gets wrong.",
    ja: "まだ説明する画像がありません。数字を書くか、ネットワークが間違えるテスト画像を選んでください。",
  },
  otherSize: {
    en: (has: number, wants: number) =>
      `The picture has ${has} pixels, and this network looks at ${wants}. Draw a new one, or take a test image.`,
    ja: (has: number, wants: number) =>
      `画像は ${has} ピクセルですが、このネットワークの入力は ${wants} 個です。新しく書くか、テスト画像を選んでください。`,
  } satisfies Phrase<[number, number]>,
  noPicture: {
    en: "This view explains networks that look at pictures and choose between classes. The one on the page does not: take another one under Train or Share.",
    ja: "この画面では、画像を見て分類するネットワークを説明します。いまのネットワークはそうではありません。「育てる」か「共有」で別のものを選んでください。",
  },
  draw: { en: "Draw a digit", ja: "数字を書く" },
  showMistake: { en: "Show a mistake", ja: "間違いを見る" },
  sources: {
    drawing: { en: "Your drawing", ja: "あなたが書いた数字" },
    own: { en: "Your own picture", ja: "自分の画像" },
  },
  sourceMnist: {
    en: (index: number, label: number) => `Test image ${index}, labelled ${label}`,
    ja: (index: number, label: number) => `テスト画像 ${index}（正解は ${label}）`,
  } satisfies Phrase<[number, number]>,
  answerTitle: { en: "It answers", ja: "答え" },
  runnerUp: { en: "Runner-up", ja: "次点" },
  right: { en: "right", ja: "正解" },
  wrong: {
    en: (label: string) => `wrong: it is ${label}`,
    ja: (label: string) => `間違い。正解は ${label}`,
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
  painted: { en: "painted over", ja: "描き換え中" },
  canvas: {
    en: "Picture to paint on. Arrow keys move the pixel cursor, Space paints, with Shift held the arrow keys paint along.",
    ja: "描き換える画像。矢印キーでカーソルを動かし、スペースキーで塗ります。Shift を押しながら矢印キーを押すと、続けて塗れます。",
  },
  brush: { en: "Brush", ja: "筆" },
  light: { en: "Light", ja: "明るく" },
  dark: { en: "Dark", ja: "暗く" },
  undo: { en: "Undo", ja: "元に戻す" },
  redo: { en: "Redo", ja: "やり直す" },
  restore: { en: "Restore", ja: "最初の画像" },
  toSee: { en: "Look at it in See", ja: "「見る」で見る" },
  changed: {
    en: (n: number) => (n === 1 ? "1 pixel changed" : `${n} pixels changed`),
    ja: (n: number) => `変えたピクセル：${n}`,
  } satisfies Phrase<[number]>,
  flipped: {
    en: (from: string, to: string) => `The answer has flipped from ${from} to ${to}.`,
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

  mapsTitle: { en: "What it came from", ja: "何から生まれた答えか" },
  questions: { en: "What to explain", ja: "何を説明するか" },
  against: {
    en: (a: string, b: string) => `${a}, not ${b}`,
    ja: (a: string, b: string) => `${b} でなく ${a}`,
  } satisfies Phrase<[string, string]>,
  contributions: { en: "Contributions", ja: "寄与" },
  saliency: { en: "Saliency", ja: "感度" },
  contributionsText: {
    en: (name: string) => `How much of the score of ${name} came along each pixel.`,
    ja: (name: string) => `${name} の得点が、どのピクセルからどれだけ来たか。`,
  } satisfies Phrase<[string]>,
  contributionsBetween: {
    en: (a: string, b: string) => `How far each pixel put ${a} ahead of ${b}.`,
    ja: (a: string, b: string) => `各ピクセルが、${a} を ${b} よりどれだけ優勢にしたか。`,
  } satisfies Phrase<[string, string]>,
  saliencyBetween: {
    en: (a: string, b: string) => `How far a pixel would put ${a} ahead of ${b} if it became brighter.`,
    ja: (a: string, b: string) => `ピクセルが明るくなると、${a} が ${b} よりどれだけ優勢になるか。`,
  } satisfies Phrase<[string, string]>,
  saliencyText: {
    en: (name: string) => `How the score of ${name} would change if a pixel became a little brighter.`,
    ja: (name: string) => `ピクセルが少し明るくなると、${name} の得点がどう変わるか。`,
  } satisfies Phrase<[string]>,
  mapLabel: {
    en: (title: string, up: string, down: string) =>
      `${title}, pixel by pixel: amber for ${up}, blue for ${down}`,
    ja: (title: string, up: string, down: string) => `ピクセルごとの ${title}。琥珀色は ${up}、青は ${down}`,
  } satisfies Phrase<[string, string, string]>,
  speaksFor: {
    en: (name: string) => `speaks for ${name}`,
    ja: (name: string) => `${name} らしさを増やす`,
  } satisfies Phrase<[string]>,
  speaksAgainst: {
    en: (name: string) => `speaks against ${name}`,
    ja: (name: string) => `${name} らしさを減らす`,
  } satisfies Phrase<[string]>,
  pixel: {
    en: (row: number, column: number) => `Row ${row}, column ${column}`,
    ja: (row: number, column: number) => `${row} 行 ${column} 列`,
  } satisfies Phrase<[number, number]>,
  pixelHint: {
    en: "Point at a pixel to read its numbers.",
    ja: "ピクセルを指すと、その数値が出ます。",
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
  darkPicture: { en: "A dark picture alone", ja: "真っ暗な画像だけで" },
  pixelsFor: {
    en: (name: string) => `Pixels for ${name}`,
    ja: (name: string) => `${name} を支えるピクセル`,
  } satisfies Phrase<[string]>,
  pixelsAgainst: {
    en: (name: string) => `Pixels against ${name}`,
    ja: (name: string) => `${name} に反対するピクセル`,
  } satisfies Phrase<[string]>,
  together: { en: "Together", ja: "合計" },
  odds: {
    en: (a: string, b: string, ratio: string) => `So ${a} is ${ratio} times as likely as ${b}.`,
    ja: (a: string, b: string, ratio: string) => `つまり、${a} の確率は ${b} の ${ratio} 倍です。`,
  } satisfies Phrase<[string, string, string]>,
  aboutTitle: { en: "What these numbers are, and are not", ja: "この数値が表すもの、表さないもの" },
  aboutScore: {
    en: "The score is the weighted sum z of an output neuron, also called its logit. Softmax turns the scores into probabilities: what counts is by how much one lies above the others.",
    ja: "得点とは、出力ニューロンの重み付き和 z（ロジット）のことです。ソフトマックスが得点を確率に変えます。ほかの得点をどれだけ上回るかで、確率が決まります。",
  },
  aboutContributions: {
    en: "Contributions are integrated gradients (Sundararajan and others, 2017): the picture is turned up from dark to what it is, and each pixel is credited with what it added on the way. They add up to the score. They are one fair way to share it out, not the cause: pixels act together, and a dark pixel gets no share though its being dark may matter.",
    ja: "寄与は積分勾配（Sundararajan ら、2017）です。真っ暗な画像を少しずつ明るくしていき、その途中で各ピクセルが加えた分を数えます。合計は得点と一致します。公平な分け方の一つではありますが、原因そのものではありません。ピクセルは組み合わさって働きますし、暗いことに意味があっても、暗いピクセルの寄与は 0 になります。",
  },
  aboutSaliency: {
    en: "Saliency is the gradient ∂z/∂pixel: it tells of small changes around this picture, not of what the pixel has done.",
    ja: "感度は勾配 ∂z/∂ピクセル です。この画像を少し変えたときのことだけを表し、そのピクセルが果たした役割を表すものではありません。",
  },

  trustTitle: { en: "Can it be trusted?", ja: "どこまで信頼できる？" },
  trustText: {
    en: "The network reads 10,000 test images that it has never seen. Is it right as often as it says?",
    ja: "学習に使っていない 10,000 枚のテスト画像を読ませます。確信度のとおりに正解するでしょうか。",
  },
  examine: { en: "Read the test images", ja: "テスト画像を読む" },
  examining: { en: "Reading 10,000 test images …", ja: "10,000 枚のテスト画像を読んでいます…" },
  failed: {
    en: "The test images could not be fetched. Check the connection, then try again.",
    ja: "テスト画像を取得できませんでした。接続を確かめて、もう一度試してください。",
  },
  noDigits: {
    en: "This network does not read the ten digits, so it cannot be tried on the test images.",
    ja: "このネットワークは 10 種類の数字を読むものではないため、テスト画像では試せません。",
  },
  again: { en: "Try again", ja: "もう一度試す" },
  reliability: { en: "Reliability diagram", ja: "信頼度図" },
  confidenceAxis: { en: "How sure it is", ja: "確信度（答えの確率）" },
  accuracyAxis: { en: "How often it is right", ja: "正解率" },
  ideal: { en: "as sure as it is right", ja: "確信度と正解率が一致" },
  binLabel: { en: "When it says", ja: "確信度がこの範囲のとき" },
  binValue: {
    en: (from: string, to: string) => `${from} to ${to}`,
    ja: (from: string, to: string) => `${from}〜${to}`,
  } satisfies Phrase<[string, string]>,
  binSentence: {
    en: (said: string, right: string, count: string) =>
      `When it says ${said}, it is right ${right} of the time (${count} images).`,
    ja: (said: string, right: string, count: string) =>
      `「${said}」と答えるとき、実際の正解率は ${right} です（${count} 枚）。`,
  } satisfies Phrase<[string, string, string]>,
  binEmpty: { en: "It never says so.", ja: "そのような答えはありません。" },
  overall: {
    en: (confidence: string, accuracy: string, error: string) =>
      `On average it says ${confidence} and is right ${accuracy} of the time. Expected calibration error: ${error}.`,
    ja: (confidence: string, accuracy: string, error: string) =>
      `平均すると確信度は ${confidence}、正解率は ${accuracy} です。期待較正誤差（ECE）は ${error}。`,
  } satisfies Phrase<[string, string, string]>,
  tooSure: { en: "It is surer than it should be.", ja: "確信度が高すぎます。" },
  tooUnsure: { en: "It is less sure than it could be.", ja: "確信度はもっと高くてもよいようです。" },
  justSure: { en: "It knows well how sure it may be.", ja: "確信度と正解率がよく合っています。" },
  mistakesTitle: {
    en: (wrong: string, all: string) => `${wrong} of ${all} read wrongly, the surest first`,
    ja: (wrong: string, all: string) => `${all} 枚中 ${wrong} 枚を間違えました（確信度の高い順）`,
  } satisfies Phrase<[string, string]>,
  mistake: {
    en: (label: number, answer: number, sure: string) => `${label} → ${answer}, ${sure} sure: look at it`,
    ja: (label: number, answer: number, sure: string) => `${label} → ${answer}（確信度 ${sure}）を調べる`,
  } satisfies Phrase<[number, number, string]>,
};
