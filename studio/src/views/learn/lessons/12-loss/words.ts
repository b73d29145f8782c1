/** @file What the lesson about losses says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords } from "../../lesson";

/** What is typed in the last task. */
export const labels = {
  half: { en: "p for ½", ja: "半分の p" },
  quarter: { en: "p for ¼", ja: "4 分の 1 の p" },
} satisfies Record<string, Phrase>;

export const words = {
  predict: {
    en: "Five answers to one picture: ten probabilities each, from a softmax. A loss says by one number how wrong an answer is. Squared error adds up the squares of all ten differences from the target. Cross-entropy is −ln p, with the p of the right digit: 0.69 at p = 0.5. Guess A: the greatest possible squared error. B: the cross-entropy at a small p.",
    ja: "1 枚の画像への 5 つの答えで、どれもソフトマックスの 10 個の確率です。損失は、間違いの大きさを表す 1 つの数です。二乗誤差は、正解との差の 2 乗を 10 個分足します。交差エントロピーは −ln p で、p は正解の数字の確率です（0.5 なら 0.69）。A は二乗誤差の最大値、B は小さい p での交差エントロピーを予想してください。",
  },
  tasks: [
    {
      prompt: {
        en: "Tap the answers in order, from the smallest squared error to the greatest. The target is 1 for the marked digit and 0 for the others: square each difference and add all. A is worked out for you.",
        ja: "二乗誤差が小さい順に、答えをタップしてください。正解の値は、印のある数字で 1、ほかの数字で 0 です。差をそれぞれ 2 乗して、全部足します。A は計算してあります。",
      },
      done: {
        en: "Right. Squared error looks at all ten outputs: what is missing costs most where one wrong digit has all of it.",
        ja: "正解です。二乗誤差は 10 個の出力をすべて見ます。残りの確率が 1 つの間違った数字に集まるほど、大きくなります。",
      },
    },
    {
      prompt: {
        en: "Now from the smallest cross-entropy to the greatest. It is −ln p with the p of the marked digit alone; the table has its values.",
        ja: "今度は、交差エントロピーが小さい順にタップしてください。印のある数字の p だけを使って、−ln p で計算します。値は表にあります。",
      },
      done: {
        en: "Right, and it is another order: cross-entropy asks only what the right digit was given.",
        ja: "正解です。さっきとは違う順になりました。交差エントロピーが見るのは、正解の数字の確率だけです。",
      },
    },
    {
      prompt: {
        en: "Here the right digit has only a small p. At which p is the cross-entropy half as large, and at which a quarter? Two decimals are enough.",
        ja: "ここでは、正解の数字の確率 p が小さい値です。交差エントロピーが半分になる p と、4 分の 1 になる p を、小数第 2 位まで答えてください。",
      },
      done: {
        en: "Right. Each halving takes the square root of p, for −ln √p is half of −ln p.",
        ja: "正解です。−ln √p は −ln p の半分なので、p の平方根をとるたびに、損失は半分になります。",
      },
    },
  ],
  hints: {
    incomplete: {
      en: (count) => `${count} of the five are still to be tapped. The smallest loss comes first.`,
      ja: (count) => `まだ ${count} つ残っています。損失が小さいものからタップしてください。`,
    },
    reversed: {
      en: (first) =>
        `That is the right order from the wrong end: the smallest loss, that of ${first}, comes first.`,
      ja: (first) => `順番が逆です。最初にタップするのは、損失がいちばん小さい ${first} です。`,
    },
    onlyRight: {
      en: (before, small, after, large) =>
        `That is the order by the marked digit alone. The others count too: with all ten, ${before} has ${small} and ${after} ${large}.`,
      ja: (before, small, after, large) =>
        `それは、印のある数字だけで並べた順です。ほかの数字の差も 2 乗して足します。すると ${before} は ${small}、${after} は ${large} です。`,
    },
    likeSquared: {
      en: (before, small, after, large) =>
        `That is the order by squared error. Look at the p of the marked digit alone: ${before} has −ln p = ${small}, ${after} ${large}.`,
      ja: (before, small, after, large) =>
        `それは二乗誤差の順です。印のある数字の p だけを見てください。−ln p は、${before} が ${small}、${after} が ${large} です。`,
    },
    confident: {
      en: (first, digit) =>
        `That is the order of confidence. ${first} is the surest answer, but is it sure of ${digit}? Only what is right counts as good.`,
      ja: (first, digit) =>
        `それは確信度の順です。${first} はいちばん確信していますが、${digit} を確信しているとは限りません。正解との差を見てください。`,
    },
    squaredPair: {
      en: (before, large, after, small) =>
        `You have ${before} before ${after}, but the squared error of ${before} is ${large}, and that of ${after} ${small}.`,
      ja: (before, large, after, small) =>
        `${before} を ${after} より先にしていますが、二乗誤差は ${before} が ${large}、${after} が ${small} です。`,
    },
    crossPair: {
      en: (before, large, after, small) =>
        `You have ${before} before ${after}, but −ln p is ${large} for ${before} and ${small} for ${after}.`,
      ja: (before, large, after, small) =>
        `${before} を ${after} より先にしていますが、−ln p は ${before} が ${large}、${after} が ${small} です。`,
    },
    missingHalf: {
      en: (wanted) => `Half the loss is ${wanted}. In the table, between which p does −ln p come to that?`,
      ja: (wanted) =>
        `損失の半分は ${wanted} です。−ln p がその値になるのは、表のどの p のあたりでしょうか？`,
    },
    missingQuarter: {
      en: (wanted) =>
        `The first p is right. A quarter of the loss is ${wanted}: halve once more, in the same way.`,
      ja: (wanted) =>
        `1 つ目の p は正解です。4 分の 1 は ${wanted} です。同じやり方で、もう一度半分にしてください。`,
    },
    percent: {
      en: (value) =>
        `${value} is more than 1, and no probability is. Write percent as a decimal: 40 % is 0.4.`,
      ja: (value) => `${value} は 1 を超えているので、確率ではありません。40 % なら 0.4 と書きます。`,
    },
    sure: {
      en: "At p = 1 the loss is 0: nothing is left of it. Half of it is to be left.",
      ja: "p = 1 では、損失は 0 になります。残すのは半分です。",
    },
    outside: {
      en: "A probability is above 0 here: at p = 0 the cross-entropy is infinite.",
      ja: "ここでの確率は 0 より大きい数です。p = 0 では、交差エントロピーは無限大になります。",
    },
    halved: {
      en: (value, loss, wanted) =>
        `That halves the probability, and the loss grows: at p = ${value} it is ${loss}. It is to be ${wanted}.`,
      ja: (value, loss, wanted) =>
        `半分になったのは確率です。p = ${value} では、損失は ${loss} に増えます。目標は ${wanted} です。`,
    },
    doubled: {
      en: (value, loss, wanted) =>
        `Twice the probability is not half the loss: at p = ${value} it is ${loss}, and is to be ${wanted}.`,
      ja: (value, loss, wanted) =>
        `確率を 2 倍にしても、損失は半分になりません。p = ${value} では ${loss} で、目標は ${wanted} です。`,
    },
    halfway: {
      en: (value, loss, wanted) =>
        `That is halfway to 1, but −ln p is no straight line: at p = ${value} it is ${loss} already. Look for ${wanted}.`,
      ja: (value, loss, wanted) =>
        `1 までのちょうど真ん中ですが、−ln p のグラフは直線ではありません。p = ${value} では、もう ${loss} です。${wanted} になる p を探してください。`,
    },
    squared: {
      en: (value, loss, wanted) =>
        `Squaring p doubles the loss: at p = ${value} it is ${loss}. What undoes a square? Look for ${wanted}.`,
      ja: (value, loss, wanted) =>
        `p を 2 乗すると、損失は 2 倍になります（p = ${value} で ${loss}）。2 乗の逆は何でしょうか？${wanted} になる p を探してください。`,
    },
    loss: {
      en: (_value, _loss, wanted) =>
        `${wanted} is the loss that is wanted. What is asked for is the p that gives it: look it up in the table.`,
      ja: (_value, _loss, wanted) =>
        `${wanted} は目標の損失です。答えるのは、その損失になる p です。表で探してください。`,
    },
    sameStep: {
      en: (step, loss, wanted) =>
        `The same step of ${step} once more leaves ${loss}, not ${wanted}: −ln p is no straight line. Halve it the way you did before.`,
      ja: (step, loss, wanted) =>
        `同じ幅 ${step} をもう一度足すと、損失は ${wanted} ではなく ${loss} になります。−ln p のグラフは直線ではありません。1 回目と同じやり方で半分にしてください。`,
    },
    tooFar: {
      en: (value, loss, wanted) =>
        `Too far: at p = ${value} the loss is only ${loss}. It is to be ${wanted}.`,
      ja: (value, loss, wanted) =>
        `行きすぎです。p = ${value} では、損失は ${loss} です。目標は ${wanted} です。`,
    },
    tooNear: {
      en: (value, loss, wanted) =>
        `Not far enough: at p = ${value} the loss is still ${loss}. It is to be ${wanted}.`,
      ja: (value, loss, wanted) =>
        `まだ足りません。p = ${value} では、損失は ${loss} です。目標は ${wanted} です。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "A loss turns an answer into one number, and which answer is better depends on which loss is taken. Squared error takes in all outputs and never exceeds 2 here; cross-entropy takes in only the right one and has no bound: it grows without end as p goes to 0.",
      ja: "損失は、答えを 1 つの数にします。どの答えのほうがよいかは、損失の選び方で変わります。二乗誤差はすべての出力を使い、ここでは 2 を超えません。交差エントロピーは正解の出力だけを使います。p が 0 に近づくと、限りなく大きくなります。",
    },
    {
      en: "Being sure and wrong thus costs most. Networks that end in a softmax are mostly trained with cross-entropy: where p is small, its slope is steep, and there is much to learn from.",
      ja: "そのため、確信のある間違いほど損失は大きくなります。ソフトマックスで終わるネットワークでは、ふつう交差エントロピーを使います。p が小さいところほど傾きが急で、重みを大きく直せるからです。",
    },
  ],
  further: { en: "Watch a loss fall in Train", ja: "「育てる」で損失が減るのを見る" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  answers: { en: "The five answers", ja: "5 つの答え" },
  digit: {
    en: (digit: string) => `The picture is ${/^8/.test(digit) ? "an" : "a"} ${digit}`,
    ja: (digit: string) => `正解は ${digit} です`,
  } satisfies Phrase<[string]>,
  answer: {
    en: (letter: string, shares: string) => `Answer ${letter}: ${shares}`,
    ja: (letter: string, shares: string) => `答え ${letter}：${shares}`,
  } satisfies Phrase<[string, string]>,
  share: {
    en: (digit: string, p: string) => `${digit} with ${p}`,
    ja: (digit: string, p: string) => `${digit} に ${p}`,
  } satisfies Phrase<[string, string]>,
  place: {
    en: (place: string) => `tapped as number ${place}`,
    ja: (place: string) => `${place} 番目`,
  } satisfies Phrase<[string]>,
  again: { en: "Tap one again to take it back.", ja: "もう一度タップすると取り消せます。" },
  table: { en: "Table of −ln p", ja: "−ln p の表" },
  loss: { en: "loss −ln p", ja: "損失 −ln p" },
  now: { en: "now", ja: "今" },
  half: { en: "half", ja: "半分" },
  quarter: { en: "a quarter", ja: "4 分の 1" },
};
