/**
 * @file `akari data`: what is in a data set, before anything is learned from it.
 */

import { wrap } from "../help.js";
import { loadSource, type Source } from "../input/sources.js";
import { EXIT, type Io } from "../io.js";
import type { Arguments } from "../parse.js";
import { streamStyle } from "../terminal/color.js";
import { readingProgress } from "../terminal/progress.js";
import type { DataPage } from "./data-page.js";

/** Where there is no terminal. */
const WIDTH = 80;

/** @returns the exit code */
export async function data({ operands, options }: Arguments, io: Io): Promise<number> {
  const [operand] = operands;
  const progress = readingProgress(io);
  const source = await loadSource(operand, options, { progress }).finally(progress.end);
  const page = await pageOf(source, operand, io);
  if (options.json) {
    io.stdout.write(
      `${JSON.stringify({ data: operand, ...page.json, notes: page.notes, warnings: page.warnings })}\n`,
    );
    return EXIT.done;
  }
  const { text } = streamStyle(io.stdout, io.env);
  const width = Math.min(120, io.stdout.columns ?? WIDTH);
  const lines = [
    ...wrap(page.title, width).map(text.bold),
    ...page.sections.flatMap(({ title, lines: inside }) => [
      "",
      ...(title === "" ? [] : [text.bold(title)]),
      ...inside,
    ]),
    ...list("What will be done with it", page.notes, "·", width, text.bold),
    ...list("Beware", page.warnings, "!", width, text.bold),
  ];
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.done;
}

async function pageOf(source: Source, operand: string, io: Io): Promise<DataPage> {
  const style = streamStyle(io.stdout, io.env);
  const width = Math.min(120, io.stdout.columns ?? WIDTH);
  switch (source.kind) {
    case "table":
      return (await import("./table-page.js")).tablePage(source.examples, style, width);
    case "pictures":
      return (await import("./labelled-page.js")).picturesPage(source.examples, style, width);
    case "sounds":
      return (await import("./labelled-page.js")).soundsPage(source.examples, style, width);
    case "digits":
      return (await import("./labelled-page.js")).digitsPage(
        source.train,
        source.test,
        operand,
        style,
        width,
      );
  }
}

function list(
  title: string,
  sentences: readonly string[],
  mark: string,
  width: number,
  bold: (text: string) => string,
): string[] {
  if (sentences.length === 0) return [];
  const lines = sentences.flatMap((sentence) =>
    wrap(sentence, width - 4).map((line, i) => `  ${i === 0 ? mark : " "} ${line}`),
  );
  return ["", bold(title), ...lines];
}
