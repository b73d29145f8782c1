/**
 * @file What a neuron, an edge and an input do, each in one sentence made for that very one.
 */

import type { ActivationName } from "akari/model";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

/** What comes in, and how many of it. */
const comesIn = {
  pixels: {
    en: (count: string, one: boolean) => `${count} ${one ? "brightness" : "brightnesses"}`,
    ja: (count: string) => `${count} 個の明るさ`,
  },
  inputs: {
    en: (count: string, one: boolean) => `${count} ${one ? "input" : "inputs"}`,
    ja: (count: string) => `${count} 個の入力`,
  },
  lamps: {
    en: (count: string, one: boolean) =>
      one ? `The brightness of ${count} neuron` : `The brightnesses of ${count} neurons`,
    ja: (count: string) => `${count} 個のニューロンの明るさ`,
  },
  values: {
    en: (count: string, one: boolean) =>
      one ? `The value of ${count} neuron` : `The values of ${count} neurons`,
    ja: (count: string) => `${count} 個のニューロンの値`,
  },
} satisfies Record<string, Phrase<[count: string, one: boolean]>>;

/** What the activation function makes of the weighted sum: after "are added up", and between 「足し、」 and 「ます」. */
const makes = {
  sigmoid: { en: " and squashed to 0 to 1", ja: "0〜1 の明るさにし" },
  tanh: { en: " and squashed to −1 to 1", ja: "−1〜1 の値にし" },
  relu: { en: "; a sum below 0 becomes 0", ja: "負になったら 0 にし" },
  leaky_relu: {
    en: "; a sum below 0 shrinks to a hundredth",
    ja: "負になったら 100 分の 1 に縮め",
  },
  elu: {
    en: "; a sum below 0 is bent so that it stays above −1",
    ja: "負の和は −1 を下回らないように曲げ",
  },
  gelu: { en: "; a sum far below 0 becomes almost 0", ja: "大きく負になったら、ほぼ 0 にし" },
  silu: { en: "; a sum far below 0 becomes almost 0", ja: "大きく負になったら、ほぼ 0 にし" },
  softplus: { en: " and bent so that the result stays above 0", ja: "0 を下回らないように曲げ" },
  linear: { en: "; the sum goes on as it is", ja: "その和をそのまま次へ送り" },
  softmax: { en: " and compared with the other outputs", ja: "ほかの出力と比べて割合にし" },
} satisfies Record<ActivationName, Phrase>;

/** What neurons are called within a sentence. Layers and units are counted from 1. */
const inline = {
  pixel: {
    en: (row: number, column: number) => `the pixel in row ${row}, column ${column}`,
    ja: (row: number, column: number) => `${row} 行 ${column} 列のピクセル`,
  },
  cell: {
    en: (frame: number, hertz: number) => `the cell of frame ${frame} at about ${hertz} Hz`,
    ja: (frame: number, hertz: number) => `フレーム ${frame}・約 ${hertz} Hz のセル`,
  },
  input: { en: (unit: number) => `input ${unit}`, ja: (unit: number) => `入力 ${unit}` },
  hidden: {
    en: (layer: number, unit: number) => `neuron ${unit} of hidden layer ${layer}`,
    ja: (layer: number, unit: number) => `隠れ層 ${layer} のニューロン ${unit}`,
  },
  output: { en: (name: string) => `output “${name}”`, ja: (name: string) => `出力「${name}」` },
  outputUnit: {
    en: (unit: number) => `neuron ${unit} of the output layer`,
    ja: (unit: number) => `出力層のニューロン ${unit}`,
  },
};

export const neuron = {
  inline,
  comesIn,
  makes,
  /** The whole: what comes in, what becomes of it, and what that stands for. */
  sentence: {
    en: (incoming: string, one: boolean, made: string) =>
      one
        ? `${incoming} is multiplied by its weight${made.replace(/^ and/, ", then")}.`
        : `${incoming}, each times its weight, are added up${made}.`,
    ja: (incoming: string, _one: boolean, made: string) =>
      spaced`${incoming}に重みを掛けて足し、${made}ます。`,
  } satisfies Phrase<[incoming: string, one: boolean, made: string]>,
  /** Of an output, instead of what its function makes. */
  probability: {
    en: (label: string) => ` and squashed to 0 to 1: the probability of “${label}”`,
    ja: (label: string) => `「${label}」の確率にし`,
  } satisfies Phrase<[label: string]>,
  share: {
    en: (label: string, others: string, oneOther: boolean) =>
      ` and compared with the other ${oneOther ? "output" : `${others} outputs`}: the probability of “${label}”`,
    ja: (label: string, others: string) => `ほかの ${others} 個の出力と比べて「${label}」の確率にし`,
  } satisfies Phrase<[label: string, others: string, oneOther: boolean]>,
  answer: { en: "; the sum is the answer", ja: "その和が答えになり" } satisfies Phrase,

  edge: {
    en: (from: string, weight: string, to: string) =>
      `The value of ${from}, times ${weight}, is added to the sum of ${to}.`,
    ja: (from: string, weight: string, to: string) =>
      spaced`${from}の値に ${weight} を掛けて、${to}の和に足します。`,
  } satisfies Phrase<[from: string, weight: string, to: string]>,
  pixel: {
    en: (count: string, one: boolean) =>
      `The brightness of this pixel goes to ${one ? "the neuron" : `all ${count} neurons`} of the next layer, each time with another weight.`,
    ja: (count: string) =>
      `このピクセルの明るさを、次の層の ${count} 個のニューロンに、それぞれ別の重みを掛けて送ります。`,
  } satisfies Phrase<[count: string, one: boolean]>,
  input: {
    en: (count: string, one: boolean) =>
      `The value of this input goes to ${one ? "the neuron" : `all ${count} neurons`} of the next layer, each time with another weight.`,
    ja: (count: string) =>
      `この入力の値を、次の層の ${count} 個のニューロンに、それぞれ別の重みを掛けて送ります。`,
  } satisfies Phrase<[count: string, one: boolean]>,

  strongestTerms: { en: "The strongest terms, w·a", ja: "影響の大きい項 w·a" },
  strongestWeights: { en: "The largest weights, w", ja: "大きい重み w" },
  strongestEdges: { en: "Where it has most effect, w·a", ja: "影響の大きい行き先 w·a" },
  barKeys: {
    en: "Arrow keys move from one to the next, Enter opens its edge.",
    ja: "矢印キーで次の項へ移り、Enter でつながりを開きます。",
  },
  moreTerms: {
    en: (count: string) => `Show ${count} more terms`,
    ja: (count: string) => `さらに ${count} 項を表示`,
  },
  fewerTerms: { en: "Show only the strongest", ja: "影響の大きい項だけを表示" },
  where: { en: "Where it is", ja: "ピクセルの場所" },
  ends: { en: "From where to where", ja: "どこからどこへ" },
};
