/** @file What the lesson about boxes says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { Field, LessonWords, Option } from "../../lesson";

export const COUNTED: readonly Option[] = ["1", "2", "3", "4"].map((label) => ({ value: label, label }));
export const FOR_A_BOX: Phrase = { en: "for one box", ja: "箱 1 つに" };
export const OUTSIDE: Phrase = { en: "outside", ja: "範囲外" };
export const FAR_AWAY: readonly Option[] = [
  { value: "curve", label: { en: "as the curve", ja: "曲線どおり" } },
  { value: "away", label: { en: "runs away", ja: "離れていく" } },
  { value: "flat", label: { en: "flat", ja: "平ら" } },
];

export const FIELDS: readonly Field[] = [
  { name: "network", label: { en: "network", ja: "ネットワーク" } },
  { name: "curve", label: { en: "curve", ja: "曲線" } },
];

export const words = {
  predict: {
    en: "A neuron with a large weight makes an edge. How many of them, added up, does one box take? And a network built for x from 0 to 12: what does it do far outside, at x = 60?",
    ja: "重みの大きいニューロンは「段」を作ります。これを足し合わせて箱を 1 つ作るには、何個必要でしょうか？また、x が 0〜12 の範囲で作ったネットワークは、ずっと外の x = 60 でどうなるでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Make the box. A neuron σ(wx + b) has its edge where wx + b = 0, that is at x = −b/w. The output adds v times each neuron to its own bias, the floor. Mean distance: at most 0.02.",
        ja: "箱を作ってください。ニューロン σ(wx + b) の段は wx + b = 0 のところ、つまり x = −b/w にできます。出力は、各ニューロンの v 倍を足し、さらにバイアス（床の高さ）を足した値です。平均のずれを 0.02 以下にします。",
      },
      done: {
        en: "Right: one neuron goes up, the other takes it back. Two steep sigmoids make a box.",
        ja: "正解です。1 個目が段を上げ、2 個目が打ち消します。急なシグモイド 2 個で箱が 1 つできます。",
      },
    },
    {
      prompt: {
        en: "Now a curve. Choose how many boxes, two neurons each, and drag their tops. Come to a mean distance of at most 0.1, with as few boxes as possible.",
        ja: "今度は曲線です。箱の数（1 つにつきニューロン 2 個）を選び、箱の上端を動かしてください。できるだけ少ない箱で、平均のずれを 0.1 以下にします。",
      },
      done: {
        en: "Right. More and narrower boxes come nearer still: on this range, as near as one likes to any such curve.",
        ja: "正解です。箱を細かくして増やせば、もっと近づきます。この範囲なら、このような曲線にいくらでも近づけます。",
      },
    },
    {
      prompt: {
        en: "Now leave the range from 0 to 12. The real curve repeats itself every 12. What does your network say at the x that is given, and what is the curve there?",
        ja: "0〜12 の範囲の外に出ます。本当の曲線は 12 ごとに同じ形を繰り返します。示された x で、あなたのネットワークの出力はいくつですか？曲線はいくつですか？",
      },
      done: {
        en: "Right. Outside, every pair of neurons cancels, and only the output's bias is left. The network says it as calmly as anything else.",
        ja: "正解です。範囲の外では、2 個ずつのニューロンが打ち消し合い、出力のバイアスだけが残ります。範囲の外だと知らせるものは、何もありません。",
      },
    },
  ],
  hints: {
    untouched: {
      en: "Nothing is set yet, and so the network says its floor everywhere. Begin with h₁: give it a large weight w₁, then move its edge with b₁.",
      ja: "まだ何も決めていないので、出力はどこでも床の高さです。まず h₁ の重み w₁ を大きくし、b₁ で段を動かしてください。",
    },
    noStep: {
      en: (name) =>
        `${name} has no edge: with a weight of 0 it is the same for every x. Give it a large weight.`,
      ja: (name) =>
        `${name} には段がありません。重みが 0 だと、x が何でも同じ値です。重みを大きくしてください。`,
    },
    biasSign: {
      en: (name, place, _from, _to, w, b) =>
        `${name} has its edge at x = −b/w = ${place}: the sign of its bias is wrong. With w = ${w} and b = ${b} it lies on the other side of 0.`,
      ja: (name, place, _from, _to, w, b) =>
        `${name} の段は x = −b/w = ${place} にあります。バイアスの符号が逆です。w = ${w}、b = ${b} では、0 の反対側になります。`,
    },
    notMultiplied: {
      en: (name, place, _from, _to, w, b) =>
        `${name} has its edge at ${place}, for b = ${b} is divided by w = ${w}. To have it at s, b is to be −w × s.`,
      ja: (name, place, _from, _to, w, b) =>
        `b = ${b} を w = ${w} で割るので、${name} の段は ${place} にあります。段を s に置くには、b を −w × s にします。`,
    },
    place: {
      en: (name, place, from, to) =>
        `${name} has its edge at x = −b/w = ${place}, but the sides of the box are at ${from} and ${to}. Change its bias.`,
      ja: (name, place, from, to) =>
        `${name} の段は x = −b/w = ${place} にありますが、箱の両端は ${from} と ${to} です。バイアスを変えてください。`,
    },
    sameSide: {
      en: (place) =>
        `Both neurons have their edge at ${place}. One of them belongs to the other side of the box.`,
      ja: (place) => `2 個とも段が ${place} にあります。一方を、箱の反対の端に移してください。`,
    },
    soft: {
      en: (name, w, place) =>
        `The edges lie well, but ${name} is not steep enough with w = ${w}. Make w larger, and b with it, so that the edge stays at ${place}.`,
      ja: (name, w, place) =>
        `段の位置は合っていますが、w = ${w} では ${name} がまだなだらかです。段が ${place} から動かないように、w と b を一緒に大きくしてください。`,
    },
    notOnFloor: {
      en: (left, floor) =>
        `To the left of the box the network says ${left}; the floor is ${floor}. A neuron with a negative weight is lit on the left.`,
      ja: (left, floor) =>
        `箱の左で、出力は ${left} です（床は ${floor}）。重みが負のニューロンは、左側で明るくなります。`,
    },
    notClosed: {
      en: (right, floor, v1, v2) =>
        `To the right of the box both neurons are lit, and the network says ${right} instead of ${floor}. v₁ = ${v1} and v₂ = ${v2} are to cancel.`,
      ja: (right, floor, v1, v2) =>
        `箱の右では 2 個とも明るく、出力は ${floor} ではなく ${right} です。v₁ = ${v1} と v₂ = ${v2} が打ち消し合うようにしてください。`,
    },
    upsideDown: {
      en: (middle) => `The box goes down, to ${middle}. Turn the signs of v₁ and v₂.`,
      ja: (middle) => `箱が下向きで、高さが ${middle} です。v₁ と v₂ の符号を逆にしてください。`,
    },
    fromZero: {
      en: (middle, top, floor) =>
        `The box ends at ${middle} instead of ${top}: v is added to the floor of ${floor}, so it is only the rest.`,
      ja: (middle, top, floor) =>
        `箱の高さが ${top} ではなく ${middle} です。v は床の ${floor} に足されるので、残りの分だけにします。`,
    },
    height: {
      en: (middle, top, floor) =>
        `The sides are right, but the box is ${middle} high and is to be ${top}. The floor is ${floor}; v₁ adds the rest, and v₂ takes it back.`,
      ja: (middle, top, floor) =>
        `両端は合っていますが、箱の高さは ${middle} で、目標は ${top} です。床は ${floor} です。残りを v₁ が足し、v₂ が打ち消します。`,
    },
    noBoxes: {
      en: "There are no boxes yet. Choose how many, then drag the top of each to the curve.",
      ja: "まだ箱がありません。箱の数を選び、それぞれの上端を曲線に合わせて動かしてください。",
    },
    allOnFloor: {
      en: (boxes) =>
        `All ${boxes} boxes lie flat on the floor. Drag the top of each to the curve above or below it.`,
      ja: (boxes) => `${boxes} つの箱は、どれも床の高さのままです。上端を曲線の高さまで動かしてください。`,
    },
    tooMany: {
      en: (miss, boxes, neurons) =>
        `${miss} is near enough, but ${boxes} boxes take ${neurons} neurons. It can be done with fewer.`,
      ja: (miss, boxes, neurons) =>
        `平均のずれは ${miss} で十分ですが、${boxes} つの箱にニューロンが ${neurons} 個必要です。もっと少ない箱でもできます。`,
    },
    tooFew: {
      en: (miss, boxes) =>
        `The tops stand well, and still the mean distance is ${miss}: over so wide a box the curve rises and falls too much. ${boxes} boxes are too few.`,
      ja: (miss, boxes) =>
        `高さはほぼ合っていますが、平均のずれは ${miss} です。幅の広い箱の中で、曲線が大きく上下しています。${boxes} つでは足りません。`,
    },
    tooHigh: {
      en: (miss, box, from, to, top) =>
        `The mean distance is ${miss}. Most is to be gained at box ${box}, for x from ${from} to ${to}: ${top} is too high there.`,
      ja: (miss, box, from, to, top) =>
        `平均のずれは ${miss} です。いちばん合っていないのは ${box} 番目の箱（x が ${from}〜${to}）で、${top} は高すぎます。`,
    },
    tooLow: {
      en: (miss, box, from, to, top) =>
        `The mean distance is ${miss}. Most is to be gained at box ${box}, for x from ${from} to ${to}: ${top} is too low there.`,
      ja: (miss, box, from, to, top) =>
        `平均のずれは ${miss} です。いちばん合っていないのは ${box} 番目の箱（x が ${from}〜${to}）で、${top} は低すぎます。`,
    },
    missing: {
      en: (x) => `Two numbers are asked for: what the network says at x = ${x}, and what the curve is there.`,
      ja: (x) => `x = ${x} でのネットワークの出力と、曲線の値の 2 つを入力してください。`,
    },
    swapped: {
      en: (x) => `Both numbers are right for x = ${x}, but the wrong way round.`,
      ja: (x) => `x = ${x} の値は 2 つとも合っていますが、入れる欄が逆です。`,
    },
    goesOn: {
      en: (x, lit) =>
        `That is the curve. The network does not know that it repeats itself: at x = ${x} all its hidden neurons are ${lit}. What do the two of a box come to?`,
      ja: (x, lit) =>
        `それは曲線の値です。ネットワークは繰り返しを知りません。x = ${x} では、隠れ層のニューロンがすべて ${lit} です。1 つの箱の 2 個を合わせると、いくつになりますか？`,
    },
    noBias: {
      en: (x, floor) =>
        `At x = ${x} the boxes do add up to 0, but the output has a bias too: the floor on which they stand, ${floor}.`,
      ja: (x, floor) =>
        `x = ${x} では、箱の分はたしかに 0 です。でも、出力にはバイアス（床の高さ）の ${floor} があります。`,
    },
    lastBox: {
      en: (x, box, lit) =>
        `That is the top of box ${box}, but the box has ended before x = ${x}: both its neurons are ${lit} there, and cancel.`,
      ja: (x, box, lit) =>
        `それは ${box} 番目の箱の高さです。x = ${x} はその箱の外で、2 個のニューロンはどちらも ${lit} になり、打ち消し合います。`,
    },
    network: {
      en: (x, lit) =>
        `The network says something else at x = ${x}. All its hidden neurons are ${lit} there: put that into the formula.`,
      ja: (x, lit) =>
        `x = ${x} でのネットワークの出力が違います。隠れ層のニューロンはすべて ${lit} です。式に入れてください。`,
    },
    curveFlat: {
      en: (x, period) =>
        `The network is right. But the real curve does not stay flat: it repeats itself every ${period}, at x = ${x} too.`,
      ja: (x, period) =>
        `ネットワークの値は合っています。でも、本当の曲線は平らになりません。x = ${x} でも、${period} ごとの繰り返しが続きます。`,
    },
    otherPlace: {
      en: (other, x, period) =>
        `The network is right, but that is the curve at x = ${other}. Which place is as far from ${x} as the period, ${period}?`,
      ja: (other, x, period) =>
        `ネットワークの値は合っていますが、それは x = ${other} の曲線の値です。${x} からちょうど ${period} 離れたところはどこですか？`,
    },
    curve: {
      en: (x, period) =>
        `The network is right, the curve is not: at x = ${x} it is as it was ${period} away, and that stands in the table.`,
      ja: (x, period) =>
        `ネットワークの値は合っていますが、曲線の値が違います。x = ${x} の値は、${period} 離れたところと同じで、表にあります。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "A hidden neuron with a steep sigmoid makes an edge: its weight says how steep, weight and bias together say where. Two make a box, and enough boxes come as near as one likes to any unbroken curve on a range: that is universal approximation.",
      ja: "急なシグモイドの隠れニューロンは段を作ります。急さは重みで、位置は重みとバイアスで決まります。2 個で箱が 1 つでき、箱を増やせば、決まった範囲の途切れない曲線にいくらでも近づけます。これを万能近似といいます。",
    },
    {
      en: "It says that such weights exist, not that training finds them, and it holds on the range alone: outside, the network said its bias, whatever the curve did. What it was not built for, a network does not know.",
      ja: "ただし、そのような重みがあるというだけで、学習で見つかるとは限りません。また、決まった範囲の中だけの話です。範囲の外では、曲線がどうであれ、出力はバイアスの値でした。作った範囲の外のことを、ネットワークは何も知りません。",
    },
  ],
  further: { en: "Let a network learn a curve in Basics", ja: "「基礎」で曲線を学習させる" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  box: { en: "box", ja: "箱" },
  wanted: { en: "curve", ja: "曲線" },
  step: { en: "one steep sigmoid", ja: "急なシグモイド 1 個" },
  network: { en: "network", ja: "ネットワーク" },
  chart: {
    en: (wanted: string, made: string) => `Plot over x: ${wanted} and ${made}`,
    ja: (wanted: string, made: string) => `x のグラフ：${wanted}、${made}`,
  } satisfies Phrase<[string, string]>,
  miss: {
    en: (miss: string, most: string) => `mean distance ${miss} (at most ${most})`,
    ja: (miss: string, most: string) => `平均のずれ ${miss}（${most} 以下）`,
  } satisfies Phrase<[string, string]>,
  stepAt: {
    en: (name: string, place: string) => `${name}: edge at x = ${place}`,
    ja: (name: string, place: string) => `${name} の段は x = ${place}`,
  } satisfies Phrase<[string, string]>,
  noStep: {
    en: (name: string) => `${name}: no edge`,
    ja: (name: string) => `${name} に段はない`,
  } satisfies Phrase<[string]>,
  boxes: { en: "boxes", ja: "箱の数" },
  neurons: {
    en: (count: string) => `${count} hidden neurons`,
    ja: (count: string) => `隠れ層のニューロン ${count} 個`,
  } satisfies Phrase<[string]>,
  top: {
    en: (box: string) => `Top of box ${box}`,
    ja: (box: string) => `${box} 番目の箱の高さ`,
  } satisfies Phrase<[string]>,
  asked: {
    en: (x: string) => `x = ${x}?`,
    ja: (x: string) => `x = ${x} では？`,
  } satisfies Phrase<[string]>,
  readings: { en: "The curve at some places", ja: "いくつかの x での曲線の値" },
  there: {
    en: (x: string, network: string, curve: string) => `x = ${x}: network ${network}, curve ${curve}`,
    ja: (x: string, network: string, curve: string) => `x = ${x}：ネットワーク ${network}、曲線 ${curve}`,
  } satisfies Phrase<[string, string, string]>,
  missWithin: {
    en: (within: string, beyond: string) => `mean distance from 0 to 12: ${within}, outside: ${beyond}`,
    ja: (within: string, beyond: string) => `平均のずれ：0〜12 で ${within}、その外で ${beyond}`,
  } satisfies Phrase<[string, string]>,
  least: { en: "at best", ja: "最小のずれ" },
  perBoxes: {
    en: "The least mean distance from this curve, by boxes",
    ja: "箱の数ごとの、平均のずれの最小値",
  },
};
