/** @file What the lesson about one line says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { LessonWords } from "../../lesson";

export const words = {
  predict: {
    en: "Which line y = w x + b lies closest to these points? Guess its two numbers by eye: w is how much y rises for each 1 to the right, b is y where x is 0.",
    ja: "この点の集まりにいちばん合う直線 y = w x + b を考えます。2 つの数を目で見て予想してください。w は、x が 1 増えるときの y の増え方です。b は、x が 0 のときの y です。",
  },
  tasks: [
    {
      prompt: {
        en: "The lamp on the map stands for the pair w and b: w across, b up. Drag it until the line fits. The loss, the mean of the squared distances, may be at most 1.1 times the least possible.",
        ja: "地図の灯りの位置が、w と b の組を表します。横が w、縦が b です。灯りを動かし、直線を点に合わせてください。損失（点からの距離の 2 乗の平均）が、最小の 1.1 倍以下になれば合格です。",
      },
      done: {
        en: "Right. Where the map is brightest the loss is least, and there the line fits best.",
        ja: "正解です。地図のいちばん明るいところが、損失の最も小さいところです。直線もそこで点に最もよく合います。",
      },
    },
    {
      prompt: {
        en: "Now a neuron does it: it changes its weight w and its bias b by itself. Put the lamp where you like and train. Then work out y = w x + b for the x beside the button.",
        ja: "今度はニューロンが、自分で重み w とバイアス b を変えます。灯りを好きなところに置いて、学習させてください。その後、ボタンの横の x から y = w x + b を計算します。",
      },
      done: {
        en: "Right. Wherever the lamp starts, it rolls down to the same place, the lowest of the map.",
        ja: "正解です。どこから始めても、灯りは同じ場所に着きます。",
      },
    },
  ],
  hints: {
    untouched: {
      en: "The lamp is still where it was. Drag it, or move it with the arrow keys, and watch the line.",
      ja: "灯りがまだ動いていません。ドラッグするか、矢印キーで動かして、直線を見てください。",
    },
    rises: {
      en: (loss) => `Your line rises to the right, and the points fall: w must be below 0. Loss ${loss}.`,
      ja: (loss) =>
        `直線は右上がりですが、点は右下がりです。w を 0 より小さくしてください。損失は ${loss} です。`,
    },
    falls: {
      en: (loss) => `Your line falls to the right, and the points rise: w must be above 0. Loss ${loss}.`,
      ja: (loss) =>
        `直線は右下がりですが、点は右上がりです。w を 0 より大きくしてください。損失は ${loss} です。`,
    },
    tooHigh: {
      en: (loss, least) =>
        `The line lies above most points: make b smaller. Loss ${loss}; ${least} is possible.`,
      ja: (loss, least) =>
        `直線が多くの点より上にあります。b を小さくしてください。損失は ${loss} で、${least} まで下げられます。`,
    },
    tooLow: {
      en: (loss, least) =>
        `The line lies below most points: make b larger. Loss ${loss}; ${least} is possible.`,
      ja: (loss, least) =>
        `直線が多くの点より下にあります。b を大きくしてください。損失は ${loss} で、${least} まで下げられます。`,
    },
    tooSteep: {
      en: (loss, least) => `The line is too steep: bring w nearer to 0. Loss ${loss}; ${least} is possible.`,
      ja: (loss, least) =>
        `直線の傾きが急すぎます。w を 0 に近づけてください。損失は ${loss} で、${least} まで下げられます。`,
    },
    tooFlat: {
      en: (loss, least) => `The line is too flat: take w farther from 0. Loss ${loss}; ${least} is possible.`,
      ja: (loss, least) =>
        `直線の傾きが緩すぎます。w を 0 から遠ざけてください。損失は ${loss} で、${least} まで下げられます。`,
    },
    untrained: {
      en: "Nothing has been trained yet. Press “Let it train” and watch the lamp.",
      ja: "まだ学習していません。「学習させる」を押して、灯りを見てください。",
    },
    notThere: {
      en: (loss) =>
        `The lamp is not at the lowest place: the loss is ${loss}. Press “Let it train” and let it arrive.`,
      ja: (loss) =>
        `灯りは、まだいちばん低いところにありません。損失は ${loss} です。「学習させる」を押し、着くまで待ってください。`,
    },
    missing: {
      en: (_w, _b, x) => `It is trained. Now put x = ${x} into y = w x + b and type the y that comes out.`,
      ja: (_w, _b, x) => `学習できました。y = w x + b に x = ${x} を入れて計算し、y を書いてください。`,
    },
    noBias: {
      en: (_w, b, x, product) => `${product} is w x alone. Add the bias too: b = ${b}. Here x = ${x}.`,
      ja: (_w, b, x, product) =>
        `${product} は w x だけの値です（x = ${x}）。バイアス b = ${b} も足してください。`,
    },
    biasSign: {
      en: (_w, b) => `The bias went in with the wrong sign. It is added as it stands: b = ${b}.`,
      ja: (_w, b) => `バイアスの符号が逆です。書いてあるとおりに b = ${b} を足してください。`,
    },
    sign: {
      en: (w, _b, x, product) => `The product has the wrong sign: ${w} × ${x} is ${product}.`,
      ja: (w, _b, x, product) => `積の符号が逆です。${w} × ${x} は ${product} です。`,
    },
    added: {
      en: (w, _b, x) =>
        `w and x were added. The input is multiplied by its weight: ${w} × ${x}, then b is added.`,
      ja: (w, _b, x) =>
        `w と x を足しています。入力には重みを掛けます。${w} × ${x} を計算し、b を足してください。`,
    },
    exchanged: {
      en: (w, b, x) => `w and b have changed places. Multiply x = ${x} by w = ${w}, and add b = ${b}.`,
      ja: (w, b, x) => `w と b が逆です。x = ${x} に w = ${w} を掛けて、b = ${b} を足してください。`,
    },
    other: {
      en: (w, b, x, product) => `First w x: ${w} × ${x} = ${product}. Then add b = ${b}.`,
      ja: (w, b, x, product) =>
        `まず w x を計算します。${w} × ${x} = ${product} です。次に b = ${b} を足してください。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "One neuron with one input and no activation function gives y = w x + b: a straight line. Finding the weight and the bias of least loss is called simple linear regression, and it is the smallest network of a single layer.",
      ja: "入力が 1 つで活性化関数のないニューロンは、y = w x + b という直線を表します。損失が最も小さい重みとバイアスを求めることを、単回帰といいます。これは、いちばん小さい単層のネットワークです。",
    },
    {
      en: "You looked for the lowest place with your eyes. The neuron sees no map: it only feels which way is down, step by step, and arrives all the same.",
      ja: "灯りを手で動かしたときは、地図を見ていちばん低いところを探しました。ニューロンには地図がありません。どちらが下りかを 1 ステップごとに計算するだけで、同じ場所に着きます。",
    },
  ],
  further: { en: "Go on with lines in Basics", ja: "「基礎」で直線をもっと試す" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  train: { en: "Let it train", ja: "学習させる" },
  training: { en: "Training…", ja: "学習しています…" },
  asked: {
    en: (x: string) => `x = ${x}, y = ?`,
    ja: (x: string) => `x = ${x} のとき、y は？`,
  } satisfies Phrase<[string]>,
};
