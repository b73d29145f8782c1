/**
 * @file What the panels under the network say while it is trained: curves, confusion matrix, mistakes.
 */

export const trainPanels = {
  loss: { en: "Loss", ja: "損失" },
  accuracy: { en: "Accuracy, %", ja: "正解率(%)" },
  training: { en: "training", ja: "学習" },
  trainingSample: { en: "2,000 training images", ja: "学習データ 2,000 枚" },
  validation: { en: "validation (dashed)", ja: "検証(破線)" },
  lossNow: {
    en: (training: string, validation: string) =>
      `Loss over the steps: training ${training}, validation ${validation}.`,
    ja: (training: string, validation: string) => `損失の推移。学習 ${training}、検証 ${validation}。`,
  },
  accuracyNow: {
    en: (training: string, validation: string) =>
      `Accuracy over the steps: training ${training}, validation ${validation}.`,
    ja: (training: string, validation: string) => `正解率の推移。学習 ${training}、検証 ${validation}。`,
  },
  noCurve: { en: "The curves begin with the training.", ja: "学習を始めると、曲線が現れます。" },
  confusion: { en: "Confusion matrix", ja: "混同行列" },
  actual: { en: "actual", ja: "正解" },
  predicted: { en: "predicted", ja: "予測" },
  worst: {
    en: (actual: string, predicted: string, times: string) =>
      `Most often: ${actual} read as ${predicted} (${times}×)`,
    ja: (actual: string, predicted: string, times: string) =>
      `いちばん多いまちがい:${actual} を ${predicted} と読む(${times} 回)`,
  },
  mistakes: { en: "Mistakes, the most confident first", ja: "まちがい(自信の大きい順)" },
  mistake: {
    en: (index: string, actual: number, predicted: number, percent: string) =>
      `Test image ${index}: a ${actual} read as ${predicted}, ${percent} sure`,
    ja: (index: string, actual: number, predicted: number, percent: string) =>
      `テスト画像 ${index} 番:${actual} を ${predicted} と読みました(確信度 ${percent})`,
  },
  verdict: {
    en: (actual: number, predicted: number, percent: string) => `${actual} → ${predicted} · ${percent}`,
    ja: (actual: number, predicted: number, percent: string) => `${actual} → ${predicted} · ${percent}`,
  },
  more: { en: "More mistakes", ja: "もっと見る" },
} as const;
