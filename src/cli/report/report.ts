/**
 * @file `akari report`: all that there is to say of a model on a data set, as one page that can be kept and sent.
 */

import { answerKind } from "../../insight/outputs.js";
import { requireConfusionFile, writeConfusion } from "../evaluate/confusion-file.js";
import { requireClassOutputs } from "../evaluate/judge.js";
import { openForModel } from "../input/model-data.js";
import { unseenText } from "../input/model-table.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import { requireOutputs } from "../output-files.js";
import type { Arguments } from "../parse.js";
import { count, percent } from "../terminal/format.js";
import { oneLine } from "../terminal/output.js";
import { readingProgress } from "../terminal/reading-progress.js";
import type { ReportContent } from "./content.js";
import { gatherReport } from "./gather.js";
import { reportJson } from "./json.js";
import { chooseLanguage, loadWords } from "./language.js";
import { reportPage } from "./page.js";

const OUT = "report.html";

export async function report({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, operand] = operands;
  io.outliveOutput();
  const { part, engine = "wasm", out = OUT } = options;
  const { writeAtomically } = await import("../../formats/bytes/atomic-write.node.js");
  await requireOutputs([out], [path, operand]);
  const stored = await openModel(path, options, io);
  await requireConfusionFile(options.confusion, answerKind(stored.model.definition), [path, operand], [out]);
  const progress = readingProgress(io);
  const { "skip-bad": skipBad, encoding, decimal } = options;
  const opening = { skipBad, encoding, decimal, progress };
  const opened = await openForModel(operand, stored, part, opening).finally(progress.end);
  requireClassOutputs(stored, opened.data, path);
  const notes = opened.notes ?? [];
  io.stderr.write(notes.map((note) => `${oneLine(note)}\n`).join("") + unseenText(opened.data));
  const content = await gatherReport(path, operand, stored, opened, engine).finally(opened.close);
  const language = chooseLanguage(options.lang, io.env);
  const { result } = content;
  const page = new TextEncoder().encode(reportPage(content, await loadWords(language), language));
  await writeAtomically(out, page);
  io.stdout.write(
    options.json ? `${JSON.stringify(reportJson(content, out))}\n` : summary(content, out, page.length),
  );
  // Last, for the page is there and told of even where this fails.
  if (result.kind !== "values") {
    const told = result.kind === "classes" ? { confusion: result.confusion } : { labels: result.counts };
    await writeConfusion(options.confusion, told, result.labels);
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
