/**
 * @file `akari export --to onnx`: one file, which ONNX Runtime and many others run.
 */

import { encodeOnnx, type StoredModel } from "../../formats/index.js";
import { canHoldPreprocessing } from "../../formats/onnx/encode.js";
import { type OnnxValue, readOnnxFile } from "../../formats/onnx/file-reader.js";
import { ELEMENT } from "../../formats/onnx/schema.js";
import type { Io } from "../io.js";
import type { OptionValues } from "../options.js";
import { oneLine } from "../terminal/output.js";
import type { ExportedFiles } from "./exported-files.js";

/** Says on standard error what the file takes in and gives. */
export function exportOnnx(
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
