/**
 * @file What the glossary's little pictures say: what their sliders change, and the few words in them.
 */

import { a } from "./english";
import type { Phrase } from "./language.svelte";

export const pictures = {
  firstInput: { en: "First input a₁", ja: "1 つ目の入力 a₁" },
  brightness: { en: "Activation a", ja: "アクティベーション a" },
  weight: { en: "Weight w", ja: "重み w" },
  bias: { en: "Bias b", ja: "バイアス b" },
  sum: { en: "Weighted sum z", ja: "重み付き和 z" },
  firstSum: { en: "First weighted sum z₁", ja: "1 つ目の重み付き和 z₁" },
  layer: { en: "How far the light has travelled", ja: "光がどこまで進んだか" },
  layers: [
    { en: "input layer", ja: "入力層" },
    { en: "hidden layer", ja: "隠れ層" },
    { en: "output layer", ja: "出力層" },
  ] satisfies Phrase[],
  answer: { en: "Output a", ja: "出力 a" },
  probability: { en: "Probability of the right answer", ja: "正解に与えた確率" },
  target: { en: "target", ja: "正解" },
  slope: { en: "slope", ja: "傾き" },
  loss: { en: "loss", ja: "損失" },
  stage: { en: "How far back it has come", ja: "逆にたどったところ" },
  rate: { en: "Learning rate", ja: "学習率" },
  wholeData: { en: "all data", ja: "全データ" },
  diverges: { en: "diverges", ja: "発散" },
  step: { en: "Step", ja: "ステップ" },
  stepWord: { en: (n: string) => `step ${n}`, ja: (n: string) => `ステップ ${n}` } satisfies Phrase<[string]>,
  images: {
    en: (from: string, to: string) => `images ${from} to ${to}`,
    ja: (from: string, to: string) => `${from}〜${to} 枚目`,
  } satisfies Phrase<[string, string]>,
  epoch: { en: (n: string) => `epoch ${n}`, ja: (n: string) => `エポック ${n}` } satisfies Phrase<[string]>,
  held: { en: "Held out for validation", ja: "検証用に取り分ける割合" },
  parts: {
    training: { en: "training", ja: "学習データ" },
    validation: { en: "validation", ja: "検証データ" },
    test: { en: "test", ja: "テストデータ" },
  } satisfies Record<"training" | "validation" | "test", Phrase>,
  epochSlider: { en: "Epoch", ja: "エポック" },
  lit: {
    en: (off: string, all: string) => `${off} of ${all} are off`,
    ja: (off: string, all: string) => `${all} 個のうち ${off} 個が消えています`,
  } satisfies Phrase<[string, string]>,
  endPitch: { en: "Pitch at the end", ja: "終わりの音の高さ" },
  glide: {
    en: (from: string, to: string) => `from ${from} Hz to ${to} Hz`,
    ja: (from: string, to: string) => `${from} Hz から ${to} Hz まで`,
  } satisfies Phrase<[string, string]>,
  time: { en: "time →", ja: "時間 →" },
  largest: { en: "largest", ja: "最大" },
  seed: { en: "Seed", ja: "シード" },
  seedOf: { en: (n: string) => `seed ${n}`, ja: (n: string) => `シード ${n}` } satisfies Phrase<[string]>,
  same: {
    en: (same: string, all: string) => `${same} of ${all} weights are the same`,
    ja: (same: string, all: string) => `${all} 個の重みのうち ${same} 個が同じです`,
  } satisfies Phrase<[string, string]>,
  right: { en: "Right answers", ja: "正解の数" },
  cell: { en: "Cell", ja: "マス" },
  readAs: {
    en: (count: string, actual: string, predicted: string) =>
      `${a(actual)} taken for ${a(predicted)}: ${count} times`,
    ja: (count: string, actual: string, predicted: string) => `${actual} を ${predicted} と予測：${count} 枚`,
  } satisfies Phrase<[string, string, string]>,
  actual: { en: "actual", ja: "正解" },
  predicted: { en: "predicted", ja: "予測" },
  confidence: { en: "Confidence", ja: "確信度" },
  says: {
    en: (said: string, right: string, count: string) =>
      `confidence ${said}, right ${right} (${count} images)`,
    ja: (said: string, right: string, count: string) => `確信度 ${said}、正解率 ${right}（${count} 枚）`,
  } satisfies Phrase<[string, string, string]>,
  pixel: { en: "Pixel", ja: "ピクセル" },
  image: { en: "image", ja: "画像" },
  scoreBy: {
    en: (change: string) => `0.1 brighter: score ${change}`,
    ja: (change: string) => `0.1 明るくすると、得点は ${change}`,
  } satisfies Phrase<[string]>,
};
