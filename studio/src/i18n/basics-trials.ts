/**
 * @file What the part `basics` says of what is tried: the optimizers, suggested experiments, trouble and remedies, and networks of
 * several sizes.
 */

import type { OptimizerName } from "../plot/training";
import type { Measure, SuggestionName } from "../views/basics/suggestions";
import type { Trouble } from "../views/basics/trouble";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

export const optimizers: Record<OptimizerName, { readonly name: Phrase; readonly words: Phrase }> = {
  sgd: {
    name: { en: "SGD", ja: "SGD" },
    words: {
      en: "steps straight downhill, in proportion to the slope: far on the steep sides, hardly at all on the valley floor.",
      ja: "勾配に比例した 1 歩で、坂をまっすぐ下ります。急な斜面では大きく、谷底ではわずかしか進みません。",
    },
  },
  momentum: {
    name: { en: "Momentum", ja: "モメンタム" },
    words: {
      en: "keeps nine tenths of its last move and adds the slope, like a rolling ball: faster along the valley, but it overshoots.",
      ja: "直前の動きの 9 割に勾配を足します。転がる玉のように谷に沿って速くなり、勢いあまって行き過ぎることもあります。",
    },
  },
  rmsprop: {
    name: { en: "RMSProp", ja: "RMSProp" },
    words: {
      en: "divides each weight's slope by its recent size, so that steep and flat directions move at the same speed.",
      ja: "勾配を、重みごとに最近の大きさで割ります。急な向きにも緩やかな向きにも、同じくらいの速さで進みます。",
    },
  },
  adam: {
    name: { en: "Adam", ja: "Adam" },
    words: {
      en: "combines both: the rolling ball of momentum, and RMSProp's equal speed in every direction.",
      ja: "2 つを合わせた手法です。モメンタムの勢いと、どの向きにも同じくらい進む RMSProp の速さを使います。",
    },
  },
};

export const race = {
  heading: { en: "Optimizers side by side", ja: "最適化手法の比較" },
  /** What leaves a trail, while there is none. */
  hint: {
    en: "Each optimizer leaves its trail on the landscape. Change the optimizer and train again, or race all four from the same start.",
    ja: "最適化手法ごとに、通った跡が地形に残ります。手法を変えて学習するか、4 つを同じ場所から競わせてみましょう。",
  },
  start: { en: "Race all four", ja: "4 つを競わせる" },
  clear: { en: "Clear the trails", ja: "跡を消す" },
  optimizer: { en: "Optimizer", ja: "最適化手法" },
  rate: { en: "Rate", ja: "学習率" },
  steps: { en: "Steps", ja: "ステップ" },
  loss: { en: "Loss", ja: "損失" },
  /** After how many steps a trail is near the bottom. */
  arrived: { en: "99.9% down after", ja: "99.9% 到達" },
  notArrived: { en: "not yet", ja: "未到達" },
  same: {
    en: "Same start, same points. “99.9% down”: of the way from the first loss to the lowest one here.",
    ja: "最初の位置も点も同じです。「99.9%」は、最初の損失からこの中で最小の損失までの下がり幅に対する割合です。",
  },
};

export const suggestions: Record<
  SuggestionName,
  {
    readonly title: Phrase;
    readonly question: Phrase;
    /** Why it usually comes out as it does, said where it did; measured numbers stand before it. */
    readonly why: Phrase;
  }
> = {
  leap: {
    title: { en: "Learning rate 3", ja: "学習率を 3 に" },
    question: {
      en: "What happens with a learning rate of 3? Choose your prediction and it trains.",
      ja: "学習率を 3 にすると、どうなるでしょうか。予想を選ぶと、学習が始まります。",
    },
    why: {
      en: "A step that leaps over the valley lands higher up on the other side, where the slope is steeper: the next leap is larger still.",
      ja: "1 歩が谷を飛び越えると、反対側のもっと高い場所に着きます。そこは坂がもっと急なので、次の 1 歩はさらに大きくなります。",
    },
  },
  withoutHidden: {
    title: { en: "Without a hidden layer", ja: "隠れ層なしで" },
    question: {
      en: "How well can it do without a hidden layer? Choose your prediction and it trains.",
      ja: "隠れ層がないと、どこまで学習できるでしょうか。予想を選ぶと、学習が始まります。",
    },
    why: {
      en: "A single layer can only draw a straight line, however long it trains.",
      ja: "1 層だけでは、どれだけ長く学習しても、直線しか引けません。",
    },
  },
  linearUnits: {
    title: { en: "Linear activation", ja: "活性化関数を線形に" },
    question: {
      en: "What if its hidden neurons do not bend anything: linear activation? Choose your prediction and it trains.",
      ja: "隠れ層の活性化関数を線形にすると、どうなるでしょうか。予想を選ぶと、学習が始まります。",
    },
    why: {
      en: "Linear layers in a row are one linear layer: without a bend in between, hidden neurons add nothing.",
      ja: "線形の層は、いくつ重ねても 1 つの線形の層と同じです。間で曲げなければ、隠れ層は役に立ちません。",
    },
  },
  fewNeurons: {
    title: { en: "Fewer neurons", ja: "ニューロンを減らす" },
    question: {
      en: "How well can it do with so few hidden neurons? Choose your prediction and it trains.",
      ja: "隠れ層のニューロンを減らすと、どこまで学習できるでしょうか。予想を選ぶと、学習が始まります。",
    },
    why: {
      en: "Each hidden neuron draws one edge. With too few of them, there is no shape that separates the classes.",
      ja: "隠れ層のニューロンは、直線を 1 本ずつ引きます。足りないと、クラスを分ける形が作れません。",
    },
  },
  overfit: {
    title: { en: "Make it overfit", ja: "過学習させる" },
    question: {
      en: "With noise and a large network: how will the loss on the held-out points (hollow) go? Choose your prediction and it trains.",
      ja: "点にノイズを加え、ネットワークを大きくします。検証データ（中抜きの点）の損失はどうなるでしょうか。予想を選ぶと、学習が始まります。",
    },
    why: {
      en: "The network fits the noise of the points that it learns from. That noise is not in other points: this is overfitting.",
      ja: "ネットワークが、学習データのノイズにまで合わせたためです。同じノイズはほかの点にはありません。これが過学習です。",
    },
  },
};

export const answers: Record<Measure, readonly [Phrase, Phrase, Phrase]> = {
  accuracy: [
    { en: "Below 65%", ja: "65% 未満" },
    { en: "65–95%", ja: "65〜95%" },
    { en: "Above 95%", ja: "95% 以上" },
  ],
  fit: [
    { en: "Hardly fits", ja: "ほとんど合わない" },
    { en: "Fits partly", ja: "だいたい合う" },
    { en: "Fits closely", ja: "よく合う" },
  ],
  leap: [
    { en: "It learns", ja: "学習できる" },
    { en: "Nothing changes", ja: "変わらない" },
    { en: "It diverges", ja: "発散する" },
  ],
  heldOut: [
    { en: "Keeps falling", ja: "下がり続ける" },
    { en: "Levels off", ja: "途中から変わらない" },
    { en: "Rises again", ja: "途中から上がる" },
  ],
};

export const suggesting = {
  heading: {
    en: (title: string) => `Try this: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    ja: (title: string) => `実験：${title}`,
  } satisfies Phrase<[string]>,
  prediction: { en: "Your prediction", ja: "予想" },
  underWay: {
    en: (answer: string) => `Your prediction: “${answer}”. It is training…`,
    ja: (answer: string) => `予想は「${answer}」です。学習しています…`,
  } satisfies Phrase<[string]>,
  right: {
    en: (answer: string) => `Your prediction “${answer}” came true.`,
    ja: (answer: string) => `予想「${answer}」のとおりでした。`,
  } satisfies Phrase<[string]>,
  wrong: {
    en: (predicted: string, seen: string) => `You predicted “${predicted}”; what happened is “${seen}”.`,
    ja: (predicted: string, seen: string) => `予想は「${predicted}」、結果は「${seen}」でした。`,
  } satisfies Phrase<[string, string]>,
  seenAccuracy: {
    en: (steps: string, accuracy: string) => `After ${steps} steps, accuracy is ${accuracy}.`,
    ja: (steps: string, accuracy: string) => `${steps} ステップ後の正解率は ${accuracy} です。`,
  } satisfies Phrase<[string, string]>,
  seenLoss: {
    en: (steps: string, loss: string) => `After ${steps} steps, the loss is ${loss}.`,
    ja: (steps: string, loss: string) => `${steps} ステップ後の損失は ${loss} です。`,
  } satisfies Phrase<[string, string]>,
  seenDivergence: {
    en: (steps: string) => `It diverged after ${steps} steps.`,
    ja: (steps: string) => `${steps} ステップで発散しました。`,
  } satisfies Phrase<[string]>,
  seenHeldOut: {
    en: (step: string, least: string, steps: string, now: string, training: string) =>
      `The held-out loss was lowest at step ${step} (${least}); after ${steps} steps it is ${now}, while the training loss is ${training}.`,
    ja: (step: string, least: string, steps: string, now: string, training: string) =>
      `検証損失が最小だったのは ${step} ステップのときの ${least} です。${steps} ステップ後は ${now} で、学習データの損失は ${training} です。`,
  } satisfies Phrase<[string, string, string, string, string]>,
  next: { en: "Next experiment", ja: "次の実験" },
  undo: { en: "Undo", ja: "元に戻す" },
};

type Units = readonly [layer: number, count: number, units: number];

export const troubles = {
  diverged: {
    en: (step: string, rate: string) =>
      `Training diverged after step ${step}: the learning rate ${rate} makes each step leap over the valley, and the numbers became infinite.`,
    ja: (step: string, rate: string) =>
      `${step} ステップのあとで学習が発散しました。学習率 ${rate} が大きすぎて、1 歩ごとに谷を飛び越え、数が無限大になったためです。`,
  } satisfies Phrase<[string, string]>,
  dead: {
    en: (layer, count, units) =>
      `In hidden layer ${layer}, ${count} of ${units} ReLU neurons give 0 for every point. No gradient reaches their weights: they are dead.`,
    ja: (layer, count, units) =>
      `隠れ層 ${layer} の ReLU ニューロン ${units} 個のうち ${count} 個は、どの点を入力しても出力が 0 です（死んだ ReLU）。勾配も 0 になるので、重みはもう変わりません。`,
  } satisfies Phrase<Units>,
  saturated: {
    en: (layer: number, share: string) =>
      `In hidden layer ${layer}, ${share} of the activations lie where the activation function is almost flat. It is saturated: hardly any gradient gets through.`,
    ja: (layer: number, share: string) =>
      `隠れ層 ${layer} のアクティベーションの ${share} が、活性化関数のほぼ平らなところにあります。飽和していて、勾配がほとんど伝わりません。`,
  } satisfies Phrase<[number, string]>,
  straight: {
    en: "Learning has come to a standstill. This network can only draw straight lines, and no straight line is enough here.",
    ja: "学習が進まなくなりました。このネットワークは直線しか引けませんが、ここでは直線では足りません。",
  },
  stuck: {
    en: "Learning has come to a standstill far from a good result: the loss is no longer falling.",
    ja: "良い結果にならないまま、学習が進まなくなりました。損失が下がっていません。",
  },
} satisfies Record<Trouble["kind"], unknown>;

export const remedies = {
  seeking: { en: "Trying what might help…", ja: "対策を試しています…" },
  none: {
    en: "None of the smaller learning rates that were tried helps either.",
    ja: "もっと小さい学習率もすべて試しましたが、効果はありませんでした。",
  },
  /** What a trial of it gave. */
  tried: {
    en: (steps: string, figure: string) => `Tried from this start: after ${steps} steps, ${figure}.`,
    ja: (steps: string, figure: string) =>
      `同じところから試すと、${steps} ステップ後の結果は ${figure} でした。`,
  } satisfies Phrase<[string, string]>,
  figureAccuracy: {
    en: (accuracy: string) => `accuracy ${accuracy}`,
    ja: (accuracy: string) => `正解率 ${accuracy}`,
  } satisfies Phrase<[string]>,
  figureLoss: {
    en: (loss: string) => `loss ${loss}`,
    ja: (loss: string) => `損失 ${loss}`,
  } satisfies Phrase<[string]>,
  take: {
    en: (changes: string) => `Train with ${changes}`,
    ja: (changes: string) => `${changes}：これで学習する`,
  } satisfies Phrase<[string]>,
  and: { en: ", ", ja: "、" },
  rate: {
    en: (rate: string) => `learning rate ${rate}`,
    ja: (rate: string) => `学習率 ${rate}`,
  } satisfies Phrase<[string]>,
  hidden: {
    en: (units: string) => `hidden neurons ${units}`,
    ja: (units: string) => `隠れ層のニューロン ${units} 個`,
  } satisfies Phrase<[string]>,
  weights: { en: "other initial weights", ja: "別の初期値" },
};

/** Networks of several sizes, trained on MNIST. */
export const sizes = {
  name: { en: "Why 16?", ja: "なぜ 16 個？" },
  question: { en: "Why 16 neurons, and not 0 or 128?", ja: "0 個や 128 個ではなく、なぜ 16 個？" },
  look: {
    en: "Three networks learn to read digits from the same images, in this page, now. What do more neurons bring, and what do they cost?",
    ja: "3 つのネットワークが、同じ画像を使い、数字の見分け方をこのページで今から学習します。ニューロンを増やすと、何が良くなり、何が増えるでしょうか。",
  },
  start: { en: "Train all three", ja: "3 つを学習する" },
  again: { en: "Again, other seed", ja: "別のシードでもう一度" },
  cancel: { en: "Cancel", ja: "中止する" },
  loading: {
    en: (percent: string) => `Loading the training images: ${percent}`,
    ja: (percent: string) => `学習データを読み込んでいます：${percent}`,
  } satisfies Phrase<[string]>,
  training: {
    en: (name: string, percent: string) => `Training ${name}: ${percent}`,
    ja: (name: string, percent: string) => spaced`${name}を学習しています：${percent}`,
  } satisfies Phrase<[string, string]>,
  hidden: { en: "Hidden neurons", ja: "隠れ層のニューロン" },
  parameters: { en: "Weights and biases", ja: "重みとバイアス" },
  accuracy: { en: "Test accuracy", ja: "テストデータの正解率" },
  time: { en: "Time here", ja: "学習の時間" },
  seconds: {
    en: (seconds: string) => `${seconds} s`,
    ja: (seconds: string) => `${seconds} 秒`,
  } satisfies Phrase<[string]>,
  none: { en: "0 (no hidden layer)", ja: "0（なし）" },
  how: {
    en: (images, epochs, [rate, batch, seed], test) =>
      `Each learned from the same ${images} images, ${epochs} times each (Adam, learning rate ${rate}, batches of ${batch}, sigmoid, seed ${seed}), and was scored on ${test} test images. Measured just now, on this device.`,
    ja: (images, epochs, [rate, batch, seed], test) =>
      `どれも同じ画像 ${images} 枚を ${epochs} 回ずつ学習し（Adam、学習率 ${rate}、1 ステップ ${batch} 枚、シグモイド、シード ${seed}）、テストデータ ${test} 枚で正解率を調べました。今、この端末で測った値です。`,
  } satisfies Phrase<
    [
      images: string,
      epochs: string,
      recipe: readonly [rate: number, batch: number, seed: number],
      test: string,
    ]
  >,
  /** @param times how many times as many parameters the largest has */
  conclusion: {
    en: (small: string, middle: string, large: string, times: string) =>
      `Accuracy went from ${small} with no hidden layer to ${middle} with 16 and 16, and to ${large} with 128, which takes ${times} times as many weights. Sixteen are few enough to look at every one.`,
    ja: (small: string, middle: string, large: string, times: string) =>
      `正解率は、隠れ層なしで ${small}、16 個ずつで ${middle}、128 個で ${large} でした。128 個では重みが ${times} 倍になります。16 個なら、1 つずつ見ていくことができます。`,
  } satisfies Phrase<[string, string, string, string]>,
  failed: {
    en: (message: string) => `The comparison stopped: ${message}`,
    ja: (message: string) => `比較が止まりました。${message}`,
  } satisfies Phrase<[string]>,
};
