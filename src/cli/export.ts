/**
 * @file `akari export`: writes a model for other programs to run.
 */

import { basename, dirname, join, resolve } from "node:path";
import { AkariError } from "../error.js";
import type { OnnxValue } from "../formats/onnx/file-reader.js";
import type { StoredModel } from "../formats/stored-model.js";
import { EXIT, type Io } from "./io.js";
import { EXPORT_TARGETS, type ExportTarget, type OptionValues } from "./options.js";
import type { Arguments } from "./parse.js";
import { requireWritable } from "./writable.js";

/** A file that is ready to be saved. */
interface Exported {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** What the user should know of it, a sentence each. */
  readonly notes: readonly string[];
}

/** What goes into a file's program, or comes out of it. */
interface Port {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

interface Target {
  readonly ending: string;
  readonly encode: (stored: StoredModel, options: OptionValues) => Promise<Exported>;
}

const TARGETS: Readonly<Record<ExportTarget, Target>> = { onnx: { ending: ".onnx", encode: onnx } };

export async function exportModel({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path] = operands;
  const { to } = options;
  if (to === undefined) {
    throw new AkariError(
      "invalid-argument",
      `akari export needs to know what to write: --to ${EXPORT_TARGETS.join(" or --to ")}.`,
    );
  }
  const { ending, encode } = TARGETS[to];
  const out = options.out ?? join(dirname(path), basename(path).replace(/\.[^.]*$/, "") + ending);
  if (resolve(out) === resolve(path)) {
    throw new AkariError("invalid-argument", `${out} is the model itself; name another file with --out.`);
  }
  await requireWritable(out);
  const { loadModel } = await import("../formats/model-file.node.js");
  const { writeAtomically } = await import("../formats/atomic-write.node.js");
  const { bytes, inputs, outputs, notes } = await encode(await loadModel(path), options);
  await writeAtomically(out, bytes);
  for (const note of notes) io.stderr.write(`${note}\n`);
  io.stdout.write(
    options.json
      ? `${JSON.stringify({ out, to, inputs, outputs })}\n`
      : [
          `Saved ${out}`,
          ...inputs.map((port) => portLine("takes in", port)),
          ...outputs.map((port) => portLine("gives", port)),
          "",
        ].join("\n"),
  );
  return EXIT.done;
}

const portLine = (does: string, { name, type, shape }: Port): string =>
  `  ${does.padEnd(8)}  ${name}  ${type} [${shape.join(", ")}]`;

async function onnx({ model, record }: StoredModel, options: OptionValues): Promise<Exported> {
  const { canHoldPreprocessing, encodeOnnx } = await import("../formats/onnx/encode.js");
  const { readOnnxFile } = await import("../formats/onnx/file-reader.js");
  const { ELEMENT } = await import("../formats/onnx/schema.js");
  const asked = options["with-preprocessing"];
  const bytes = encodeOnnx(model, record, asked === undefined ? {} : { preprocessing: asked });
  const port = ({ name, element, dims = [] }: OnnxValue): Port => ({
    name,
    type: Object.entries(ELEMENT).find(([, number]) => number === element)?.[0] ?? "",
    shape: dims.map((dim) => (dim < 0 ? "N" : dim)),
  });
  const { inputs, outputs } = readOnnxFile(bytes);
  const isLeftOut = asked === undefined && !canHoldPreprocessing(model.definition);
  const note =
    "What makes a recording into the model's inputs stays out of the file: ONNX has no room for it. " +
    "Its input is what the first layer takes in.";
  return { bytes, inputs: inputs.map(port), outputs: outputs.map(port), notes: isLeftOut ? [note] : [] };
}
