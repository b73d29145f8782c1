/**
 * @file `akari report`: all that there is to say of a model on a data set, as one page that can be kept and sent.
 */

import { engineNamed } from "../../engine/engines.js";
import { writeConfusion } from "../evaluate/confusion.js";
import { openForScoring } from "../evaluate/score-model.js";
import { confusionJson, labelFigures } from "../evaluate/scores.js";
import { unseenText } from "../input/table-for-model.js";
import { EXIT, type Io } from "../io.js";
import { requireOutputs } from "../output-files.js";
import type { Arguments } from "../parse.js";
import { oneLine } from "../terminal/output.js";
import { count, percent } from "../terminal/text.js";
import type { ReportContent, Shown } from "./content.js";
import { gatherReport } from "./gather.js";
import { chooseLanguage, loadWords } from "./language.js";
import { reportPage } from "./page.js";

const OUT = "report.html";

/** @returns the exit code */
export async function report({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, operand] = operands;
  io.outliveOutput();
  const { engine, out = OUT } = options;
  const { writeAtomically } = await import("../../platform/write-file.node.js");
  await requireOutputs([out], [path, operand]);
  const { stored, opened } = await openForScoring(path, operand, options, io, [out]);
  const notes = opened.notes ?? [];
  io.stderr.write(notes.map((note) => `${oneLine(note)}\n`).join("") + unseenText(opened.data));
  const content = await gatherReport(path, operand, stored, opened, engineNamed(engine)).finally(
    opened.close,
  );
  const language = chooseLanguage(options.lang, io.env);
  const { result } = content;
  const page = new TextEncoder().encode(reportPage(content, await loadWords(language), language));
  await writeAtomically(out, page);
  io.stdout.write(
    options.json ? `${JSON.stringify(reportJson(content, out))}\n` : summary(content, out, page.length),
  );
  // Last, for the page is there and named even where this fails.
  if (result.kind !== "values") {
    const scores =
      result.kind === "classes"
        ? { task: result.kind, confusion: result.confusion }
        : { task: result.kind, labels: result.counts };
    await writeConfusion(options.confusion, scores, result.labels);
  }
  return EXIT.done;
}

function summary({ result, data }: ReportContent, out: string, bytes: number): string {
  const reached =
    result.kind === "classes"
      ? `Accuracy ${percent(result.accuracy)}`
      : result.kind === "labels"
        ? `Exact match ${percent(result.scores.exactMatch)}`
        : result.outputs.map(({ score }) => `R² ${score.r2.toFixed(4)} (${score.name})`).join(", ");
  return `${reached} on ${oneLine(data)}\nWrote ${oneLine(out)} (${count(Math.ceil(bytes / 1000))} KB): open it in a browser, or print it.\n`;
}

/** The scores as `akari evaluate --json` has them, the examples that are shown by their names, and the importance. */
function reportJson(content: ReportContent, out: string): object {
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
