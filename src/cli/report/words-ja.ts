/**
 * @file A report in Japanese.
 */

import type { Words } from "./words.js";

const PARTS = { training: "（学習用）", validation: "（検証用）", test: "（テスト用）" };

/** A report in Japanese. */
export const JAPANESE: Words = {
  title: (model, data) => `${model} の評価 — ${data}`,
  data: (name) =>
    name.replace(/,? \(?(training|validation|test) part\)?$/, (_, part: keyof typeof PARTS) => PARTS[part]),
  examples: (count) => `${count} 件`,
  example: (name) => {
    if (name.kind === "file") return name.path;
    return name.kind === "row"
      ? `${name.number} 行目`
      : `${name.kind === "picture" ? "画像" : "例"} ${name.number}`;
  },
  learned:
    "モデルはこのデータの一部で学習しています。初めて見るデータでは、これより悪くなります。学習に使っていないデータで評価してください（学習したデータなら --part test）。",

  results: "結果",
  accuracy: "正解率",
  exactMatch: "完全一致率",
  allRightOf: (right, all) => `${all} 件中 ${right} 件で、すべてのラベルが正解`,
  interval: (from, to) => `95%信頼区間：${from} ～ ${to}`,
  rightOf: (right, all) => `${all} 件中 ${right} 件が正解`,
  baseline: (label, share) => `いちばん多いクラス「${label}」と常に答えた場合の正解率は ${share} です。`,
  meanBaseline: "1 が完全な予測、常に平均値を答えた場合が 0 です。",
  inUnit: (name) => `${name} の単位`,
  figures: {
    loss: "損失",
    rocAuc: "ROC AUC",
    labelAccuracy: "ラベルごとの正解率",
    microF1: "F1（マイクロ平均）",
    macroF1: "F1（マクロ平均）",
    macroPrecision: "適合率（マクロ平均）",
    macroRecall: "再現率（マクロ平均）",
    logLoss: "対数損失",
    brier: "ブライアスコア",
    rmse: "二乗平均平方根誤差（RMSE）",
    mae: "平均絶対誤差（MAE）",
  },
  output: "出力",

  training: "学習のしかた",
  noRecord: "このモデルのファイルには、学習の記録がありません。",
  facts: {
    network: "ネットワーク",
    inputs: "入力",
    data: "学習データ",
    split: "取り分けたデータ",
    length: "学習の長さ",
    optimizer: "最適化手法",
    schedule: "学習率の変化",
    loss: "損失関数",
    regularization: "正則化",
    augmentation: "データ拡張",
    stopping: "早期終了",
    kept: "重み",
    seed: "シード",
    engine: "計算エンジン",
  },
  inputs: {
    pixels: (height, width, colored) =>
      `${height}×${width} 画素${colored ? "（赤・緑・青）" : ""}、値は 0～1`,
    logMel: (frames, bands, rate) =>
      `対数メルスペクトログラム ${frames} フレーム × ${bands} 帯域（毎秒 ${rate} サンプル）。帯域ごとに平均 0、標準偏差 1 にそろえる`,
    waveform: (samples, rate) => `波形 ${samples} サンプル（毎秒 ${rate}）。平均 0、標準偏差 1 にそろえる`,
    plain: (count) => `${count} 個の数値をそのまま使う`,
    kinds: { number: "数値", date: "日付", "yes-no": "二値", category: "カテゴリ" },
    scaled: "ずらして尺度をそろえる",
    oneHot: "値ごとに入力を一つ",
    filled: "欠損値は補い、補ったことを示す入力を加える",
    products: (degree) => `数値の積を ${degree} 次まで加える`,
    targets: "目的変数は学習のために尺度をそろえている。ここの数値はすべて元の単位",
  },
  network: (inputs, layers) => [`入力 ${inputs}`, ...layers].join(" → "),
  parameters: (count) => `パラメータ ${count} 個`,
  split: (test, validation) =>
    test === undefined ? `${validation} を検証用` : `テスト用 ${test}、残りの ${validation} を検証用`,
  length: (epochs, steps, batch) => `${epochs} エポック：${batch} 件ずつ ${steps} ステップ`,
  solved: "直接計算",
  stopping: (monitor, patience) =>
    `検証${monitor === "loss" ? "損失" : "正解率"}で判断、待つエポック数 ${patience}`,
  keptEpoch: (epoch) => `検証データで最良だったエポック ${epoch} のもの`,
  seed: (seed, shuffled) => (shuffled ? seed : `${seed}（並べ替えなし）`),
  curves: "学習曲線",
  epoch: "エポック",
  curve: {
    loss: "損失",
    accuracy: "正解率",
    trainingLoss: "学習",
    validationLoss: "検証",
    validationAccuracy: "検証",
  },
  keptMark: "採用",

  confusion: "混同行列",
  confusionCaption:
    "行が実際のクラス、列が予測したクラスです。色が濃いほど、その行に占める割合が大きく、青は正解、橙は誤りです。",
  actual: "実際",
  predicted: "予測",
  right: "正解",
  confused: (actual, predicted, times) => `${actual} を ${predicted} と誤認：${times} 回`,
  mostConfused: "多い取り違え",
  confusedPart: (shown, all, mistakes, allMistakes) =>
    `${all} クラスのうち、取り違えの多い ${shown} クラスです。誤り ${allMistakes} 件のうち ${mistakes} 件が、このクラスどうしの取り違えです。`,
  noneConfused: (classes) => `${classes} クラスのどれにも、取り違えはありません。`,
  others: "その他",
  worstShown: (shown, all) => `${all} 個のうち、F1 の低い ${shown} 個を示します。`,

  labels: "ラベルごとの成績",
  labelsCaption:
    "ラベルは互いに独立で、それぞれが当てはまるかどうかを答えます。正解：当てはまるかどうかを正しく答えた割合。適合率：当てはまると答えたもののうち、正しかった割合。再現率：当てはまるもののうち、見つけられた割合。F1：両者の調和平均。",

  classes: "クラスごとの成績",
  classesCaption:
    "適合率：そのクラスと予測したもののうち、正しかった割合。再現率：そのクラスのもののうち、見つけられた割合。F1：両者の調和平均。",
  columns: {
    class: "クラス",
    label: "ラベル",
    examples: "件数",
    trueOf: "該当件数",
    accuracy: "正解",
    precision: "適合率",
    recall: "再現率",
    rocAuc: "ROC AUC",
    mean: "平均",
    micro: "マイクロ平均",
    macro: "マクロ平均",
  },

  calibration: "確信度の信頼性",
  calibrationText: (confidence, accuracy, error) =>
    `確信度は平均 ${confidence}、正解率は ${accuracy} です。較正誤差：${error}。`,
  calibrationCaption:
    "点は、同じくらいの確信度の答えと、そのうち正解した割合です。破線の上なら、確信度のとおりに正解しています。点と下の棒が大きいほど、その確信度の答えが多いことを表します。",
  confidence: "確信度",
  shareRight: "正解した割合",
  bin: (count, confidence, accuracy) => `${count} 件：確信度 ${confidence}、正解率 ${accuracy}`,

  values: (output) => `${output} の予測`,
  predictedAgainstActual: "実際の値と予測値",
  residuals: "残差",
  actualOf: (output) => `実際の ${output}`,
  predictedOf: (output) => `予測した ${output}`,
  residualOf: () => "予測 − 実際",
  equalCaption: "破線の上なら、予測が当たっています。",
  residualCaption: "点が 0 のまわりに、偏りなく散らばるのが理想です。",
  pointsShown: (shown, all) => `${all} 点のうち ${shown} 点を示します。`,

  mistakes: "確信度の高い誤り",
  noMistakes: "誤りはありません。すべて正解です。",
  mistakesText: (shown, all) =>
    shown === all
      ? `誤り ${all} 件のすべてを、確信度の高い順に示します。`
      : `誤り ${all} 件のうち、確信度の高い ${shown} 件です。`,
  sure: (share) => `確信度 ${share}`,
  scored: (score) => `スコア ${score}`,
  sureColumn: "確信度",
  scoreColumn: "スコア",
  mistaken: (actual, predicted) => `${actual} を ${predicted} と誤認`,
  misses: "大きな誤差",
  missesText: (shown) => `誤差の大きい ${shown} 件です。`,
  rowColumn: "例",
  errorColumn: "誤差",
  columnsShown: (shown, all) => `${all} 列のうち、重要な ${shown} 列を示します。`,
  waveform: "波形",
  spectrogram: "ネットワークが見るスペクトログラム",

  importance: "モデルが頼りにしているもの",
  importanceText: (score, examples) =>
    `並べ替え重要度（permutation importance）：${examples} 件の間で特徴量を一つだけ混ぜ、${score === "R²" ? "R²" : score === "labels" ? "ラベルごとの正解率" : "正解率"}がどれだけ下がるか。5 回の平均と標準偏差です。`,
  importanceCaution:
    "このモデルが何を使っているかを示すもので、因果関係ではありません。同じことを表す特徴量が二つあると、どちらも重要でないように見えることがあります。",
  feature: "特徴量",
  drop: "低下",
  featuresShown: (shown, all) => `${all} 個の特徴量のうち、重要な ${shown} 個を示します。`,
  map: "画像の部分ごとに、正解率が何ポイント下がるか。",
  soundMap: (lowest, highest) =>
    `時間（左から右）と周波数（下の ${lowest} Hz から上の ${highest} Hz）の部分ごとに、正解率が何ポイント下がるか。`,
  cell: (name, drop, deviation) => `${name}：${drop} ± ${deviation}`,
  meanPicture: "見比べるための、画像の平均。",
  meanSpectrogram: "見比べるための、スペクトログラムの平均。",
};
