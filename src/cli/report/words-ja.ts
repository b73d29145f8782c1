/**
 * @file A report in Japanese.
 */

import type { Words } from "./words.js";

const PARTS = { training: "（学習データ）", validation: "（検証データ）", test: "（テストデータ）" };

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
      : `${name.kind === "picture" ? "画像" : "データ"} ${name.number}`;
  },
  learned:
    "モデルはこのデータの一部で学習しています。そのため、学習に使っていないデータでは成績がこれより下がります。学習に使っていないデータで評価してください（学習したデータと同じファイルなら --part test）。",

  results: "結果",
  accuracy: "正解率",
  exactMatch: "完全一致率",
  allRightOf: (right, all) => `${all} 件中 ${right} 件で、すべてのラベルが正解`,
  interval: (from, to) => `95% 信頼区間：${from}〜${to}`,
  rightOf: (right, all) => `${all} 件中 ${right} 件が正解`,
  baseline: (label, share) => `常に最頻のクラス「${label}」と予測した場合の正解率は ${share} です。`,
  meanBaseline: "1 なら完全な予測、0 なら常に平均値を予測したのと同じです。",
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

  training: "学習の方法",
  noRecord: "このモデルのファイルには、学習の記録がありません。",
  facts: {
    network: "ネットワーク",
    inputs: "入力",
    data: "学習データ",
    split: "検証・テストデータ",
    length: "学習の長さ",
    optimizer: "最適化手法",
    schedule: "学習率の変化",
    loss: "損失関数",
    regularization: "正則化",
    augmentation: "データ拡張",
    stopping: "早期終了",
    kept: "重み",
    search: "探索",
    seed: "シード",
    engine: "計算エンジン",
  },
  inputs: {
    pixels: (height, width, colored) =>
      `${height}×${width} ピクセル${colored ? "（赤・緑・青）" : ""}、値は 0〜1`,
    logMel: (frames, bands, rate) =>
      `対数メルスペクトログラム ${frames} フレーム × ${bands} 帯域（毎秒 ${rate} サンプル）、帯域ごとに標準化（平均 0、標準偏差 1）`,
    waveform: (samples, rate) => `波形 ${samples} サンプル（毎秒 ${rate}）、標準化（平均 0、標準偏差 1）`,
    plain: (count) => `${count} 個の数値（そのまま）`,
    kinds: { number: "数値", date: "日付", "yes-no": "はい/いいえ", category: "カテゴリー" },
    scaled: "スケーリング",
    oneHot: "ワンホット表現",
    filled: "欠損値は補完（補完したことを示す入力を追加）",
    columns: (kind, how, names) => `${kind}（${how}）：${names}`,
    products: (degree) => `${degree} 次までの数値の積を追加`,
    targets: "目的変数は学習時に標準化（ここの数値はすべて元の単位）",
  },
  network: (inputs, layers, parameters) =>
    `${[`入力 ${inputs}`, ...layers].join(" → ")}（パラメーター ${parameters} 個）`,
  trainedOn: (data, examples) => `${data}：${examples}`,
  split: (test, validation) =>
    test === undefined
      ? `検証データ ${validation}`
      : `テストデータ ${test}、残りのうち検証データ ${validation}`,
  length: (epochs, steps, batch) => `${epochs} エポック：${batch} 件ずつ ${steps} ステップ`,
  solved: "直接計算",
  stopping: (monitor, patience) =>
    `検証${monitor === "loss" ? "損失" : "正解率"}が ${patience} エポック改善しなければ終了`,
  keptEpoch: (epoch) => `検証データでの成績が最良だったエポック ${epoch} のもの`,
  search: (trials, over, by, folds) =>
    `${over} の範囲で ${trials} 個の設定を試し、${folds === undefined ? "検証データ" : `${folds} 分割の交差検証`}での` +
    `${by === "loss" ? "損失" : "正解率"}が最も良いものを選択（多くの中の最良の値なので、目安になるのはテストデータのスコア）`,
  seed: (seed, shuffled) => (shuffled ? seed : `${seed}（シャッフルなし）`),
  curves: "学習曲線",
  curvesOf: (what) => `学習曲線：${what}`,
  epoch: "エポック",
  curve: {
    loss: "損失",
    accuracy: "正解率",
    trainingLoss: "学習データ",
    validationLoss: "検証データ",
    validationAccuracy: "検証データ",
  },
  keptMark: "採用",

  confusion: "混同行列",
  confusionCaption:
    "行が実際のクラス、列が予測したクラスです。色が濃いほど、その行に占める割合が大きいことを表します。青は正解、橙は間違いです。",
  actual: "実際",
  predicted: "予測",
  right: "正解",
  confused: (actual, predicted, times) => `${actual} を ${predicted} と予測：${times} 回`,
  mostConfused: "間違えやすい組み合わせ",
  confusedPart: (shown, all, mistakes, allMistakes) =>
    `${all} クラスのうち、間違いの多い ${shown} クラスです。間違い ${allMistakes} 件のうち ${mistakes} 件が、これらのクラスの間で起きています。`,
  noneConfused: (classes) => `${classes} クラスのどれにも、間違いはありません。`,
  others: "その他",
  worstShown: (shown, all) => `${all} 個のうち、F1 の低い ${shown} 個を示します。`,

  labels: "ラベルごとの成績",
  labelsCaption:
    "ラベルは互いに独立で、それぞれが当てはまるかどうかを予測します。正解率は、当てはまるかどうかを正しく予測した割合です。適合率は、当てはまると予測したもののうち、実際に当てはまるものの割合です。再現率は、実際に当てはまるもののうち、当てはまると予測できた割合です。F1 は、適合率と再現率の調和平均です。",

  classes: "クラスごとの成績",
  classesCaption:
    "適合率は、そのクラスと予測したもののうち、実際にそのクラスだったものの割合です。再現率は、実際にそのクラスであるもののうち、そのクラスと予測できた割合です。F1 は、適合率と再現率の調和平均です。",
  columns: {
    class: "クラス",
    label: "ラベル",
    examples: "件数",
    trueOf: "該当件数",
    accuracy: "正解率",
    precision: "適合率",
    recall: "再現率",
    rocAuc: "ROC AUC",
    mean: "平均",
    micro: "マイクロ平均",
    macro: "マクロ平均",
  },

  calibration: "較正",
  calibrationText: (confidence, accuracy, error) =>
    `確信度は平均 ${confidence}、正解率は ${accuracy} です。較正誤差は ${error} です。`,
  calibrationCaption:
    "1 つの点は、確信度が同じくらいの予測と、そのうち正解した割合を表します。点が破線に重なれば、確信度のとおりに正解しています。点と下の棒が大きいほど、その確信度の予測が多いことを表します。",
  confidence: "確信度",
  shareRight: "正解した割合",
  bin: (count, confidence, accuracy) => `${count} 件：確信度 ${confidence}、正解率 ${accuracy}`,

  values: (output) => `${output} の予測`,
  predictedAgainstActual: "実際の値と予測値",
  residuals: "残差",
  actualOf: (output) => `実際の ${output}`,
  predictedOf: (output) => `予測した ${output}`,
  residualOf: () => "予測 − 実際",
  equalCaption: "点が破線に重なれば、予測は実際の値と一致しています。",
  residualCaption: "点が 0 のまわりに偏りなく散らばるのが理想です。",
  pointsShown: (shown, all) => `${all} 点のうち ${shown} 点を示します。`,

  mistakes: "確信度の高い間違い",
  noMistakes: "間違いはありません。すべて正解です。",
  mistakesText: (shown, all) =>
    shown === all
      ? `間違い ${all} 件のすべてを、確信度の高い順に示します。`
      : `間違い ${all} 件のうち、確信度の高い ${shown} 件です。`,
  sure: (share) => `確信度 ${share}`,
  scored: (score) => `スコア ${score}`,
  sureColumn: "確信度",
  scoreColumn: "スコア",
  mistaken: (actual, predicted) => `${actual} を ${predicted} と予測`,
  misses: "大きな誤差",
  missesText: (shown) => `誤差の大きい ${shown} 件です。`,
  rowColumn: "データ",
  errorColumn: "誤差",
  columnsShown: (shown, all) => `${all} 列のうち、重要な ${shown} 列を示します。`,
  waveform: "波形",
  spectrogram: "ネットワークに入力するスペクトログラム",

  importance: "モデルが手がかりにしているもの",
  importanceText: (score, examples) =>
    `順列重要度（permutation importance）です。${examples} 件の間で特徴量を 1 つだけシャッフルしたときに、${score === "R²" ? "R² " : score === "labels" ? "ラベルごとの正解率" : "正解率"}がどれだけ下がるかを表します。値は 5 回の平均と標準偏差です。`,
  importanceCaution:
    "このモデルが何を使っているかを示すもので、因果関係ではありません。同じことを表す特徴量が 2 つあると、どちらも重要でないように見えることがあります。",
  feature: "特徴量",
  drop: "低下",
  featuresShown: (shown, all) => `${all} 個の特徴量のうち、重要な ${shown} 個を示します。`,
  map: "画像の部分ごとに、正解率が何ポイント下がるかを表します。",
  soundMap: (lowest, highest) =>
    `時間（左から右）と周波数（下の ${lowest} Hz から上の ${highest} Hz）の部分ごとに、正解率が何ポイント下がるかを表します。`,
  cell: (name, drop, deviation) => `${name}：${drop} ± ${deviation}`,
  meanPicture: "比較のための、画像の平均",
  meanSpectrogram: "比較のための、スペクトログラムの平均",
};
