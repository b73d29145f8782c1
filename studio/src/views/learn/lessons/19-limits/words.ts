/** @file What the lesson about limits says. */

import { a } from "../../../../i18n/english";
import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords } from "../../lesson";
import { MOST } from "./bounds";

export const words = {
  predict: {
    en: "This network has learned from nothing but digits, each in the middle. A is noise, B a letter, C a digit moved six pixels to the right. What probability will it give to its answer for A, and for B? And to the right answer for C? (From 0 to 1, which is certain.)",
    ja: "このネットワークが学習したのは、中央に書かれた数字だけです。A はノイズ、B はアルファベットの文字、C は右に 6 ピクセルずらした数字です。A と B では、答えの確信度はいくつになるでしょうか？C では、正しい数字の確率はいくつになるでしょうか？（0〜1、確実なら 1）",
  },
  tasks: [
    {
      prompt: {
        en: "Make a picture that is not a digit, but that the network is at least 90% sure is the digit named below it. Try new noise, and paint over it. Amber on the saliency map: light there speaks for that digit. Blue: against it.",
        ja: "数字ではないのに、90% 以上の確信度で、指定の数字だと答える画像を作りましょう。ノイズを引き直したり、上から塗ったりします。感度の図では、明るくするとその数字に有利なところが琥珀色、不利なところが青です。",
      },
      done: {
        en: "It is sure, and nobody sees a digit there. Ten outputs share 100% among them, and none of them stands for “no digit”.",
        ja: "数字には見えないのに、高い確信度で答えました。10 個の出力が 100% を分け合い、「数字ではない」という出力はありません。",
      },
    },
    {
      prompt: {
        en: `Back in the middle, the digit is read correctly. Change the answer with at most ${MOST} pixels. Amber: light there speaks for the digit. Blue: against it. The map changes with every pixel.`,
        ja: `元の位置の数字は、正しく読まれています。${MOST} ピクセルまで塗り替えて、答えを変えましょう。明るくするとその数字に有利なところが琥珀色、不利なところが青です。図は、塗るたびに変わります。`,
      },
      done: {
        en: "The answer is another one now, though only a few of 784 pixels are: those where the saliency was strong.",
        ja: "答えが変わりました。変わったのは、784 個のうち、感度の大きい数ピクセルだけです。",
      },
    },
  ],
  hints: {
    untouched: {
      en: (label, share, wanted) =>
        `This is the noise you started with. The network reads ${a(label)} (${share}); ${a(wanted)} is wanted. Take the light brush and paint where the map is amber, or try new noise.`,
      ja: (label, share, wanted) =>
        `まだ最初のノイズのままです。今の答えは ${label}（${share}）で、指定の数字は ${wanted} です。ノイズを引き直すか、琥珀色のところを明るく塗ってください。`,
    },
    unpainted: {
      en: (label, share, wanted) =>
        `This noise is read as ${a(label)} (${share}). Noise alone hardly ever makes it sure of ${a(wanted)}: paint over it, light where the map is amber, dark where it is blue.`,
      ja: (label, share, wanted) =>
        `このノイズの答えは ${label}（${share}）です。ノイズだけで ${wanted} の確信度が高くなることは、めったにありません。琥珀色のところを明るく、青いところを暗く塗ってください。`,
    },
    another: {
      en: (label, share, wanted) =>
        `It is sure (${share}), but of ${a(label)}, and ${a(wanted)} is wanted. Paint light where the map is amber, and dark where it is blue.`,
      ja: (label, share, wanted) =>
        `確信度は ${share} と高いのですが、答えは ${label} で、指定の ${wanted} ではありません。琥珀色のところを明るく、青いところを暗く塗ってください。`,
    },
    away: {
      en: (wanted, before, after) =>
        `Your painting speaks against the ${wanted}: its lead has gone from ${before} to ${after}. Undo, and paint light on amber, dark on blue.`,
      ja: (wanted, before, after) =>
        `${wanted} に不利な塗り方です。${wanted} の差が ${before} から ${after} に下がりました。元に戻して、琥珀色を明るく、青を暗く塗ってください。`,
    },
    unsure: {
      en: (wanted, share) =>
        `${a(wanted)[0].toUpperCase()}${a(wanted).slice(1)} already, but only ${share} sure. A few more pixels, where the map is strongest now.`,
      ja: (wanted, share) =>
        `答えは ${wanted} になりましたが、確信度はまだ ${share} です。今の図で色の濃いところを、あと少し塗ってください。`,
    },
    spread: {
      en: (label, share, wanted, own) =>
        `It reads ${a(label)} (${share}), and the ${wanted} has ${own}. Go on where the map is strongest, or begin with sparser noise.`,
      ja: (label, share, wanted, own) =>
        `今の答えは ${label}（${share}）で、${wanted} は ${own} です。色の濃いところを続けて塗るか、まばらなノイズから始めてください。`,
    },
    digit: {
      en: (wanted, farther) =>
        `It is sure, but this may well be ${a(wanted)}: it is farther from the training images than ${farther} of the test images, and what is no digit is farther than 99%. Leave more noise.`,
      ja: (wanted, farther) =>
        `確信度は足りていますが、これは本物の ${wanted} に近い形です。学習画像からの遠さは、テスト画像の ${farther} を上回るだけで、数字でない画像なら 99% 以上を上回ります。ノイズをもっと残してください。`,
    },
    intact: {
      en: "Nothing is painted yet. Find the strongest colours on the map: make a dark pixel light where it is blue, or a light one dark where it is amber.",
      ja: "まだ何も塗られていません。図で色の濃いところを探してください。青いところの暗いピクセルを明るくするか、琥珀色のところの明るいピクセルを暗くします。",
    },
    tooMany: {
      en: (count, most) =>
        `${count} pixels are changed, and ${most} are allowed. Undo, and tap without dragging.`,
      ja: (count, most) =>
        `${count} ピクセルが変わっています。変えてよいのは ${most} ピクセルまでです。元に戻して、なぞらずにタップしてください。`,
    },
    faint: {
      en: (count, faint) =>
        `Of ${count} changed pixels, ${faint} lie where the map was faint: the answer hardly hangs on them. Undo, and tap where the colour is strongest.`,
      ja: (count, faint) =>
        `変えた ${count} ピクセルのうち ${faint} ピクセルは、図の色が薄いところです。そこは答えにほとんど影響しません。元に戻して、色の濃いところをタップしてください。`,
    },
    stronger: {
      en: (digit, from, to) =>
        `The lead of the ${digit} has grown from ${from} to ${to}: that is the wrong way round. Undo; light speaks against the ${digit} where the map is blue.`,
      ja: (digit, from, to) =>
        `${digit} の差が ${from} から ${to} に増えました。逆向きです。元に戻してください。${digit} に不利なのは、青いところを明るくすることです。`,
    },
    spent: {
      en: (digit, most, lead) =>
        `All ${most} pixels are used, and the ${digit} still leads by ${lead}. Undo some, and take only the strongest colour each time.`,
      ja: (digit, most, lead) =>
        `${most} ピクセルを使い切りましたが、${digit} の差はまだ ${lead} です。いくつか元に戻して、毎回いちばん濃いところだけを選んでください。`,
    },
    short: {
      en: (digit, from, to, left) =>
        `Still ${a(digit)}, but its lead is down from ${from} to ${to}. Pixels left: ${left}. Look at the map again: it has changed.`,
      ja: (digit, from, to, left) =>
        `まだ ${digit} ですが、差は ${from} から ${to} に減りました。残りは ${left} ピクセルです。図が変わったので、もう一度見てください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Softmax shares 100% out among ten digits, whatever the picture. Its confidence says how far one weighted sum is ahead of the others, not whether it has ever learned from such pictures: confidence is not knowledge.",
      ja: "どんな画像でも、ソフトマックスは 100% を 10 個の数字に分けます。確信度が表すのは、1 つの重み付き和がほかをどれだけ上回るかだけです。似た画像を学習したかどうかは表しません。確信度が高くても、知っているとは限らないのです。",
    },
    {
      en: "What is easy for your eye is hard for a program: a digit that has moved, a letter, a few changed pixels. So the pad moves what you draw to the middle, and See says when a drawing is unlike the training images.",
      ja: "ずらした数字や文字、少し塗り替えた画像を見分けるのは、人の目には簡単でも、プログラムには難しいことです。そのため「見る」では、書いた数字を中央に寄せ、学習画像に似ていないときはそう表示します。",
    },
  ],
  further: { en: "Draw what is no digit in See", ja: "「見る」で数字ではないものを書く" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  kinds: {
    A: { en: "noise", ja: "ノイズ" },
    B: { en: "a letter", ja: "文字" },
    C: { en: "a moved digit", ja: "ずらした数字" },
  },
  noiseCanvas: {
    en: "Noise to paint on. Arrow keys choose a pixel, Space paints it.",
    ja: "上から塗るノイズの画像です。矢印キーでピクセルを選び、スペースで塗ります。",
  },
  digitCanvas: {
    en: "The digit to paint. Arrow keys choose a pixel, Space paints it.",
    ja: "塗り替える数字の画像です。矢印キーでピクセルを選び、スペースで塗ります。",
  },
  density: { en: "Share of lit pixels", ja: "明るいピクセルの割合" },
  redraw: { en: "New noise", ja: "引き直す" },
  map: {
    en: (digit: string) => `Saliency. Amber: light speaks for the ${digit}. Blue: against it.`,
    ja: (digit: string) => `感度：明るくすると ${digit} に有利なら琥珀色、不利なら青`,
  } satisfies Phrase<[string]>,
  wanted: {
    en: (digit: string, share: string) => `Wanted: ${digit}, now ${share}`,
    ja: (digit: string, share: string) => `指定の数字：${digit}（今は ${share}）`,
  } satisfies Phrase<[string, string]>,
  reads: {
    en: (label: string, share: string) => `The network reads: ${label} (${share})`,
    ja: (label: string, share: string) => `ネットワークの答え：${label}（${share}）`,
  } satisfies Phrase<[string, string]>,
  leads: {
    en: (digit: string, rival: string, lead: string) => `lead of ${digit} over ${rival}: ${lead}`,
    ja: (digit: string, rival: string, lead: string) => `差（${digit} − ${rival}）：${lead}`,
  } satisfies Phrase<[string, string, string]>,
  like: {
    en: (share: string) =>
      `Like a digit: farther from the training images than only ${share} of the test images`,
    ja: (share: string) => `数字に似ています。学習画像からの遠さは、テスト画像の ${share} を上回るだけです。`,
  } satisfies Phrase<[string]>,
  changed: {
    en: (count: string, most: string) => `changed: ${count} of ${most}`,
    ja: (count: string, most: string) => `変えたピクセル：${count} / ${most}`,
  } satisfies Phrase<[string, string]>,
};
