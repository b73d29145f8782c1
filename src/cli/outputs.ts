/**
 * @file What a command will write: files that can be written, and that are none of those it reads.
 */

import type { BigIntStats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { AkariError } from "../error.js";
import { requireWritable } from "../formats/atomic-write.node.js";

/** What Akari writes; a file of such a name in a folder of data is none of the data. */
const WRITTEN = new Set([".safetensors", ".onnx", ".html", ".py", ".ts"]);

/**
 * Asked before a command begins its work.
 *
 * @param outputs the files that it will write
 * @param inputs the files and folders that it reads; names that stand for data, and nothing, are passed over
 * @param option the one that names the outputs, for messages
 * @throws AkariError `invalid-argument` where an output is an input, whatever it is called there, or would replace a file
 * in a folder that is one; `not-found` or `invalid-argument` where it cannot be written
 */
export async function requireOutputs(
  outputs: readonly string[],
  inputs: readonly (string | undefined)[],
  option = "--out",
): Promise<void> {
  for (const output of outputs) {
    for (const input of inputs) if (input !== undefined) await requireOther(output, input, option);
    await requireWritable(output);
  }
}

async function requireOther(output: string, input: string, option: string): Promise<void> {
  const [there, read] = await Promise.all([look(output), look(input)]);
  if (read === undefined) return;
  if (there !== undefined && there.dev === read.dev && there.ino === read.ino && !read.isDirectory()) {
    const same = resolve(output) === resolve(input) ? "" : ` (it is the same file as ${output})`;
    throw new AkariError(
      "invalid-argument",
      `${input} would be overwritten${same}; name another file with ${option} FILE.`,
    );
  }
  if (!read.isDirectory() || there?.isFile() !== true || WRITTEN.has(extname(output).toLowerCase())) return;
  const place = join(await realpath(dirname(output)), basename(output));
  const inside = relative(await realpath(input), place);
  if (inside !== ".." && !inside.startsWith(`..${sep}`)) {
    throw new AkariError(
      "invalid-argument",
      `${output} would be overwritten, a file of ${input}, which the command reads; name another file with ${option} FILE.`,
    );
  }
}

const look = (path: string): Promise<BigIntStats | undefined> =>
  stat(path, { bigint: true }).catch(() => undefined);
