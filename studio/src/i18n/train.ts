/**
 * @file What the view says in which a network is trained, its panels included.
 */

import type { WholeField } from "../views/train/recipe";
import type { PHASES } from "../views/train/step-playback.svelte";
import { a } from "./english";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

const fields: Record<WholeField | "learningRate" | "weightDecay", Phrase> = {
  batch: { en: "Images per step", ja: "1 ステップの画像数" },
  epochs: { en: "Epochs", ja: "エポック数" },
  seed: { en: "Seed", ja: "シード" },
  examples: { en: "Training images", ja: "学習データの枚数" },
  learningRate: { en: "Learning rate", ja: "学習率" },
  weightDecay: { en: "Weight decay", ja: "重み減衰" },
};

export const train = {
  recipe: { en: "Recipe", ja: "レシピ" },
  sentence: {
    en: (sizes: string, activation: string, optimizer: string, rate: string, batch: string) =>
      `${sizes}, ${activation}, ${optimizer} at ${rate}, ${batch} images per step`,
    ja: (sizes: string, activation: string, optimizer: string, rate: string, batch: string) =>
      `${sizes}、${activation}、${optimizer}（学習率 ${rate}）、1 ステップ ${batch} 枚`,
  },
  nextRun: {
    en: "This change applies to the next run. The current run keeps the settings it began with.",
    ja: "この変更は、次の学習から使われます。いまの学習は、始めたときの設定のままです。",
  },
  startNext: { en: "Start the next run", ja: "次の学習を始める" },
  keepRecipe: { en: "Undo the change", ja: "変更を取り消す" },
  fields,
  hiddenLayer: { en: (n: number) => `Hidden layer ${n}`, ja: (n: number) => `隠れ層 ${n}` },
  removeLayer: { en: (n: number) => `Remove hidden layer ${n}`, ja: (n: number) => `隠れ層 ${n} を削除` },
  addLayer: { en: "Add a hidden layer", ja: "隠れ層を追加" },
  activation: { en: "Activation", ja: "活性化関数" },
  output: { en: "Output layer", ja: "出力層" },
  loss: { en: "Loss function", ja: "損失関数" },
  optimizer: { en: "Optimizer", ja: "最適化手法" },
  more: { en: "More settings", ja: "詳しい設定" },
  problems: {
    units: {
      en: (layer: number, most: string) => `Hidden layer ${layer} can have 1 to ${most} neurons.`,
      ja: (layer: number, most: string) => `隠れ層 ${layer} のニューロンは 1〜${most} 個です。`,
    },
    parameters: {
      en: (count: string, most: string) =>
        `${count} parameters are too many for this page. Make the layers smaller, for ${most} at most.`,
      ja: (count: string, most: string) =>
        `パラメーターが ${count} 個では、このページには多すぎます。層を小さくして ${most} 個以下にしてください。`,
    },
    partner: {
      en: (loss: string, output: string) => `The loss ${loss} goes with a ${output} output layer.`,
      ja: (loss: string, output: string) => `損失関数 ${loss} には、出力層 ${output} を組み合わせます。`,
    },
    whole: {
      en: (field: string, least: string, most: string) =>
        `${field}: a whole number from ${least} to ${most}.`,
      ja: (field: string, least: string, most: string) =>
        spaced`${field}は ${least}〜${most} の整数にしてください。`,
    },
    positive: {
      en: (field: string) => `${field}: a number above 0.`,
      ja: (field: string) => spaced`${field}は 0 より大きい数にしてください。`,
    },
    notNegative: {
      en: (field: string) => `${field}: a number of 0 or more.`,
      ja: (field: string) => spaced`${field}は 0 以上の数にしてください。`,
    },
    other: {
      en: (sentence: string) => sentence,
      ja: (sentence: string) => `この設定では学習できません。${sentence}`,
    },
  },
  start: { en: "Start", ja: "学習する" },
  pause: { en: "Pause", ja: "一時停止" },
  goOn: { en: "Continue", ja: "続ける" },
  startAgain: { en: "Train again", ja: "もう一度学習する" },
  step: { en: "One step", ja: "1 ステップ" },
  reset: { en: "Reset", ja: "最初に戻す" },
  renew: { en: "New weights", ja: "別の初期値で" },
  resetTitle: { en: "Back to the same initial weights", ja: "重みを同じ初期値に戻します" },
  renewTitle: {
    en: "Use other initial weights (the next seed)",
    ja: "重みを別の初期値にします（次のシード）",
  },
  controls: { en: "Training", ja: "学習" },
  loading: {
    en: (percent: string) => `Loading the training images: ${percent}`,
    ja: (percent: string) => `学習データを読み込んでいます：${percent}`,
  },
  preparing: { en: "Getting ready…", ja: "準備しています…" },
  untrained: {
    en: "Nothing learned yet: the weights are random. Press Start.",
    ja: "まだ何も学習していません。重みは乱数で決めたままです。「学習する」を押してください。",
  },
  finished: { en: "The run is complete.", ja: "学習が終わりました。" },
  ownImages: { en: "Your own images", ja: "自分の画像" },
  useInSee: { en: "Use it in See", ja: "「見る」で使う" },
  stepOf: { en: "Step", ja: "ステップ" },
  epoch: { en: "Epoch", ja: "エポック" },
  accuracy: { en: "Validation accuracy", ja: "検証データの正解率" },
  testAccuracy: { en: "Test accuracy", ja: "テストデータの正解率" },
  rate: { en: "Images per second", ja: "画像/秒" },
  lossNow: { en: "Training loss", ja: "学習データの損失" },
  none: { en: "–", ja: "–" },
  timeline: { en: "Back to any moment of the run", ja: "学習の途中の好きな時点へ戻る" },
  moment: {
    en: (step: string, last: string) => `step ${step} of ${last}`,
    ja: (step: string, last: string) => `${step} / ${last} ステップ`,
  },
  newest: { en: "Now", ja: "いまに戻る" },
  litBy: {
    en: (index: string, label: number) => `Lit by test image ${index}, ${a(label)}`,
    ja: (index: string, label: number) => `テスト画像 ${index}（${label}）で光っています`,
  },
  anotherImage: { en: "Another image", ja: "別の画像" },
  diverged: {
    en: (step: string, layer: number) =>
      `At step ${step} the loss became NaN: the steps were too large, and layer ${layer} diverged first. The weights from before that are kept. A smaller learning rate fixes it.`,
    ja: (step: string, layer: number) =>
      `ステップ ${step} で損失が NaN になりました。1 歩が大きすぎて、まず第 ${layer} 層の値が発散したためです。その前の重みは残っています。学習率を小さくすると直ります。`,
  },
  remedy: {
    en: (rate: string) => `Train with a learning rate of ${rate}`,
    ja: (rate: string) => `学習率 ${rate} で学習する`,
  },
  failed: {
    en: (sentence: string) => `That did not work: ${sentence}`,
    ja: (sentence: string) => `うまくいきませんでした。${sentence}`,
  },
  again: { en: "Try again", ja: "もう一度試す" },
  phases: { en: "One step in four phases", ja: "1 ステップの 4 段階" },
  phaseNames: {
    forward: { en: "Forward", ja: "順伝播" },
    loss: { en: "Loss", ja: "損失" },
    backward: { en: "Backward", ja: "逆伝播" },
    update: { en: "Update", ja: "更新" },
  } satisfies Record<(typeof PHASES)[number], Phrase>,
  forwardText: {
    en: (n: string) => `${n} images go through the network.`,
    ja: (n: string) => `${n} 枚の画像がネットワークを通ります。`,
  },
  lossText: {
    en: (loss: string) => `Their average loss is ${loss}.`,
    ja: (loss: string) => `損失の平均は ${loss} です。`,
  },
  backwardText: {
    en: (sizes: string) => `The error goes back through the layers. Size of each layer's gradient: ${sizes}`,
    ja: (sizes: string) => `誤差を出力層から順に、前の層へ伝えます。各層の勾配の大きさ：${sizes}`,
  },
  updateText: {
    en: (largest: string, after: string) =>
      `Every weight changes a little, none by more than ${largest}. The loss on these images is now ${after}.`,
    ja: (largest: string, after: string) =>
      `どの重みも少しずつ変わります。変化は最大でも ${largest} です。これらの画像の損失は ${after} になりました。`,
  },
  hint: {
    en: "Select a phase to pause there. In the third, rings show each neuron's δ: amber where a larger value would raise the loss, blue where it would lower it. Click an edge to see its gradient and its change in numbers.",
    ja: "段階を選ぶと、そこで止まります。3 段階目の輪は各ニューロンの δ です。琥珀色なら、値が増えると損失も増えます。青なら、値が増えると損失は減ります。つながりをクリックすると、その勾配と更新量を数値で確かめられます。",
  },
  batchPictures: {
    en: (n: string) => `The first ${n} images of the batch`,
    ja: (n: string) => `このバッチの画像（最初の ${n} 枚）`,
  },
  scores: { en: "On the 10,000 test images", ja: "テスト画像 10,000 枚での成績" },
  scoresAt: {
    en: (step: string) => `On the 10,000 test images, after step ${step}`,
    ja: (step: string) => `テスト画像 10,000 枚での成績（${step} ステップの時点）`,
  },
  noScores: {
    en: "This appears once something has been learned.",
    ja: "学習が始まると、ここに表示されます。",
  },
} satisfies Record<string, unknown>;

export const trainPanels = {
  loss: { en: "Loss", ja: "損失" },
  accuracy: { en: "Accuracy (%)", ja: "正解率（%）" },
  training: { en: "training", ja: "学習データ" },
  trainingSample: { en: "2,000 training images", ja: "学習データ 2,000 枚" },
  validation: { en: "validation (dashed)", ja: "検証データ（破線）" },
  lossNow: {
    en: (training: string, validation: string) =>
      `Loss over the steps: training ${training}, validation ${validation}.`,
    ja: (training: string, validation: string) =>
      `損失の推移：学習データ ${training}、検証データ ${validation}`,
  },
  accuracyNow: {
    en: (training: string, validation: string) =>
      `Accuracy over the steps: training ${training}, validation ${validation}.`,
    ja: (training: string, validation: string) =>
      `正解率の推移：学習データ ${training}、検証データ ${validation}`,
  },
  noCurve: { en: "The curves appear once training begins.", ja: "学習を始めると、曲線が表示されます。" },
  confusion: { en: "Confusion matrix", ja: "混同行列" },
  actual: { en: "actual", ja: "正解" },
  predicted: { en: "predicted", ja: "予測" },
  worst: {
    en: (actual: string, predicted: string, times: string) =>
      `Most common mistake: ${actual} taken for ${predicted} (${times}×)`,
    ja: (actual: string, predicted: string, times: string) =>
      `最も多い間違い：${actual} を ${predicted} と予測（${times} 回）`,
  },
  mistakes: { en: "Mistakes, the most confident first", ja: "間違い（確信度の高い順）" },
  mistake: {
    en: (index: string, actual: number, predicted: number, percent: string) =>
      `Test image ${index}: ${a(actual)} taken for ${a(predicted)}, confidence ${percent}`,
    ja: (index: string, actual: number, predicted: number, percent: string) =>
      `テスト画像 ${index}：${actual} を ${predicted} と予測（確信度 ${percent}）`,
  },
  verdict: {
    en: (actual: number, predicted: number, percent: string) => `${actual} → ${predicted} · ${percent}`,
    ja: (actual: number, predicted: number, percent: string) => `${actual} → ${predicted} · ${percent}`,
  },
  more: { en: "More mistakes", ja: "間違いをもっと見る" },
} as const;
