/**
 * @file A report's content for scripts.
 */

import { confusionJson, labelFigures } from "../evaluate/scores.js";
import type { ReportContent, Shown } from "./content.js";

/** The scores as `akari evaluate --json` has them, the examples that are shown by their names, and the importance. */
export function reportJson(content: ReportContent, out: string): object {
  const { model, data, examples, learned, loss, result, importance } = content;
  const { score, examples: drawn, features } = importance;
  const about = { out, model, data, examples, learned, loss };
  const rest = { importance: { score, examples: drawn, features } };
  if (result.kind === "values") {
    const outputs = result.outputs.map(({ score: figures, interval, misses }) => ({
      ...figures,
      r2Interval: interval,
      misses: misses.map((miss) => ({ ...nameOf(miss), actual: miss.actual, predicted: miss.predicted })),
    }));
    return { ...about, r2: result.r2, outputs, ...rest };
  }
  if (result.kind === "labels") return { ...about, ...labelFigures(result.scores, result.labels), ...rest };
  const { labels, accuracy, confusion, scores, mistakes } = result;
  const { kind: _, ...figures } = scores;
  return {
    ...about,
    accuracy,
    ...confusionJson(confusion, labels),
    labels,
    ...figures,
    mistakes: mistakes.map((mistake) => ({
      ...nameOf(mistake),
      actual: labels[mistake.actual],
      predicted: labels[mistake.predicted],
      score: mistake.score,
    })),
    ...rest,
  };
}

const nameOf = ({ name }: Shown): object =>
  name.kind === "file" ? { file: name.path } : { [name.kind]: name.number };
