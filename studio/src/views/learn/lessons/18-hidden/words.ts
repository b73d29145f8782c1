/** @file What the lesson about hidden neurons says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords } from "../../lesson";

export const words = {
  predict: {
    en: "Often one reads: “the second layer sees details, the third one circles and strokes.” That is a claim, and here it is tested. Guess A: how many of the 16 neurons in the third layer, hidden layer 2, tell the digits with a loop (0, 6, 8, 9) well, being lit for them and dark for the others?",
    ja: "「2 番目の層は細部を、3 番目の層は円や線を見る」とよく言われます。これは主張なので、ここで確かめます。A：3 番目の層（隠れ層 2）の 16 個のニューロンのうち、輪のある数字（0、6、8、9）で光り、ほかでは暗くなって、両者をよく見分けるのは何個でしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "What does this neuron of hidden layer 1 see? Paint light where a picture must be light to light it, and dark where it must be dark. The claim is tested on 10,000 test images. Reach an AUC of 0.8: of an image that lights it and one that does not, the first fits better in 8 pairs of 10.",
        ja: "隠れ層 1 のこのニューロンは何を見ているでしょうか？明るいと光る場所を明るく、暗いと光る場所を暗く塗り、10,000 枚のテスト画像で確かめます。目標は AUC 0.8 です。光る画像と光らない画像の 10 組中 8 組で、光るほうが絵によく合うという意味です。",
      },
      done: {
        en: "Your claim holds. What this neuron sees is a pattern of light and dark places, and its weights are that pattern.",
        ja: "主張は成り立ちました。このニューロンが見ているのは、明るい場所と暗い場所の模様です。重みが、その模様を表しています。",
      },
    },
    {
      prompt: {
        en: "Now the claim “this one sees the loop”: choose a neuron of hidden layer 2 and paint the loop with light where it should see it. Estimate the AUC before the test: 0.5 is a coin's, 1 always right, 0 always wrong. Be within 0.1.",
        ja: "今度の主張は「これは輪を見ている」です。隠れ層 2 のニューロンを選び、見ていそうな場所に明るい輪を描いてください。確かめる前に AUC を 0.1 以内の差で予想します。0.5 は当てずっぽう、1 はいつも正しく、0 はいつも逆です。",
      },
      done: {
        en: "You knew how far your claim can be trusted. To know that is worth more than a claim that sounds good.",
        ja: "自分の主張がどれだけ信用できるかを、正しく見積もれました。もっともらしい主張より、そのほうが大切です。",
      },
    },
  ],
  hints: {
    empty: {
      en: "Nothing is painted, so nothing is claimed. Paint where the neuron wants light.",
      ja: "何も塗られていないので、主張がありません。ニューロンが光を求める場所を塗ってください。",
    },
    whole: {
      en: (count) => `${count} pixels are painted: that claims something of nearly every place. Name fewer.`,
      ja: (count) =>
        `${count} ピクセルが塗られています。ほとんどの場所についての主張です。もっと絞ってください。`,
    },
    contrary: {
      en: (auc) =>
        `AUC ${auc}, below 0.5: it is lit where your claim fits badly. Amber weights want light, blue ones want dark.`,
      ja: (auc) =>
        `AUC は ${auc} で、0.5 より小さいです。絵に合わない画像で光っています。琥珀色の重みは明るさを、青い重みは暗さを求めます。`,
    },
    onlyLight: {
      en: (auc) =>
        `AUC ${auc}: you claim light only. Where its weights are blue, light makes it darker: paint that dark.`,
      ja: (auc) =>
        `AUC は ${auc} です。明るい場所だけの主張です。重みが青いところに光があると暗くなるので、そこを暗く塗ってください。`,
    },
    onlyDark: {
      en: (auc) =>
        `AUC ${auc}: you claim dark only. Where its weights are amber it wants light: paint that light.`,
      ja: (auc) =>
        `AUC は ${auc} です。暗い場所だけの主張です。重みが琥珀色のところは光を求めるので、明るく塗ってください。`,
    },
    weak: {
      en: (auc) =>
        `AUC ${auc}: a coin has 0.5, and 0.8 is wanted. Paint the strongest patches of its weights, and only where digits are.`,
      ja: (auc) =>
        `AUC は ${auc} です。当てずっぽうが 0.5 で、目標は 0.8 です。数字の書かれる場所で、重みの色が濃いところを塗ってください。`,
    },
    open: {
      en: "That is no loop yet: the light encloses nothing. Close it, with a hole inside.",
      ja: "まだ輪になっていません。明るい線で囲まれた場所がありません。穴が残るように閉じてください。",
    },
    scribble: {
      en: "There is a loop, and much else: most of the light is to belong to the loop. Undo the rest.",
      ja: "輪のほかにも、たくさん塗られています。明るいところのほとんどが輪になるように、残りを元に戻してください。",
    },
    missing: {
      en: "The loop is painted. How far do you trust the claim? Type the AUC that you expect, from 0 to 1.",
      ja: "輪ができました。この主張をどれだけ信用しますか？予想する AUC を 0〜1 の数で入れてください。",
    },
    outside: {
      en: (value) => `${value} is no AUC: it is a share of pairs, from 0 to 1.`,
      ja: (value) => `${value} は AUC ではありません。AUC は組の割合なので、0〜1 の数です。`,
    },
    rather: {
      en: (value, unit) =>
        `${value} is much too sure: neuron ${unit} is rather dark where your loop is. The AUC is well below 0.5.`,
      ja: (value, unit) =>
        `${value} は信用しすぎです。ニューロン ${unit} は、この輪があるとむしろ暗くなります。AUC は 0.5 よりかなり小さいです。`,
    },
    tooSure: {
      en: (value, unit) =>
        `${value} is too sure. Neuron ${unit} is lit by images without your loop too, more often than you think.`,
      ja: (value, unit) =>
        `${value} は信用しすぎです。ニューロン ${unit} は、この輪のない画像でも、予想より多く光ります。`,
    },
    tooDoubtful: {
      en: (value, unit) => `${value} is too doubtful: your loop says more about neuron ${unit} than that.`,
      ja: (value, unit) =>
        `${value} は疑いすぎです。この輪から、ニューロン ${unit} についてもっと多くのことがわかります。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Hidden layers extract features: each neuron answers to a pattern of its own, which nobody told the network. Few of these pictures of weights look like an edge, a loop or a stroke. Of the 16 neurons in hidden layer 2, none tells loops with an AUC of 0.8; one tells them by being dark.",
      ja: "隠れ層は特徴を取り出します。どのニューロンも、人が教えたのではない、それぞれの模様に反応します。重みの絵を見ると、縁や輪や線に見えるものは多くありません。隠れ層 2 の 16 個のうち、AUC 0.8 以上で輪を見分けるものはなく、暗くなることで見分けるものが 1 個あります。",
    },
    {
      en: "So “it sees the loop” is a sentence to test, on images that the network has not learned from, and with a guess written down before.",
      ja: "ですから、「輪を見ている」という文は、確かめるべき主張です。学習に使っていない画像で、先に予想を書いてから確かめましょう。",
    },
  ],
  further: {
    en: "Look at what lights a neuron most in See",
    ja: "「見る」で、ニューロンを最も光らせる画像を見る",
  },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  canvas: {
    en: "The claim to paint. Arrow keys choose a pixel, Space paints it.",
    ja: "主張を描く画像です。矢印キーでピクセルを選び、スペースで塗ります。",
  },
  weights: {
    en: (unit: string) => `Weights of neuron ${unit}, hidden layer 1`,
    ja: (unit: string) => `隠れ層 1 のニューロン ${unit} の重み`,
  } satisfies Phrase<[string]>,
  allWeights: {
    en: "Weights of the 16 neurons in hidden layer 1",
    ja: "隠れ層 1 の 16 個のニューロンの重み",
  },
  signs: {
    en: "Amber: light makes it brighter. Blue: darker.",
    ja: "琥珀色のところに光があると明るくなり、青では暗くなります。",
  },
  neuron: { en: "Neuron of hidden layer 2", ja: "隠れ層 2 のニューロン" },
  brightest: {
    en: (unit: string) => `Test images that light neuron ${unit} most`,
    ja: (unit: string) => `ニューロン ${unit} を最も光らせるテスト画像`,
  } satisfies Phrase<[string]>,
  fetching: { en: "Looking through 10,000 images…", ja: "10,000 枚の画像を調べています…" },
  auc: {
    en: (auc: string) => `AUC: ${auc}`,
    ja: (auc: string) => `AUC：${auc}`,
  } satisfies Phrase<[string]>,
};
