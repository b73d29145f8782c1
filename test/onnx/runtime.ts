/**
 * @file Runs ONNX files in ONNX Runtime for the Web, the judge of what Akari writes.
 */

import * as ort from "onnxruntime-web";

ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

/** An input: its elements' type, shape and numbers or texts. */
export type Fed =
  | { readonly type: "float32"; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: "float64"; readonly dims: readonly number[]; readonly data: Float64Array }
  | { readonly type: "int64"; readonly dims: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: "uint8"; readonly dims: readonly number[]; readonly data: Uint8Array }
  | { readonly type: "string"; readonly dims: readonly number[]; readonly data: readonly string[] };

export interface Answered {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/** The first output of a model, for inputs by their names. */
export async function runOnnx(bytes: Uint8Array, feeds: Readonly<Record<string, Fed>>): Promise<Answered> {
  return Object.values(await runOnnxOutputs(bytes, feeds))[0];
}

/** All outputs of a model by their names, in their order. */
export async function runOnnxOutputs(
  bytes: Uint8Array,
  feeds: Readonly<Record<string, Fed>>,
): Promise<Readonly<Record<string, Answered>>> {
  const session = await ort.InferenceSession.create(bytes, {
    executionProviders: ["wasm"],
    logSeverityLevel: 4,
  });
  try {
    const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => [
      name,
      type === "string" ? new ort.Tensor(type, [...data], dims) : new ort.Tensor(type, data, dims),
    ]);
    const outputs = await session.run(Object.fromEntries(tensors), { logSeverityLevel: 4 });
    return Object.fromEntries(
      session.outputNames.map((name) => [
        name,
        { name, dims: outputs[name].dims, data: outputs[name].data as Answered["data"] },
      ]),
    );
  } finally {
    await session.release();
  }
}
