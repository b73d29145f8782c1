/**
 * @file What a command will write: files that can be written, and that are none of those it reads; and lines of a CSV
 * table.
 */

import type { BigIntStats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { readNumber } from "../data/table/number-text.js";
import { invalidArgument } from "../error.js";
import { FORMATS, WRITTEN_FORMATS } from "../formats/table.js";
import { requireWritable } from "../platform/write-file.node.js";
import { MNIST } from "./input/sources.js";

/** What Akari writes; a file of such a name in a folder of data is none of the data. */
const WRITTEN = new Set([".html", ...WRITTEN_FORMATS.map((format): string => FORMATS[format].extension)]);

/** How outputs are named. */
interface OutputOptions {
  /** The option that names them, for messages; `--out` unless it is another. */
  readonly option?: string;
  /** What the command writes besides. */
  readonly others?: readonly string[];
}

/**
 * Asked before a command begins its work.
 *
 * @param outputs the files that it will write
 * @param inputs the files and folders that it reads, or MNIST's name; what is not there is passed over
 * @throws AkariError `invalid-argument` where an output is an input, whatever it is called there, or a file of a folder
 * that is one, or another output; `not-found` or `invalid-argument` where it cannot be written
 */
export async function requireOutputs(
  outputs: readonly string[],
  inputs: readonly (string | undefined)[],
  { option = "--out", others = [] }: OutputOptions = {},
): Promise<void> {
  const read = (await Promise.all(inputs.map(placesOf))).flat();
  for (const [i, output] of outputs.entries()) {
    for (const input of read) await requireOther(output, input, option);
    for (const other of [...others, ...outputs.slice(0, i)]) await requireApart(output, other, option);
    await requireWritable(output);
  }
}

/** Where what an operand stands for may be. */
async function placesOf(operand: string | undefined): Promise<readonly string[]> {
  if (operand === undefined) return [];
  if (operand !== MNIST) return [operand];
  const { mnistFolder } = await import("../data/digits/mnist.node.js");
  const folder = mnistFolder();
  return folder === undefined ? [operand] : [operand, folder];
}

async function requireOther(output: string, input: string, option: string): Promise<void> {
  const [there, read] = await Promise.all([look(output), look(input)]);
  if (read === undefined) return;
  if (there !== undefined && isSame(there, read) && !read.isDirectory()) {
    const same = resolve(output) === resolve(input) ? "" : ` (it is the same file as ${output})`;
    throw invalidArgument(`${input} would be overwritten${same}; name another file with ${option} FILE.`);
  }
  if (!read.isDirectory() || there?.isFile() !== true || WRITTEN.has(extname(output).toLowerCase())) return;
  const inside = relative(await realpath(input), await placeOf(output));
  if ((inside !== ".." && !inside.startsWith(`..${sep}`)) || (await holds(input, there))) {
    throw invalidArgument(
      `${output} would be overwritten, a file of ${input}, which the command reads; name another file with ${option} FILE.`,
    );
  }
}

/** Folders of data have their files in themselves, or in sub-folders. */
const DEPTH = 1;

/** Whether a folder of data has a file under a name of its own: links lead to files elsewhere. */
async function holds(folder: string, file: BigIntStats, depth = 0): Promise<boolean> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await look(path);
    if (found === undefined) continue;
    if (isSame(found, file)) return true;
    if (found.isDirectory() && depth < DEPTH && (await holds(path, file, depth + 1))) return true;
  }
  return false;
}

/** Of two files under one name the later would be all that is left. */
async function requireApart(output: string, other: string, option: string): Promise<void> {
  const [one, two] = await Promise.all([look(output), look(other)]);
  const [here, there] = await Promise.all([placeOf(output), placeOf(other)]);
  // Some disks do not tell large letters from small ones.
  const plain = (path: string): string => path.normalize("NFC").toLowerCase();
  if (!(one !== undefined && two !== undefined ? isSame(one, two) : plain(here) === plain(there))) return;
  throw invalidArgument(
    `${output} would overwrite what the command writes to ${other}; name another file with ${option} FILE.`,
  );
}

/** A path through folders that are no links. */
const placeOf = async (path: string): Promise<string> =>
  join(await realpath(dirname(path)).catch(() => resolve(dirname(path))), basename(path));

const isSame = (one: BigIntStats, two: BigIntStats): boolean => one.dev === two.dev && one.ino === two.ino;

const look = (path: string): Promise<BigIntStats | undefined> =>
  stat(path, { bigint: true }).catch(() => undefined);

/** Cells in a line, without its end, after RFC 4180. */
export const csvLine = (cells: readonly string[], separator = ","): string =>
  cells
    .map((cell) =>
      cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(separator);

/**
 * Whether a spreadsheet that opens the table would compute this cell: it begins as a formula does, and is no number.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const isFormula = (cell: string): boolean =>
  /^\s*[=+\-@＝＋－＠]\S/.test(cell) && readNumber(cell.trim()) === undefined;

/** The same cell as one that every spreadsheet shows as it stands. */
export const defused = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);
