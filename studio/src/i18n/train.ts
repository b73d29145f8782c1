/**
 * @file What the view says in which a network is trained, its panels included.
 */

import type { Trouble } from "../views/train/health";
import type { PHASES } from "../views/train/step-playback.svelte";
import { a } from "./english";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

export const train = {
  question: {
    en: "How does a network learn to read digits?",
    ja: "ネットワークは、どうやって数字を覚えるのでしょう？",
  },
  start: { en: "Start training", ja: "学習する" },
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
  pace: { en: "Steps per second", ja: "毎秒のステップ数" },
  paceSteps: {
    en: (steps: string) => (steps === "1" ? "1 step per second" : `${steps} steps per second`),
    ja: (steps: string) => `毎秒 ${steps} ステップ`,
  },
  fastest: { en: "max", ja: "最速" },
  rate: {
    en: (images: string) => `${images} images/s`,
    ja: (images: string) => `${images} 画像/秒`,
  },
  computedBy: { en: (name: string) => `on the ${name}`, ja: (name: string) => `${name} で計算` },
  lost: {
    en: (step: string) =>
      `The GPU that computed this run is gone, as when a driver is restarted. The weights shown are those after step ${step}, the last that were kept. Train again, or choose the CPU in “More settings”.`,
    ja: (step: string) =>
      `計算していた GPU が使えなくなりました。ドライバーの再起動などで起こります。表示しているのは、最後に残した、ステップ ${step} のあとの重みです。もう一度学習するか、「詳しい設定」で CPU を選んでください。`,
  },
  ease: { en: "speed up", ja: "加速" },
  loading: {
    en: (percent: string) => `Loading the training images: ${percent}`,
    ja: (percent: string) => `学習データを読み込んでいます：${percent}`,
  },
  preparing: { en: "Getting ready…", ja: "準備しています…" },
  untrained: {
    en: "Nothing learned yet: the weights are random.",
    ja: "まだ学習していません。重みは乱数で決めたままです。",
  },
  finished: { en: "The run is complete.", ja: "学習が終わりました。" },
  useInSee: { en: "Use it in See", ja: "「見る」で使う" },
  stepOf: { en: "Step", ja: "ステップ" },
  figures: { en: "Figures of this moment", ja: "この時点の数値" },
  accuracy: { en: "Validation accuracy", ja: "検証正解率" },
  testAccuracy: { en: "Test accuracy", ja: "テストデータの正解率" },
  lossNow: { en: "Training loss", ja: "学習データの損失" },
  none: { en: "–", ja: "–" },
  unknown: {
    en: "Not computed for this moment",
    ja: "この時点では計算していません",
  },
  timeline: { en: "Go back to any step", ja: "好きなステップに戻る" },
  moment: {
    en: (step: string, last: string) => `step ${step} of ${last}`,
    ja: (step: string, last: string) => `${step} / ${last} ステップ`,
  },
  going: {
    en: (step: string) => `Going to step ${step}…`,
    ja: (step: string) => `ステップ ${step} へ移っています…`,
  },
  earlier: { en: "The step before", ja: "1 ステップ前へ" },
  later: { en: "The step after", ja: "1 ステップ後へ" },
  newest: { en: "Now", ja: "最新に戻る" },
  litBy: {
    en: (index: string, label: number) => `Lit by test image ${index}, ${a(label)}`,
    ja: (index: string, label: number) => `テスト画像 ${index}（${label}）で光っています`,
  },
  anotherImage: { en: "Another image", ja: "別の画像" },
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
  /** What each phase does, where no step has been looked at. */
  phaseWords: {
    forward: { en: "A few images go through the network.", ja: "何枚かの画像がネットワークを通ります。" },
    loss: { en: "How wrong are the answers?", ja: "答えがどれだけ間違っているかを計算します。" },
    backward: {
      en: "Which weights are to blame? The error goes back.",
      ja: "どの重みのせいかを、誤差を逆にたどって求めます。",
    },
    update: { en: "Every weight changes a little.", ja: "どの重みも少しずつ変わります。" },
  } satisfies Record<(typeof PHASES)[number], Phrase>,
  forwardText: {
    en: (n: string) => `${n} images go through the network.`,
    ja: (n: string) => `${n} 枚の画像がネットワークを通ります。`,
  },
  lossText: {
    en: (loss: string) => `Average loss: ${loss}`,
    ja: (loss: string) => `損失の平均：${loss}`,
  },
  backwardText: {
    en: (sizes: string) => `Size of each layer's gradient: ${sizes}`,
    ja: (sizes: string) => `各層の勾配の大きさ：${sizes}`,
  },
  updateText: {
    en: (largest: string, after: string) => `Largest change: ${largest}; loss afterwards: ${after}`,
    ja: (largest: string, after: string) => `重みの変化は最大で ${largest}、更新後の損失は ${after}`,
  },
  hint: {
    en: "Select a phase to pause there. In the third, backpropagation goes back layer by layer, and rings show each neuron's δ: amber where a larger value would raise the loss, blue where it would lower it. Click an edge to see its gradient and its change in numbers.",
    ja: "段階を選ぶと、そこで止まります。3 段階目では逆伝播で層を逆にたどり、輪が各ニューロンの δ を表します。琥珀色なら、値が増えると損失も増えます。青なら、値が増えると損失は減ります。つながりをクリックすると、その勾配と更新量を数値で確かめられます。",
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

/** What is wrong with a run, and what helps. */
export const trouble = {
  diverged: {
    en: (step: string, layer: number) =>
      `At step ${step} the loss became NaN: the steps were too large, and the values of layer ${layer} grew without limit first. The weights from before that are kept.`,
    ja: (step: string, layer: number) =>
      `ステップ ${step} で損失が NaN になりました。1 歩が大きすぎて、まず第 ${layer} 層の値が発散したためです。その前の重みは残っています。`,
  },
  dead: {
    en: (step: string, layer: number, units: number, of: number) =>
      `At step ${step}, ${units} of the ${of} neurons in hidden layer ${layer} were dark for every image (dead ReLUs). Such a neuron learns nothing more.`,
    ja: (step: string, layer: number, units: number, of: number) =>
      `ステップ ${step} で、隠れ層 ${layer} のニューロン ${of} 個のうち ${units} 個は、どの画像を入力しても出力が 0 でした（死んだ ReLU）。勾配も 0 になるので、重みはもう変わりません。`,
  },
  saturated: {
    en: (step: string, layer: number, percent: string) =>
      `At step ${step}, ${percent} of the values in hidden layer ${layer} were at an end of their range, where the curve is flat. Hardly any gradient gets through it.`,
    ja: (step: string, layer: number, percent: string) =>
      `ステップ ${step} で、隠れ層 ${layer} の値の ${percent} が、曲線の平らな端にありました（飽和）。そこでは勾配がほとんど伝わりません。`,
  },
  chance: {
    en: (step: string, percent: string) =>
      `At step ${step} the accuracy was ${percent}: hardly better than guessing, which gets 10%.`,
    ja: (step: string, percent: string) =>
      `ステップ ${step} の正解率は ${percent} です。ランダムに答えたときの 10% と、ほとんど変わりません。`,
  },
  trying: { en: "Trying what helps on these images…", ja: "同じ画像で、直し方を試しています…" },
  helps: {
    en: (change: string, steps: string, percent: string) =>
      `Tried just now with ${change}: ${percent} validation accuracy after ${steps} steps.`,
    ja: (change: string, steps: string, percent: string) =>
      spaced`${change}で試したところ、${steps} ステップで検証正解率が ${percent} になりました。`,
  },
  none: {
    en: "None of the usual fixes that were tried helped.",
    ja: "よくある直し方を試しましたが、どれも効果がありませんでした。",
  },
  take: { en: "Train again with that", ja: "この設定で学習する" },
} satisfies Record<Trouble["kind"] | string, unknown>;

/** A run that is kept beside the next one. */
export const compare = {
  keep: { en: "Keep this run to compare", ja: "比べるために残す" },
  drop: { en: "Drop the kept run", ja: "残した学習を消す" },
  title: { en: "Compared with the kept run", ja: "残した学習との比較" },
  kept: { en: "kept run (dotted)", ja: "残した学習（点線）" },
  same: { en: "The same recipe.", ja: "同じレシピです。" },
  instead: {
    en: (field: string, now: string, before: string) => `${field.toLowerCase()} ${now} instead of ${before}`,
    ja: (field: string, now: string, before: string) => `${field}：${before} → ${now}`,
  },
  set: {
    en: (field: string, value: string) => `${field.toLowerCase()} ${value}`,
    ja: (field: string, value: string) => `${field} ${value}`,
  },
  layers: { en: "Neurons in the hidden layers", ja: "隠れ層のニューロンの数" },
  noLayers: { en: "none", ja: "なし" },
  difference: {
    en: (list: string) => `This run: ${list}.`,
    ja: (list: string) => `変えたもの：${list}`,
  },
  join: { en: ", ", ja: "、" },
  accuracies: {
    en: (now: string, step: string, before: string, keptStep: string) =>
      `Validation accuracy ${now} at step ${step}; the kept run ${before} at step ${keptStep}.`,
    ja: (now: string, step: string, before: string, keptStep: string) =>
      `検証正解率は、この学習がステップ ${step} で ${now}、残した学習がステップ ${keptStep} で ${before} です。`,
  },
  weights: { en: "Weights of the first layer", ja: "第 1 層の重み" },
  sameStart: {
    en: "Both began with the same weights, so the same neurons stand above each other.",
    ja: "どちらも同じ重みの初期値から始まったので、同じニューロンが上下に並んでいます。",
  },
  otherStart: {
    en: "The two began with different weights: neuron 1 of one need not do what neuron 1 of the other does.",
    ja: "2 つの学習は重みの初期値が違うので、上下のニューロンが同じ働きをするとは限りません。",
  },
  thisRun: {
    en: (step: string) => `this run, step ${step}`,
    ja: (step: string) => `この学習（ステップ ${step}）`,
  },
  keptRun: {
    en: (step: string) => `kept run, step ${step}`,
    ja: (step: string) => `残した学習（ステップ ${step}）`,
  },
  change: { en: "difference", ja: "差" },
  /** Pictures of small numbers, with their colours so many times as strong as those above them. */
  stronger: {
    en: (times: string) => `difference, in colors ${times} × as strong`,
    ja: (times: string) => `差（色の濃さは ${times} 倍）`,
  } satisfies Phrase<[string]>,
  noChange: { en: "difference: none", ja: "差はありません" },
  neuron: { en: (n: number) => `neuron ${n}`, ja: (n: number) => `ニューロン ${n}` },
} satisfies Record<string, unknown>;

export const trainPanels = {
  loss: { en: "Loss", ja: "損失" },
  accuracy: { en: "Accuracy (%)", ja: "正解率（%）" },
  training: { en: "training data", ja: "学習データ" },
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
  noCurve: { en: "The curves begin with the second step.", ja: "曲線は、2 ステップ目から表示されます。" },
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
    en: (index: string, actual: number, predicted: number, sure: string) =>
      `Test image ${index}: ${a(actual)} taken for ${a(predicted)}, ${sure}`,
    ja: (index: string, actual: number, predicted: number, sure: string) =>
      `テスト画像 ${index}：${actual} を ${predicted} と予測（${sure}）`,
  },
  confidence: {
    en: (percent: string) => `confidence ${percent}`,
    ja: (percent: string) => `確信度 ${percent}`,
  },
  verdict: {
    en: (actual: number, predicted: number, value: string) => `${actual} → ${predicted} · ${value}`,
    ja: (actual: number, predicted: number, value: string) => `${actual} → ${predicted} · ${value}`,
  },
  more: { en: "More mistakes", ja: "間違いをもっと見る" },
} as const;
