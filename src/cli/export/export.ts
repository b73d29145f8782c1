/**
 * @file `akari export`: a model as files that other programs use.
 */

import { basename, dirname, join } from "node:path";
import { AkariError } from "../../error.js";
import { writeAtomically } from "../../formats/bytes/atomic-write.node.js";
import type { StoredModel } from "../../formats/index.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import type { ExportTarget } from "../options/files.js";
import type { OptionValues } from "../options.js";
import { requireOutputs } from "../output-files.js";
import type { Arguments } from "../parse.js";
import { exportOnnx } from "./export-onnx.js";
import { exportPytorch } from "./export-pytorch.js";
import { exportSafetensors } from "./export-safetensors.js";
import { exportTypescript } from "./export-typescript.js";
import type { ExportedFiles } from "./exported-files.js";

interface Target {
  /** What the file's name ends with where --out does not say. */
  readonly extension: string;
  /** @param name the name of the file that was asked for, without its folder */
  readonly write: (
    stored: StoredModel,
    name: string,
    options: OptionValues,
    io: Io,
  ) => ExportedFiles | Promise<ExportedFiles>;
}

const TARGETS: Readonly<Record<ExportTarget, Target>> = {
  onnx: { extension: ".onnx", write: exportOnnx },
  pytorch: { extension: ".py", write: exportPytorch },
  typescript: { extension: ".ts", write: exportTypescript },
  safetensors: { extension: ".safetensors", write: exportSafetensors },
};

export async function exportModel({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path] = operands;
  io.outliveOutput();
  const { to, json = false } = options;
  if (to === undefined) {
    throw new AkariError(
      "invalid-argument",
      `Say what to export to: --to ${Object.keys(TARGETS).join(" or ")}.`,
    );
  }
  const { extension, write } = TARGETS[to];
  const out = options.out ?? path.replace(/(\.[A-Za-z0-9]+)?$/, extension);
  await requireOutputs([out], [path]);
  const stored = await openModel(path, options, io);
  const files = (await write(stored, basename(out), options, io)).map(
    ([name, content]) => [join(dirname(out), name), content] as const,
  );
  await requireOutputs(
    files.map(([file]) => file),
    [path],
  );
  for (const [file, content] of files) await writeAtomically(file, content);
  const written = files.map(([file]) => file);
  io.stdout.write(
    json ? `${JSON.stringify({ to, files: written })}\n` : written.map((file) => `${file}\n`).join(""),
  );
  return EXIT.done;
}
