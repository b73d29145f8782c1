/**
 * @file `akari export`: a model as files that other programs use.
 */

import { basename, dirname, join } from "node:path";
import { invalidArgument } from "../../error.js";
import { FORMATS, WRITTEN_FORMATS } from "../../formats/table.js";
import { writeAtomically } from "../../platform/write-file.node.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import { requireOutputs } from "../output-files.js";
import type { Arguments } from "../parse.js";
import { oneLine } from "../terminal/output.js";

/** @returns the exit code */
export async function exportModel(args: Arguments, io: Io): Promise<number> {
  const { operands, options } = args;
  const [path, data] = operands;
  io.outliveOutput();
  const { to, json = false, "with-preprocessing": preprocessing } = options;
  if (to === undefined) {
    throw invalidArgument(`Say what to export to: --to ${[...WRITTEN_FORMATS, "torchrun"].join(" or ")}.`);
  }
  if (to === "torchrun") {
    const { experimentToTorchrun } = await import("./torchrun.js");
    return experimentToTorchrun(args, io);
  }
  if (data !== undefined) {
    throw invalidArgument(`${data} would be ignored: data go with a model in --to torchrun alone.`);
  }
  const out = options.out ?? path.replace(/(\.[A-Za-z0-9]+)?$/, FORMATS[to].extension);
  await requireOutputs([out], [path]);
  const { model, record } = await openModel(path, options, io);
  const { encodeModel } = await import("../../formats/codecs.packages.js");
  const name = basename(out);
  const { bytes, beside, notes } = await encodeModel(model, { format: to, record, name, preprocessing });
  for (const note of notes) io.stderr.write(`${oneLine(note)}\n`);
  const files = [{ name, bytes }, ...beside].map((file) => ({
    path: join(dirname(out), file.name),
    bytes: file.bytes,
  }));
  const written = files.map((file) => file.path);
  await requireOutputs(written, [path]);
  for (const file of files) await writeAtomically(file.path, file.bytes);
  io.stdout.write(
    json ? `${JSON.stringify({ to, files: written })}\n` : written.map((file) => `${file}\n`).join(""),
  );
  return EXIT.done;
}
