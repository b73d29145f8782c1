/**
 * @file `akari export`: a model as files that other programs use.
 */

import { basename, dirname, join } from "node:path";
import { AkariError } from "../../error.js";
import { writeAtomically } from "../../formats/bytes/atomic-write.node.js";
import {
  encodeModel,
  encodeOnnx,
  exportPytorch,
  exportTypescript,
  type StoredModel,
} from "../../formats/index.js";
import { canHoldPreprocessing } from "../../formats/onnx/encode.js";
import { type OnnxValue, readOnnxFile } from "../../formats/onnx/file-reader.js";
import { ELEMENT } from "../../formats/onnx/schema.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import type { ExportTarget } from "../options/files.js";
import type { OptionValues } from "../options.js";
import { requireOutputs } from "../output-files.js";
import type { Arguments } from "../parse.js";
import { oneLine } from "../terminal/output.js";

/** Names and contents; the first is the file that was asked for. */
type ExportedFiles = readonly (readonly [name: string, content: Uint8Array])[];

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
  onnx: { extension: ".onnx", write: onnxFile },
  pytorch: { extension: ".py", write: pytorchFiles },
  typescript: { extension: ".ts", write: typescriptFile },
  safetensors: { extension: ".safetensors", write: safetensorsFile },
};

/** @returns the exit code */
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

/** One file, which ONNX Runtime and many others run. Says on standard error what it takes in and gives. */
function onnxFile(
  { model, record }: StoredModel,
  name: string,
  options: OptionValues,
  io: Io,
): ExportedFiles {
  const preprocessing = options["with-preprocessing"];
  const bytes = encodeOnnx(model, record, preprocessing === undefined ? {} : { preprocessing });
  if (preprocessing === undefined && !canHoldPreprocessing(model.definition)) {
    io.stderr.write(
      "What makes a recording into the model's inputs stays out of the file: ONNX has no room for it. " +
        "Its input is what the first layer takes in.\n",
    );
  }
  const { inputs, outputs } = readOnnxFile(bytes);
  for (const input of inputs) io.stderr.write(`It takes in ${portText(input)}\n`);
  for (const output of outputs) io.stderr.write(`It gives ${portText(output)}\n`);
  return [[name, bytes]];
}

/** `pixels: uint8 [N, 28, 28]`. */
function portText({ name, element, dims = [] }: OnnxValue): string {
  const type = Object.entries(ELEMENT).find(([, number]) => number === element)?.[0];
  return `${oneLine(name)}: ${type} [${dims.map((dim) => (dim < 0 ? "N" : dim)).join(", ")}]`;
}

/** A Python program and the weights that it loads, side by side. */
async function pytorchFiles({ model }: StoredModel, name: string): Promise<ExportedFiles> {
  // Not MODEL.safetensors, which the model's own file is likely to be.
  const weightsFile = `${name.replace(/\.py$/, "")}.pytorch.safetensors`;
  const { program, weights } = await exportPytorch(model, weightsFile);
  return [
    [name, new TextEncoder().encode(program)],
    [weightsFile, weights],
  ];
}

/** One file with the weights in it. */
function typescriptFile({ model }: StoredModel, name: string): ExportedFiles {
  return [[name, new TextEncoder().encode(exportTypescript(model))]];
}

/** A model of Akari's, which says all that had to be assumed of another program's file. */
function safetensorsFile({ model, record }: StoredModel, name: string): ExportedFiles {
  return [[name, encodeModel(model, record)]];
}
