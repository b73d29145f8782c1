/** @file What the lesson about shares says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords, Option } from "../../lesson";

export const LARGEST: Phrase = { en: "largest share", ja: "最大の割合" };
export const MORE: Phrase = { en: "after adding 5", ja: "5 を足すと" };
export const CHANGES: readonly Option[] = [
  { value: "grows", label: { en: "grows", ja: "増える" } },
  { value: "stays", label: { en: "stays", ja: "変わらない" } },
  { value: "shrinks", label: { en: "shrinks", ja: "減る" } },
];

export const words = {
  predict: {
    en: "Softmax turns the weighted sums z of an output layer into shares: e to the power of each z, divided by the sum of all these powers. How large is the share of the largest z here, from 0 to 1? What becomes of it when 5 is added to all three z?",
    ja: "ソフトマックスは、出力層の重み付き和 z を割合に変えます。eᶻ を、すべての eᶻ の和で割った値です。いちばん大きい z の割合は、0〜1 のどれくらいでしょうか？すべての z に 5 を足すと、それはどうなるでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Three output neurons with softmax. Their eᶻ are worked out for you. Add them, then divide each by the sum: type the three shares to two decimals.",
        ja: "ソフトマックスの出力ニューロンが 3 個あります。eᶻ は計算してあります。3 つの eᶻ を足し、それぞれをその和で割ってください。割合は小数第 2 位まで入力します。",
      },
      done: {
        en: "Right: the shares add up to 1. Adding 5 to every z multiplies each eᶻ by e⁵, and their sum too: the shares stay as they are.",
        ja: "正解です。割合の合計は 1 です。すべての z に 5 を足すと、どの eᶻ も e⁵ 倍になり、和も e⁵ 倍になります。そのため、割合は変わりません。",
      },
    },
    {
      prompt: {
        en: "Two classes: two softmax neurons, each with z = w₁x₁ + w₂x₂ + b. Take z₂ away from both sums: no share changes, and p₁ = σ(z₁ − z₂). So one sigmoid neuron can say the same: find its w₁, w₂ and b.",
        ja: "2 つのクラスを、ソフトマックスのニューロン 2 個で表します。どちらも z = w₁x₁ + w₂x₂ + b です。両方の和から z₂ を引いても割合は変わらず、p₁ = σ(z₁ − z₂) になります。シグモイドのニューロン 1 個で同じ p₁ になるように、w₁、w₂、b を求めてください。",
      },
      done: {
        en: "Right: p₁ is the same at every input, and p₂ = 1 − p₁.",
        ja: "正解です。どの入力でも p₁ が同じになります。p₂ は 1 − p₁ です。",
      },
    },
  ],
  hints: {
    missing: {
      en: (name) => `${name} is still empty. Type a number.`,
      ja: (name) => `${name} に数が入っていません。`,
    },
    exponential: {
      en: (sum) => `Those are the eᶻ themselves: together ${sum}, not 1. Divide each by ${sum}.`,
      ja: (sum) =>
        `それは eᶻ そのものです。合計が ${sum} で、1 になりません。それぞれを ${sum} で割ってください。`,
    },
    sumOfZ: {
      en: (sum, ofZ) => `You divided by the sum of the z, ${ofZ}. Divide by the sum of the eᶻ, ${sum}.`,
      ja: (sum, ofZ) => `z の和 ${ofZ} で割っています。eᶻ の和 ${sum} で割ってください。`,
    },
    linear: {
      en: (sum, ofZ) =>
        `Those are the z divided by their sum ${ofZ}, without e. Divide the eᶻ by their sum ${sum}.`,
      ja: (sum, ofZ) => `それは z を z の和 ${ofZ} で割った値です。eᶻ を eᶻ の和 ${sum} で割ってください。`,
    },
    byLargest: {
      en: (sum, _ofZ, largest) =>
        `You divided by the largest eᶻ, ${largest}, and so the largest share is 1. Divide by the sum of all three, ${sum}.`,
      ja: (sum, _ofZ, largest) =>
        `いちばん大きい eᶻ の ${largest} で割ったので、最大の割合が 1 になっています。3 つの和 ${sum} で割ってください。`,
    },
    swapped: {
      en: (name, z, power) =>
        `The right three shares, but in the wrong places. ${name} belongs to z = ${z}, with eᶻ = ${power}.`,
      ja: (name, z, power) =>
        `3 つの割合は合っていますが、場所が違います。${name} は z = ${z}、eᶻ = ${power} の割合です。`,
    },
    sum: {
      en: (all, sum) => `Your shares add up to ${all}. They must add up to 1: divide each eᶻ by ${sum}.`,
      ja: (all, sum) =>
        `割合の合計が ${all} です。合計は 1 になるはずです。それぞれの eᶻ を ${sum} で割ってください。`,
    },
    share: {
      en: (name, power, sum) => `They add up to 1, but ${name} is not right: it is ${power} ÷ ${sum}.`,
      ja: (name, power, sum) => `合計は 1 ですが、${name} が違います。${power} ÷ ${sum} を計算してください。`,
    },
    reversed: {
      en: (x1, x2, two, one) =>
        `The difference is the wrong way round. At x₁ = ${x1}, x₂ = ${x2} softmax gives p₁ = ${two}, yours ${one}: that is p₂. Take neuron 2 away from neuron 1.`,
      ja: (x1, x2, two, one) =>
        `引く順序が逆です。x₁ = ${x1}、x₂ = ${x2} のとき、ソフトマックスの p₁ は ${two} ですが、あなたの答えでは ${one} で、これは p₂ です。ニューロン 1 の数から、ニューロン 2 の数を引いてください。`,
    },
    added: {
      en: (x1, x2, two, one) =>
        `You added both neurons. At x₁ = ${x1}, x₂ = ${x2} softmax gives ${two}, yours ${one}. z₁ − z₂ is a difference: subtract.`,
      ja: (x1, x2, two, one) =>
        `2 個のニューロンの数を足しています。x₁ = ${x1}、x₂ = ${x2} のとき、ソフトマックスでは ${two}、あなたの答えでは ${one} です。z₁ − z₂ は差なので、引いてください。`,
    },
    firstOnly: {
      en: (x1, x2, two, one) =>
        `That is neuron 1 alone. At x₁ = ${x1}, x₂ = ${x2} softmax gives ${two}, yours ${one}: neuron 2 takes its share. Subtract its numbers.`,
      ja: (x1, x2, two, one) =>
        `それはニューロン 1 だけです。x₁ = ${x1}、x₂ = ${x2} のとき、ソフトマックスでは ${two}、あなたの答えでは ${one} です。ニューロン 2 の数を引いてください。`,
    },
    secondOnly: {
      en: (x1, x2, two, one) =>
        `That is neuron 2 alone. At x₁ = ${x1}, x₂ = ${x2} softmax gives p₁ = ${two}, yours ${one}. Start from neuron 1, and subtract neuron 2.`,
      ja: (x1, x2, two, one) =>
        `それはニューロン 2 だけです。x₁ = ${x1}、x₂ = ${x2} のとき、ソフトマックスの p₁ は ${two}、あなたの答えでは ${one} です。ニューロン 1 の数から、ニューロン 2 の数を引いてください。`,
    },
    halved: {
      en: (x1, x2, two, one) =>
        `That is half of the difference. At x₁ = ${x1}, x₂ = ${x2} softmax gives ${two}, yours ${one}. Nothing is averaged: take all of it.`,
      ja: (x1, x2, two, one) =>
        `それは差の半分です。x₁ = ${x1}、x₂ = ${x2} のとき、ソフトマックスでは ${two}、あなたの答えでは ${one} です。2 で割る必要はありません。`,
    },
    noBias: {
      en: (b1, b2) => `The weights are right. The biases are subtracted too: ${b1} − ${b2}.`,
      ja: (b1, b2) => `重みは正解です。バイアスも引き算をしてください。${b1} − ${b2} です。`,
    },
    biasSign: {
      en: (b1, b2) => `The weights are right, but b has the wrong sign. It is ${b1} − ${b2}.`,
      ja: (b1, b2) => `重みは正解ですが、b の符号が逆です。${b1} − ${b2} を計算してください。`,
    },
    biasOfFirst: {
      en: (b1, b2) => `The weights are right, but b is the bias of neuron 1 alone. Subtract: ${b1} − ${b2}.`,
      ja: (b1, b2) =>
        `重みは正解ですが、b がニューロン 1 のバイアスのままです。${b1} − ${b2} を計算してください。`,
    },
    weight: {
      en: (name, w, v) => `${name} is not right. Subtract the two weights of this input: ${w} − ${v}.`,
      ja: (name, w, v) => `${name} が違います。この入力の 2 つの重みの差 ${w} − ${v} を計算してください。`,
    },
    bias: {
      en: (b1, b2) => `b is not right. Subtract the two biases: ${b1} − ${b2}.`,
      ja: (b1, b2) => `b が違います。2 つのバイアスの差 ${b1} − ${b2} を計算してください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Softmax turns the weighted sums of an output layer into shares that add up to 1. Only the differences between the sums count.",
      ja: "ソフトマックスは、出力層の重み付き和を、合計が 1 の割合に変えます。割合は、和と和の差だけで決まります。",
    },
    {
      en: "For two classes, two softmax neurons say what one sigmoid neuron says. For ten digits there are ten softmax neurons. To predict a number, as in regression, the output layer has one linear neuron, which hands on its sum as it is.",
      ja: "クラスが 2 つなら、ソフトマックスのニューロン 2 個と、シグモイドのニューロン 1 個は、同じ答えを出せます。10 個の数字なら、ソフトマックスのニューロンは 10 個です。回帰のように数値を予測するときは、出力層は線形のニューロン 1 個で、和をそのまま出力します。",
    },
  ],
  further: { en: "See the shares of ten digits in See", ja: "「見る」で 10 個の数字の割合を見る" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  sums: { en: "Three sums and their shares", ja: "3 つの和とその割合" },
  share: { en: "share p", ja: "割合 p" },
  two: { en: "Two softmax neurons", ja: "ソフトマックスのニューロン 2 個" },
  one: { en: "One sigmoid neuron", ja: "シグモイドのニューロン 1 個" },
  numbers: { en: "Weights and biases", ja: "重みとバイアス" },
  neuron: {
    en: (which: string) => `neuron ${which}`,
    ja: (which: string) => `ニューロン ${which}`,
  } satisfies Phrase<[string]>,
  single: { en: "the one neuron", ja: "1 個のニューロン" },
  same: {
    en: (x1: string, x2: string, two: string, one: string) =>
      `At x₁ = ${x1}, x₂ = ${x2}: p₁ = ${two} with two neurons, ${one} with one.`,
    ja: (x1: string, x2: string, two: string, one: string) =>
      `x₁ = ${x1}、x₂ = ${x2} のとき、2 個では p₁ = ${two}、1 個では ${one} です。`,
  } satisfies Phrase<[string, string, string, string]>,
  difference: {
    en: (difference: string) => `Largest difference for inputs from −3 to 3: ${difference}`,
    ja: (difference: string) => `−3〜3 の入力での最大の差：${difference}`,
  } satisfies Phrase<[string]>,
};
