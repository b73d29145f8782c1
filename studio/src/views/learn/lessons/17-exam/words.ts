/** @file What the lesson about the exam says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords } from "../../lesson";

export const LABELS = {
  learned: { en: "the 100, %", ja: "100 枚（%）" },
  others: { en: "others, %", ja: "ほか（%）" },
  turn: { en: "epoch", ja: "エポック" },
  expected: { en: "test accuracy, %", ja: "テストの予想（%）" },
} satisfies Record<string, Phrase>;

/** Of two fields in two tasks. */
export const GAP: Phrase = { en: "gap at the end", ja: "最後の差" };

export const words = {
  predict: {
    en: "These 100 images are all that a network will learn from: 40 epochs, all of them in each. What accuracy will it have in the end on these 100, and on 1,000 other images, the validation part? And after which epoch will the loss on those others be least?",
    ja: "ネットワークは、この 100 枚だけを 40 エポック、繰り返し学習します。最後に、この 100 枚の正解率は何 % になるでしょうか？学習に使わない検証データ 1,000 枚では？また、検証損失が最も小さいのは、何エポック目でしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Train it, and go along the curves. After which epoch is the validation loss least? And how far apart are the two losses in the end: validation loss minus training loss, to two decimals?",
        ja: "学習させて、曲線をたどってください。検証損失が最も小さいのは何エポック目ですか？また、最後のエポックで、検証損失から学習損失を引いた差を、小数第 2 位まで求めてください。",
      },
      done: {
        en: "Right. Up to there it learned what holds for other images too. From there on it learned the 100 by heart: overfitting.",
        ja: "正解です。そこまでは、ほかの画像にも通用することを学習しました。そのあとは、100 枚を丸暗記しただけです。これが過学習です。",
      },
    },
    {
      prompt: {
        en: "Weight decay pulls every weight a little towards 0 at each step. Choose how much, so that at most 70% of the gap is left and the validation accuracy is no more than 10 points lower. How large is the gap in the end now, to two decimals?",
        ja: "重み減衰は、ステップごとに、すべての重みを少し 0 に近づけます。差を元の 70% 以下にする強さを選んでください。ただし、検証正解率が下がるのは 10 ポイントまでです。最後の差はいくつになりましたか？（小数第 2 位まで）",
      },
      done: {
        en: "Right. Where large weights cost something, single images are no longer worth learning by heart: the validation loss is lower too.",
        ja: "正解です。重みを大きくしにくくなり、1 枚ずつの丸暗記ができなくなりました。検証損失も小さくなっています。",
      },
    },
    {
      prompt: {
        en: "Hand one of the five networks in. Choose by the validation loss, and say what accuracy you expect on the test part. Only then open the test part for it: it counts only if it is opened once.",
        ja: "5 つのネットワークから 1 つを提出します。検証損失で選び、テストデータの正解率を予想してから、封を開けてください。封を開けてよいのは、一度だけです。",
      },
      done: {
        en: "Right. Nothing was learned from the test part and nothing chosen by it, so it says how good the network is on what is new to it.",
        ja: "正解です。テストデータは、学習にも選択にも使っていません。だから、新しいデータでの成績がわかります。",
      },
    },
  ],
  hints: {
    incomplete: {
      en: "Two numbers are asked for: the epoch, and the gap after the last epoch. Train the network, then move the slider.",
      ja: "エポックと、最後のエポックでの差の 2 つを入力してください。学習させてから、スライダーを動かします。",
    },
    noEpoch: {
      en: (typed) => `There is no epoch ${typed}: it takes a whole number from 1 to 40.`,
      ja: (typed) => `${typed} エポック目はありません。1〜40 の整数で答えてください。`,
    },
    trainingLeast: {
      en: (epoch, validation, training) =>
        `After epoch ${epoch} the training loss is least, ${training}: of the images that it learns from. The validation loss is ${validation} there. Look for the lowest place of the dashed line.`,
      ja: (epoch, validation, training) =>
        `${epoch} エポック目は、学習損失（${training}）が最も小さいところです。検証損失は ${validation} です。破線の最も低いところを探してください。`,
    },
    early: {
      en: (epoch, loss) =>
        `After epoch ${epoch} the validation loss is ${loss}, and later it is lower. Go on to where it is least.`,
      ja: (epoch, loss) =>
        `${epoch} エポック目の検証損失は ${loss} で、このあとさらに小さくなります。最も小さいところまで進めてください。`,
    },
    late: {
      en: (epoch, loss) =>
        `After epoch ${epoch} the validation loss is ${loss}: it was lower before. Go back to where it turned.`,
      ja: (epoch, loss) =>
        `${epoch} エポック目の検証損失は ${loss} で、その前にもっと小さいところがあります。増え始めたところまで戻してください。`,
    },
    gapThere: {
      en: (gap, epoch, last) =>
        `${gap} is the gap after epoch ${epoch}, where the validation loss is least. Asked for is that after the last, ${last}.`,
      ja: (gap, epoch, last) =>
        `${gap} は、検証損失が最も小さい ${epoch} エポック目の差です。最後の ${last} エポック目の差を答えてください。`,
    },
    reversed: {
      en: (gap) => `${gap} is the training loss minus the validation loss. Subtract the other way round.`,
      ja: (gap) => `${gap} は、学習損失から検証損失を引いた値です。逆に引いてください。`,
    },
    gap: {
      en: (gap) =>
        `The gap after the last epoch is not ${gap}. Take the validation loss there, and subtract the training loss.`,
      ja: (gap) =>
        `最後のエポックの差は ${gap} ではありません。最後の検証損失から、最後の学習損失を引いてください。`,
    },
    untouched: {
      en: "No weight decay is chosen yet. Choose an amount: the network is trained once more with it, from the same weights.",
      ja: "重み減衰の強さがまだ選ばれていません。選ぶと、同じ初期値から、もう一度学習します。",
    },
    tooLarge: {
      en: (decay, training, before, now) =>
        `With ${decay} the gap is small because nothing is learned: even the training loss stays at ${training}, and the validation accuracy falls from ${before}% to ${now}%. Choose less.`,
      ja: (decay, training, before, now) =>
        `${decay} で差が小さいのは、何も学習していないからです。学習損失も ${training} のままで、検証正解率は ${before}% から ${now}% に下がりました。もっと弱くしてください。`,
    },
    tooSmall: {
      en: (decay, left) =>
        `With ${decay} the weights hardly feel it: ${left}% of the gap is left. Choose more.`,
      ja: (decay, left) =>
        `${decay} では弱すぎます。元の差の ${left}% が残っています。もっと強くしてください。`,
    },
    noGap: {
      en: "That is enough weight decay. Now work out the gap: validation loss minus training loss, after the last epoch.",
      ja: "重み減衰の強さは十分です。最後の検証損失から、学習損失を引いた差を入力してください。",
    },
    firstGap: {
      en: (gap) => `${gap} is the gap without weight decay. Take the other row.`,
      ja: (gap) => `${gap} は、重み減衰なしの差です。もう一方の行の損失で計算してください。`,
    },
    validationOnly: {
      en: (gap) => `${gap} is the validation loss alone. Subtract the training loss from it.`,
      ja: (gap) => `${gap} は検証損失そのものです。そこから学習損失を引いてください。`,
    },
    sealed: {
      en: "No network is handed in yet. Say what accuracy you expect, in percent, then open the test part for the network of your choice.",
      ja: "まだ提出していません。正解率の予想（%）を入力してから、提出するネットワークで封を開けてください。",
    },
    chosenByTest: {
      en: (times) =>
        `Chosen by the test part: opened ${times} times, and by comparing you would choose what suits these very images. Then it no longer says what the network does on new ones. Take a fresh test part, and open it once.`,
      ja: (times) =>
        `封を ${times} 回開けました。結果を見比べると、テストデータで選ぶことになり、新しいデータでの成績はわからなくなります。新しいテストデータを、一度だけ開けてください。`,
    },
    byTraining: {
      en: (decay, loss, least) =>
        `The network with weight decay ${decay} has the least training loss: it knows its 100 images by heart. Its validation loss is ${loss}, another has ${least}. Take a fresh test part.`,
      ja: (decay, loss, least) =>
        `重み減衰 ${decay} のネットワークは、学習損失が最小です。つまり、100 枚を丸暗記しています。検証損失は ${loss} で、${least} のものもあります。新しいテストデータで、やり直してください。`,
    },
    notLeast: {
      en: (decay, loss, least) =>
        `The network with weight decay ${decay} has a validation loss of ${loss}, another has ${least}. Take a fresh test part, and hand that one in.`,
      ja: (decay, loss, least) =>
        `重み減衰 ${decay} のネットワークの検証損失は ${loss} ですが、${least} のものもあります。新しいテストデータで、そちらを提出してください。`,
    },
    share: {
      en: (expected) =>
        `${expected} is a share, in percent it is 100 times as much. Take a fresh test part, and say it in percent.`,
      ja: (expected) =>
        `${expected} は割合で、% ではその 100 倍です。新しいテストデータで、% で予想してください。`,
    },
    byHeart: {
      en: (expected, test, validation) =>
        `You expected ${expected}%, as on the 100 images it learned from; it is ${test}%. What it does on new images the validation part has said: ${validation}%. Take a fresh test part.`,
      ja: (expected, test, validation) =>
        `予想の ${expected}% は、学習した 100 枚での正解率です。テストデータでは ${test}% でした。新しい画像での成績は、検証データ（${validation}%）が教えてくれます。新しいテストデータで、やり直してください。`,
    },
    expected: {
      en: (expected, test, validation) =>
        `You expected ${expected}%, it is ${test}%. The validation part had said ${validation}%: on images as new to the network as these. Take a fresh test part.`,
      ja: (expected, test, validation) =>
        `予想は ${expected}%、結果は ${test}% です。同じように学習に使っていない検証データでは、${validation}% でした。新しいテストデータで、やり直してください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "The training part is for learning, the validation part for choosing settings and when to stop, the test part for one judgement at the end. Whoever chooses by the test part has none any more.",
      ja: "学習データは学習に、検証データは設定や終える時を選ぶために、テストデータは最後に一度だけ成績を調べるために使います。テストデータで選ぶと、成績を調べるデータがなくなります。",
    },
    {
      en: "What holds overfitting back is called regularization: weight decay, dropout, or stopping where validation turns. More images help most: with 54,000 of them the accuracy was above 90%.",
      ja: "過学習を抑える方法を、正則化と呼びます。重み減衰、ドロップアウト、検証損失が増え始めたら終える早期終了などがあります。画像を増やすのが最も効果的で、54,000 枚なら正解率は 90% を超えました。",
    },
  ],
  further: { en: "Try it on more images in Train", ja: "「育てる」で画像を増やして試す" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  images: { en: "The 100 images of the training part", ja: "学習データの 100 枚" },
  epoch: {
    en: (epoch: string, last: string) => `after epoch ${epoch} of ${last}`,
    ja: (epoch: string, last: string) => `${epoch} / ${last} エポック`,
  } satisfies Phrase<[string, string]>,
  slider: { en: "Epoch", ja: "エポック" },
  losses: { en: "Loss after each epoch", ja: "エポックごとの損失" },
  curve: {
    en: (epoch: string, training: string, validation: string) =>
      `Losses over the epochs. After epoch ${epoch}: training ${training}, validation ${validation}.`,
    ja: (epoch: string, training: string, validation: string) =>
      `損失の推移：${epoch} エポック目は、学習データ ${training}、検証データ ${validation}`,
  } satisfies Phrase<[string, string, string]>,
  decay: { en: "Weight decay", ja: "重み減衰" },
  without: { en: "without weight decay (dotted)", ja: "重み減衰なし（点線）" },
  table: { en: "The networks after the last epoch", ja: "最後のエポックのネットワーク" },
  trainingLoss: { en: "training loss", ja: "学習損失" },
  validationLoss: { en: "validation loss", ja: "検証損失" },
  validationAccuracy: { en: "validation accuracy", ja: "検証正解率" },
  test: { en: "test part", ja: "テスト" },
  sealed: { en: "sealed", ja: "未開封" },
  openFor: { en: "Open the test part for weight decay", ja: "封を開けるネットワークの重み減衰" },
  part: {
    en: (images: string, part: string, parts: string) =>
      `${images} test images are in it, part ${part} of ${parts}. Say first what you expect.`,
    ja: (images: string, part: string, parts: string) =>
      `テスト画像 ${images} 枚（${parts} つのうち ${part} つ目）です。先に正解率を予想してください。`,
  } satisfies Phrase<[string, string, string]>,
  expected: {
    en: (expected: string) => `Opened. You expected ${expected}%.`,
    ja: (expected: string) => `予想は ${expected}% でした。`,
  } satisfies Phrase<[string]>,
  fresh: {
    en: (left: string) => `Fresh test part (${left} left)`,
    ja: (left: string) => `新しいテストデータ（残り ${left}）`,
  } satisfies Phrase<[string]>,
  noneLeft: { en: "None is left: take a used one", ja: "残りはありません（使用済みで練習する）" },
  used: { en: "used", ja: "使用済み" },
  usedPart: {
    en: (images: string, part: string, parts: string) =>
      `These ${images} test images, part ${part} of ${parts}, were opened before: they are for practice. Say first what you expect.`,
    ja: (images: string, part: string, parts: string) =>
      `このテスト画像 ${images} 枚（${parts} つのうち ${part} つ目）は使用済みなので、練習です。先に正解率を予想してください。`,
  } satisfies Phrase<[string, string, string]>,
  failed: {
    en: "The training images could not be loaded.",
    ja: "学習データを読み込めませんでした。",
  },
};
