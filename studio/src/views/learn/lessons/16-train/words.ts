/** @file What the lesson about training says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { Field, LessonWords } from "../../lesson";

/** A digit that was written, and the one that it was taken for. */
export const WORDS_OF_PAIR: readonly [Phrase, Phrase] = [
  { en: "digit", ja: "数字" },
  { en: "answer", ja: "答え" },
];

export const FIELDS: readonly Field[] = [
  { name: "written", label: WORDS_OF_PAIR[0] },
  { name: "taken", label: WORDS_OF_PAIR[1] },
  { name: "times", label: { en: "times", ja: "回数" } },
];

export const words = {
  predict: {
    en: "A 9 goes through a network whose weights are random. You will train it on 54,000 images of digits. Even then it will take some digits for others. Which digit will get which wrong answer most often?",
    ja: "重みを乱数で決めたネットワークに、9 の画像を入力しています。これから 54,000 枚の数字の画像で学習させますが、学習のあとも読み間違いは残ります。どの数字への、どの間違った答えが最も多いでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Choose a learning rate and start: a step is a batch of 32 images, slowly at first. Pause it or let it finish, then work out the validation accuracy in percent, to one decimal. At least 90 is asked for.",
        ja: "学習率を選び、学習させてください（1 ステップは 32 枚のバッチ）。途中で止めるか最後まで続け、検証データの正解率（%）を小数第 1 位まで求めます。目標は 90 以上です。",
      },
      done: {
        en: "Right. Nobody told it what a digit looks like: it was shown images and what they are, and its weights were moved to where the loss falls.",
        ja: "正解です。数字の形は教えていません。画像と正解から損失を計算し、損失が減る向きに重みを変えただけです。",
      },
    },
    {
      prompt: {
        en: "Its confusion matrix on the validation images: a row for each digit that is written, a column for each answer. Which digit gets which wrong answer most often, and how many times?",
        ja: "検証データの混同行列です。行が書かれた数字、列がネットワークの答えです。どの数字への、どの間違った答えが最も多いですか？その回数も入力してください。",
      },
      done: {
        en: "Right. Another seed, and it may be another pair: which one depends on the initial weights and on the order of the images.",
        ja: "正解です。シードが変わると、別の組になることもあります。どの組になるかは、重みの初期値と画像の順序によって変わります。",
      },
    },
  ],
  hints: {
    untouched: {
      en: "There is no trained network to check yet. Choose a learning rate, start, and pause it or let it finish.",
      ja: "確かめるネットワークがまだありません。学習率を選んで学習を始め、途中で止めるか、最後まで続けてください。",
    },
    noNumber: {
      en: "The accuracy is missing: images read correctly, divided by all validation images, times 100.",
      ja: "正解率が入力されていません。正しく読めた枚数を検証データの枚数で割り、100 を掛けます。",
    },
    share: {
      en: (typed, inPercent) => `${typed} is a share. In percent it is 100 times as much: ${inPercent}.`,
      ja: (typed, inPercent) => `${typed} は割合です。% で表すと 100 倍の ${inPercent} になります。`,
    },
    notPercent: {
      en: (typed) =>
        `${typed} is no percentage: that goes from 0 to 100. Divide the images read correctly by all of them, then multiply by 100.`,
      ja: (typed) =>
        `${typed} は、0〜100 の % ではありません。正しく読めた枚数を全体の枚数で割り、100 を掛けてください。`,
    },
    tooSmall: {
      en: (rate, steps, last) =>
        `${steps} steps with a learning rate of ${rate}: each is so small that not even ${last} of them come to 90%. Choose a larger one and start again.`,
      ja: (rate, steps, last) =>
        `学習率 ${rate} で ${steps} ステップ学習しました。1 歩が小さすぎて、${last} ステップでも 90% に届きません。もっと大きい学習率で、最初から学習させてください。`,
    },
    tooLarge: {
      en: (rate, steps) =>
        `${steps} steps with a learning rate of ${rate}: each leaps over the valley, and it stays near guessing. More steps do not help. Choose a smaller one and start again.`,
      ja: (rate, steps) =>
        `学習率 ${rate} で ${steps} ステップ学習しました。1 歩が大きすぎて谷を飛び越え、当てずっぽうとほとんど変わりません。もっと小さい学習率で、最初から学習させてください。`,
    },
    tooEarly: {
      en: (steps, last) =>
        `Stopped too early: after ${steps} of ${last} steps it has not come to 90%. The learning rate is fine: let it go on.`,
      ja: (steps, last) =>
        `止めるのが早すぎます。${last} ステップのうち ${steps} ステップでは、まだ 90% に届きません。学習率はこのままで、続けてください。`,
    },
    wrongOnes: {
      en: (typed, wrong, all) =>
        `${typed}% is what it reads incorrectly (${wrong} of ${all}). Accuracy is the share that it reads correctly.`,
      ja: (typed, wrong, all) =>
        `${typed}% は、間違えた割合です（${all} 枚中 ${wrong} 枚）。正解率は、正しく読めた割合です。`,
    },
    accuracy: {
      en: (typed, right, all) =>
        `Far enough trained, but the accuracy is not ${typed}%: it reads ${right} of ${all} images correctly. Divide, then multiply by 100.`,
      ja: (typed, right, all) =>
        `学習は十分ですが、正解率は ${typed}% ではありません。${all} 枚のうち ${right} 枚を正しく読めました。割り算をして、100 を掛けてください。`,
    },
    incomplete: {
      en: "Three whole numbers are asked for: the digit that is written, the wrong answer, and how many times.",
      ja: "書かれた数字、間違った答え、その回数の 3 つを、整数で入力してください。",
    },
    noDigit: {
      en: (typed) => `${typed} is no digit: it takes one from 0 to 9, from the edge of the table.`,
      ja: (typed) => `${typed} は 1 桁の数字ではありません。表の端にある 0〜9 から選んでください。`,
    },
    diagonal: {
      en: (digit) =>
        `A ${digit} that is answered with ${digit} is right. The mistakes are beside the diagonal.`,
      ja: (digit) => `${digit} を ${digit} と答えるのは正解です。間違いは、対角線の外にあります。`,
    },
    bothWays: {
      en: (actual, answer, times) =>
        `${times} is both ways together: ${actual} taken for ${answer} and ${answer} taken for ${actual}. Only the first is asked for: row ${actual}, column ${answer}.`,
      ja: (actual, answer, times) =>
        `${times} は、${actual} を ${answer} と間違えた回数と、${answer} を ${actual} と間違えた回数の合計です。${actual} の行、${answer} の列の数だけを答えてください。`,
    },
    times: {
      en: (actual, answer, times) =>
        `The pair is right, but it is not ${times} times. Go along row ${actual} to column ${answer}.`,
      ja: (actual, answer, times) =>
        `組は合っていますが、${times} 回ではありません。${actual} の行を、${answer} の列まで見てください。`,
    },
    reversed: {
      en: (actual, answer, times) =>
        `The other way round: ${actual} was taken for ${answer} only ${times} times. Rows are what is written, columns what is answered.`,
      ja: (actual, answer, times) =>
        `向きが逆です。${actual} を ${answer} と間違えたのは ${times} 回だけです。行が書かれた数字、列が答えです。`,
    },
    notMost: {
      en: (actual, answer, times) =>
        `${actual} was taken for ${answer} ${times} times, but another pair has more. Look for the strongest colour beside the diagonal.`,
      ja: (actual, answer, times) =>
        `${actual} を ${answer} と間違えたのは ${times} 回で、もっと多い組があります。対角線の外で、色が最も濃いところを探してください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "At first it guessed, about one image in ten. Then, step by step, every weight of every layer, the hidden ones too, was moved to where the loss falls. Nobody set them by hand: they are trained on data.",
      ja: "最初は、当てずっぽうと同じで、正解は 10 枚に 1 枚ほどでした。そこから 1 ステップごとに、隠れ層も含めてすべての層の重みを、損失が減る向きに変えました。人が決めた重みはありません。隠れ層はデータから学習します。",
    },
    {
      en: "Now a 9 goes through, and at the end “9” lights up. It is not right about all images: accuracy says how often it is, and the confusion matrix says where it is not.",
      ja: "今は 9 の画像を入力すると、最後に「9」が光ります。すべての画像で正解するわけではありません。どれだけ正しいかは正解率、どこで間違えるかは混同行列でわかります。",
    },
  ],
  further: { en: "Train with all settings in Train", ja: "「育てる」でほかの設定も試す" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  rate: { en: "Learning rate", ja: "学習率" },
  right: {
    en: (right: string, all: string) => `${right} of ${all} validation images read correctly`,
    ja: (right: string, all: string) => `検証データ ${all} 枚のうち ${right} 枚を正しく読めた`,
  } satisfies Phrase<[string, string]>,
  steps: {
    en: (steps: string, all: string) => `step ${steps} of ${all}`,
    ja: (steps: string, all: string) => `${steps} / ${all} ステップ`,
  } satisfies Phrase<[string, string]>,
  answers: {
    en: (label: string, percent: string) => `The network answers ${label} (${percent})`,
    ja: (label: string, percent: string) => `ネットワークの答え：${label}（${percent}）`,
  } satisfies Phrase<[string, string]>,
  curve: {
    en: (percent: string) => `Validation accuracy over the steps, now ${percent}. The dotted line is at 90%.`,
    ja: (percent: string) => `検証データの正解率の推移：今は ${percent}、点線は 90%`,
  } satisfies Phrase<[string]>,
  failed: {
    en: "The training images could not be loaded.",
    ja: "学習データを読み込めませんでした。",
  },
};
