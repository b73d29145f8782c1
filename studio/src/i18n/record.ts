/**
 * @file What is said of a model's training record: how it was trained, and the curves of it.
 */

import type { AugmentationDefinition } from "akari/data";
import type { EngineName } from "akari/engines";
import type { OptionalOptions } from "akari/training";
import type { End } from "../record/curves";
import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

/** What a record tells of: facts that every one has, and those of options that are on. */
export type FactId =
  | ("network" | "data" | "split" | "length" | "loss" | "optimizer" | "learningRate" | "weightDecay")
  | ("search" | "seed" | "engine" | "score" | "stopping")
  | Exclude<keyof OptionalOptions, "earlyStopping">;

const epochs = (n: string): string => (n === "1" ? "1 epoch" : `${n} epochs`);
const steps = (n: string): string => (n === "1" ? "1 step" : `${n} steps`);
const examples = (n: string): string => (n === "1" ? "1 example" : `${n} examples`);

/** Parts of data, as the names of data sets end with them. */
const PARTS: Readonly<Record<string, string>> = {
  training: "（学習データ）",
  validation: "（検証データ）",
  test: "（テストデータ）",
};

export const record = {
  none: {
    en: "This network's file does not say how it was trained. ONNX files, Keras files and PyTorch weights hold no training history.",
    ja: "このネットワークのファイルには、学習の記録がありません。ONNX や Keras のファイル、PyTorch の重みのファイルには、もともと入っていません。",
  },
  noneInLink: {
    en: "This network came in a link, and a link holds no training history.",
    ja: "リンクに入っていたネットワークです。リンクには、学習の記録は入りません。",
  },
  changed: {
    en: "Some of its weights have been changed by hand since it was trained.",
    ja: "学習のあとで、重みの一部を手で変えています。",
  },
  noCurves: {
    en: "No curves were kept of this training.",
    ja: "この学習の曲線は残っていません。",
  },
  ends: {
    solved: {
      en: "The weights were computed directly, so there are no curves.",
      ja: "重みは直接計算で求めたので、曲線はありません。",
    },
    converged: {
      en: (done: string, planned: string) =>
        `Training converged after ${epochs(done)}, of ${planned} at most.`,
      ja: (done: string, planned: string) => `${done} エポックで収束しました（上限は ${planned} エポック）。`,
    },
    early: {
      en: (done: string, planned: string) => `Training stopped early, after ${done} of ${epochs(planned)}.`,
      ja: (done: string, planned: string) => `${planned} エポックのうち ${done} エポックで早期終了しました。`,
    },
    part: {
      en: (done: string, planned: string, taken: string) =>
        `This record is from before the end of the training: ${done} of ${epochs(planned)} are done, ${steps(taken)} in all.`,
      ja: (done: string, planned: string, taken: string) =>
        `学習の途中までの記録です。${planned} エポックのうち ${done} エポック、全部で ${taken} ステップを終えています。`,
    },
    whole: {
      en: (_done: string, planned: string, taken: string) =>
        `Training ran to its end: ${epochs(planned)}, ${steps(taken)} in all.`,
      ja: (_done: string, planned: string, taken: string) =>
        `学習は最後まで進みました。${planned} エポック、全部で ${taken} ステップです。`,
    },
  } satisfies Record<End["kind"], Phrase<[done: string, planned: string, taken: string]>>,
  waited: {
    loss: {
      en: (patience: string) => `The validation loss had not improved for ${epochs(patience)}.`,
      ja: (patience: string) => `検証損失が ${patience} エポック改善しなかったためです。`,
    },
    accuracy: {
      en: (patience: string) => `The validation accuracy had not improved for ${epochs(patience)}.`,
      ja: (patience: string) => `検証正解率が ${patience} エポック改善しなかったためです。`,
    },
  },
  kept: {
    en: (epoch: string) => `The weights are those of epoch ${epoch}, the best on the validation data.`,
    ja: (epoch: string) => `重みは、検証データでの成績が最も良かったエポック ${epoch} のものです。`,
  },
  lowest: {
    en: (epoch: string) => `The validation loss was lowest after epoch ${epoch}; the weights are later ones.`,
    ja: (epoch: string) => `検証損失はエポック ${epoch} で最小でした。重みは、それより後のものです。`,
  },
  lowestLast: {
    en: "The validation loss was lowest at the end.",
    ja: "検証損失は、最後のエポックで最小でした。",
  },
  noValidation: {
    en: "No data were held out to validate on, so there are curves of the training data only.",
    ja: "検証データを取り分けていないので、曲線は学習データのものだけです。",
  },
  broken: {
    en: (count: string, first: string) =>
      count === "1"
        ? `In epoch ${first} a loss was infinite or not a number: the curve has a gap there.`
        : `In ${count} epochs, the first of them epoch ${first}, a loss was infinite or not a number, as when training diverges: the curve has gaps there.`,
    ja: (count: string, first: string) =>
      count === "1"
        ? `エポック ${first} の損失は無限大か NaN でした。曲線はそこで途切れます。`
        : `${count} エポックで、損失が無限大か NaN でした（最初はエポック ${first}）。学習が発散するとこうなります。曲線はそこで途切れます。`,
  },
  allBroken: {
    en: "No value is a finite number, so there is no curve to draw.",
    ja: "有限の値がないので、曲線は描けません。",
  },
  best: { en: (epoch: string) => `best: epoch ${epoch}`, ja: (epoch: string) => `最良：エポック ${epoch}` },
  /** Of a chart, for who does not see it. */
  course: {
    en: (line: string, first: string, last: string) =>
      `${line}: from ${first} in epoch 1 to ${last} at the end.`,
    ja: (line: string, first: string, last: string) =>
      spaced`${line}は、エポック 1 で ${first}、最後は ${last} です。`,
  },
  timeline: { en: "The figures of an epoch", ja: "エポックごとの数値" },
  moment: {
    en: (epoch: string, last: string) => `epoch ${epoch} of ${last}`,
    ja: (epoch: string, last: string) => `${epoch} / ${last} エポック`,
  },
  scale: { en: "Scale of the loss", ja: "損失の目盛り" },
  scales: {
    linear: { en: "linear", ja: "線形" },
    log: { en: "logarithmic", ja: "対数" },
  },
  lossByEpoch: { en: "Loss by epoch", ja: "エポックごとの損失" },
  accuracyByEpoch: { en: "Accuracy by epoch (%)", ja: "エポックごとの正解率（%）" },
  earlier: { en: "The epoch before", ja: "1 エポック前へ" },
  later: { en: "The epoch after", ja: "1 エポック後へ" },
  columns: {
    epoch: { en: "Epoch", ja: "エポック" },
    loss: { en: "Training loss", ja: "学習データの損失" },
    validationLoss: { en: "Validation loss", ja: "検証損失" },
    validationAccuracy: { en: "Validation accuracy", ja: "検証正解率" },
  },
  notFinite: { en: "not finite", ja: "無限大か NaN" },
  /** Of an epoch that the other run does not have. */
  nothing: { en: "–", ja: "–" },
  table: { en: "The epochs as a table", ja: "エポックごとの表" },
  tablePart: {
    en: (shown: string, all: string) =>
      `The table has ${shown} of the ${all} epochs. The slider shows the figures of any of them.`,
    ja: (shown: string, all: string) =>
      `表には、${all} エポックのうち ${shown} エポックを載せています。スライダーでは、どのエポックの数値も表示できます。`,
  },
  facts: { en: "How it was trained", ja: "学習の方法" },
  names: {
    network: { en: "Network", ja: "ネットワーク" },
    data: { en: "Learned from", ja: "学習データ" },
    split: { en: "Held out", ja: "取り分けたデータ" },
    length: { en: "Length", ja: "学習の長さ" },
    loss: { en: "Loss function", ja: "損失関数" },
    optimizer: { en: "Optimizer", ja: "最適化手法" },
    learningRate: { en: "Learning rate", ja: "学習率" },
    weightDecay: { en: "Weight decay", ja: "重み減衰" },
    schedule: { en: "Learning rate schedule", ja: "学習率の変化" },
    stopping: { en: "Early stopping", ja: "早期終了" },
    dropout: { en: "Dropout", ja: "ドロップアウト" },
    inputDropout: { en: "Dropout of inputs", ja: "入力のドロップアウト" },
    l1: { en: "L1 regularisation", ja: "L1 正則化" },
    clip: { en: "Gradient clipping", ja: "勾配クリッピング" },
    batchNorm: { en: "Batch normalisation", ja: "バッチ正規化" },
    labelSmoothing: { en: "Label smoothing", ja: "ラベル平滑化" },
    classWeights: { en: "Class weights", ja: "クラスの重み" },
    freeze: { en: "Frozen layers", ja: "固定した層" },
    layerRates: { en: "Learning rate by layer", ja: "層ごとの学習率" },
    layerWeightDecay: { en: "Weight decay by layer", ja: "層ごとの重み減衰" },
    augmentation: { en: "Augmentation", ja: "データ拡張" },
    search: { en: "Found by search", ja: "探索" },
    seed: { en: "Seed", ja: "シード" },
    engine: { en: "Trained by", ja: "学習させたプログラム" },
    score: { en: "On the test data", ja: "テストデータでの成績" },
  } satisfies Record<FactId, Phrase>,
  values: {
    parameters: {
      en: (sizes: string, count: string) => `${sizes}, ${count} parameters`,
      ja: (sizes: string, count: string) => `${sizes}、パラメーター ${count} 個`,
    },
    data: {
      en: (name: string, count: string) => `${name}: ${examples(count)}`,
      ja: (name: string, count: string) =>
        `${name.replace(/,? \(?(training|validation|test) part\)?$/, (_, part: string) => PARTS[part])}：${count} 件`,
    },
    split: {
      en: (validation: string, test: string | undefined) =>
        test === undefined
          ? `${validation} for validation`
          : `${test} for testing, ${validation} of the rest for validation`,
      ja: (validation: string, test: string | undefined) =>
        test === undefined
          ? `検証データ ${validation}`
          : `テストデータ ${test}、残りのうち検証データ ${validation}`,
    } satisfies Phrase<[validation: string, test: string | undefined]>,
    noSplit: { en: "nothing", ja: "なし" },
    byTime: { en: "the latest ones", ja: "新しい順" },
    length: {
      en: (done: string, planned: string, taken: string, batch: string) =>
        `${done === planned ? "" : `${done} of `}${epochs(planned)}, ${steps(taken)} of ${examples(batch)}`,
      ja: (done: string, planned: string, taken: string, batch: string) =>
        `${planned} エポック${done === planned ? "" : `のうち ${done} エポック`}、${batch} 件ずつ ${taken} ステップ`,
    },
    stopping: {
      en: (what: string, patience: string) => `after ${epochs(patience)} without a better ${what}`,
      ja: (what: string, patience: string) => spaced`${what}が ${patience} エポック改善しなければ終了`,
    },
    monitors: {
      loss: { en: "validation loss", ja: "検証損失" },
      accuracy: { en: "validation accuracy", ja: "検証正解率" },
    },
    schedules: {
      constant: { en: "constant", ja: "一定" },
      step: { en: "step", ja: "段階" },
      cosine: { en: "cosine", ja: "コサイン" },
      one_cycle: { en: "one cycle", ja: "one cycle" },
    },
    everyEpochs: {
      en: (factor: string, every: string) =>
        `times ${factor} after every ${every === "1" ? "epoch" : epochs(every)}`,
      ja: (factor: string, every: string) => `${every} エポックごとに ${factor} 倍`,
    },
    warmUpSteps: {
      en: (n: string) => `warm-up of ${steps(n)}`,
      ja: (n: string) => `ウォームアップ ${n} ステップ`,
    },
    warmUpEpochs: {
      en: (n: string) => `warm-up of ${epochs(n)}`,
      ja: (n: string) => `ウォームアップ ${n} エポック`,
    },
    constants: {
      momentum: { en: "momentum", ja: "モメンタム" },
      smoothing: { en: "α", ja: "α" },
      beta1: { en: "β₁", ja: "β₁" },
      beta2: { en: "β₂", ja: "β₂" },
      epsilon: { en: "ε", ja: "ε" },
      memory: { en: "steps remembered", ja: "記憶するステップ数" },
      tolerance: { en: "tolerance", ja: "許容誤差" },
    },
    on: { en: "in every hidden layer", ja: "すべての隠れ層" },
    balanced: { en: "balanced: rare classes count more", ja: "少ないクラスほど大きな重み" },
    firstLayers: {
      en: (n: number) => (n === 1 ? "layer 1" : `layers 1 to ${n}`),
      ja: (n: number) => (n === 1 ? "第 1 層" : `第 1〜${n} 層`),
    },
    theseLayers: {
      en: (list: string) => `layers ${list}`,
      ja: (list: string) => `第 ${list} 層`,
    },
    times: { en: (list: string) => `times ${list}`, ja: (list: string) => `${list} 倍` },
    amounts: {
      rotation: { en: "rotation", ja: "回転" },
      shear: { en: "shear", ja: "傾き" },
      stretch: { en: "stretch", ja: "伸縮" },
      scale: { en: "size", ja: "大きさ" },
      shift: { en: "shift", ja: "移動" },
      elastic: { en: "elastic", ja: "ゆがみ" },
      thickness: { en: "thickness", ja: "太さ" },
      normalize: { en: "centred again", ja: "中央に置き直し" },
    } satisfies Record<keyof AugmentationDefinition, Phrase>,
    search: {
      en: (trials: string, over: string) => `the best of ${trials} settings of ${over}`,
      ja: (trials: string, over: string) => `${over} の範囲の ${trials} 個の設定のうち最良`,
    },
    unshuffled: {
      en: (seed: string) => `${seed}, not shuffled`,
      ja: (seed: string) => `${seed}、シャッフルなし`,
    },
    engines: {
      wasm: { en: "Akari, on the CPU", ja: "Akari（CPU）" },
      webgpu: { en: "Akari, on the GPU", ja: "Akari（GPU）" },
      reference: { en: "Akari, on the CPU in float64", ja: "Akari（CPU、float64）" },
    } satisfies Record<EngineName, Phrase>,
    torchrun: {
      en: (program: string, processes: string) =>
        `${program}, on ${processes === "1" ? "1 process" : `${processes} processes`} of torchrun`,
      ja: (program: string, processes: string) => `${program}（torchrun、${processes} プロセス）`,
    },
    accuracy: { en: (share: string) => `accuracy ${share}`, ja: (share: string) => `正解率 ${share}` },
    testLoss: { en: (loss: string) => `loss ${loss}`, ja: (loss: string) => `損失 ${loss}` },
    join: { en: ", ", ja: "、" },
  },
  /** Of another run, beside the same of this one. */
  other: { en: (value: string) => `kept run: ${value}`, ja: (value: string) => `残した学習：${value}` },
  same: {
    en: "This is the run that is kept: open another network to see its curves over these.",
    ja: "これが、残した学習です。別のネットワークを開くと、曲線を重ねて比べられます。",
  },
} satisfies Record<string, unknown>;
