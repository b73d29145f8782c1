/**
 * @file Files that are small and claim, or would become, very much: each a kind of its own.
 */

import { crc32, deflateSync, gzipSync } from "node:zlib";
import { strToU8, type Zippable, zipSync } from "fflate";
import { DESCRIPTION_KEY } from "../../src/formats/description/model-description.js";
import { encodeSafetensors } from "../../src/formats/safetensors/safetensors.js";
import { FREE, OnnxGraph } from "../support/onnx-graph.js";

/** A small file, by what is too much in it. */
export type Amplified = Readonly<Record<string, () => Uint8Array>>;

function graph(inputs: readonly number[], build: (graph: OnnxGraph, x: string) => string, opset = 17) {
  const made = new OnnxGraph(opset);
  const x = made.input("x", [FREE, ...inputs]);
  const y = build(made, x);
  made.output(y, 2);
  return made.bytes();
}

const ramp = (length: number): number[] => Array.from({ length }, (_, i) => (i % 7) / 8 - 0.4);

/** Repeats a step. */
function repeated(times: number, start: string, step: (value: string, i: number) => string): string {
  let value = start;
  for (let i = 0; i < times; i++) value = step(value, i);
  return value;
}

export const ONNX: Amplified = {
  "one weight used 2,000 times": () =>
    graph([512], (g, x) => {
      const w = g.tensor([512, 512], ramp(512 * 512));
      return repeated(2000, x, (value) => g.node("Relu", [g.node("MatMul", [value, w])]));
    }),
  "a weight transposed 2,000 times": () =>
    graph([512], (g, x) => {
      const w = g.tensor([512, 512], ramp(512 * 512));
      return g.node("MatMul", [x, repeated(2000, w, (value) => g.node("Transpose", [value]))]);
    }),
  "a weight cast 2,000 times": () =>
    graph([512], (g, x) => {
      const w = g.tensor([512, 512], ramp(512 * 512));
      return g.node("MatMul", [x, repeated(2000, w, (value) => g.node("Cast", [value], { to: 1n }))]);
    }),
  "a layer scaled 2,000 times": () =>
    graph([512], (g, x) => {
      const y = g.node("MatMul", [x, g.tensor([512, 512], ramp(512 * 512))]);
      const by = g.tensor([512], ramp(512));
      return repeated(2000, y, (value) => g.node("Mul", [value, by]));
    }),
  "a table of constants out of a row and a column": () =>
    graph([20_000], (g, x) => {
      const table = g.node("Add", [g.tensor([20_000, 1], ramp(20_000)), g.tensor([1, 20_000], ramp(20_000))]);
      return g.node("MatMul", [x, table]);
    }),
  "a table of constants of five dimensions": () =>
    graph([500], (g, x) => {
      const sides = [0, 1, 2, 3, 4].map((axis) =>
        g.tensor(
          [1, 1, 1, 1, 1].map((one, i) => (i === axis ? 500 : one)),
          ramp(500),
        ),
      );
      const table = sides.slice(1).reduce((all, side) => g.node("Add", [all, side]), sides[0]);
      return g.node("MatMul", [x, table]);
    }),
  "constants joined to themselves 34 times": () =>
    graph([4], (g, x) => {
      const all = repeated(34, g.tensor([64], ramp(64)), (value) =>
        g.node("Concat", [value, value], { axis: 0n }),
      );
      return g.node("Mul", [x, all]);
    }),
  "inputs joined to themselves 34 times": () =>
    graph([64], (g, x) => {
      const all = repeated(34, x, (value) => g.node("Concat", [value, value], { axis: 1n }));
      return g.node("MatMul", [all, g.tensor([64, 1], ramp(64))]);
    }),
  "inputs joined to themselves, 1,000 at once": () =>
    graph([8_000_000], (g, x) => {
      const all = g.node("Concat", Array<string>(1000).fill(x), { axis: 1n });
      return g.node("MatMul", [all, g.tensor([64, 1], ramp(64))]);
    }),
  "an input of 10 million numbers, scaled one by one": () =>
    graph([10_000, 1000], (g, x) => {
      const by = g.tensor([10_000, 1], ramp(10_000));
      return repeated(100, x, (value) => g.node("Mul", [value, by]));
    }),
  "an input of 2 ** 40 numbers": () => graph([2 ** 40], (g, x) => g.node("Mul", [x, g.tensor([2], [1, 2])])),
  "channels of an input whose length is open": () =>
    graph([FREE, 60_000, 60_000], (g, x) => {
      const one = g.tensor([64], ramp(64));
      return g.node("BatchNormalization", [x, one, one, one, g.tensor([64], ramp(64).map(Math.abs))]);
    }),
  "a constant for an input whose length is open": () =>
    graph([FREE, 300_000], (g, x) => g.node("Mul", [x, g.tensor([300_000, 1], ramp(300_000))])),
  "columns that hardly any layer looks at": () => {
    const g = new OnnxGraph(17);
    const narrow = g.input("a", [FREE, 1]);
    g.input("b", [FREE, 99_999]);
    g.output(g.node("MatMul", [narrow, g.tensor([1, 100_000], ramp(100_000))]), 2);
    return g.bytes();
  },
  "columns of an input with a very long name": () => {
    const g = new OnnxGraph(17);
    const a = g.input("a", [FREE, 1]);
    g.input("b".repeat(200_000), [FREE, 99_000]);
    g.output(g.node("MatMul", [a, g.tensor([1, 2], [1, 2])]), 2);
    return g.bytes();
  },
  "many thousand layers of one neuron": () =>
    graph([1], (g, x) => {
      const w = g.tensor([1, 1], [2]);
      return repeated(20_000, x, (value) => g.node("Tanh", [g.node("MatMul", [value, w])]));
    }),
  "a layer that is given 3,000 times": () => {
    const g = new OnnxGraph(17);
    const y = g.node("MatMul", [g.input("x", [FREE, 512]), g.tensor([512, 512], ramp(512 * 512))]);
    for (let i = 0; i < 3000; i++) g.output(g.node("Mul", [y, g.tensor([], [i + 2])]), 2);
    return g.bytes();
  },
  "a power of a function": () =>
    graph([1], (g, x) => {
      const f = g.node("Add", [g.node("Sigmoid", [x]), g.node("Erf", [x])]);
      return repeated(60, f, (value) => g.node("Mul", [value, value]));
    }),
  "a tile of constants": () =>
    graph([4], (g, x) => g.node("Mul", [x, g.node("Tile", [g.tensor([1], [1]), g.whole(2 ** 40)])])),
  "an expanded constant": () =>
    graph([4], (g, x) => g.node("Mul", [x, g.node("Expand", [g.tensor([1], [1]), g.whole(2 ** 40)])])),
  "a constant of a shape": () =>
    graph([4], (g, x) => g.node("Mul", [x, g.node("ConstantOfShape", [g.whole(2 ** 20, 2 ** 20)])])),
};

/** A zip file whose directory claims more than there is. @param claimed bytes of each part */
function claiming(parts: Zippable, claimed: number): Uint8Array {
  const zip = zipSync(parts, { level: 9 });
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  for (let at = 0; at + 30 < zip.length; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint32(at + 22, claimed, true);
    if (signature === 0x02014b50) view.setUint32(at + 24, claimed, true);
  }
  return zip;
}

const zeros = (length: number): Uint8Array => new Uint8Array(length);

const sequential = (layers: readonly object[], input: readonly number[]): string =>
  JSON.stringify({
    module: "keras",
    class_name: "Sequential",
    registered_name: null,
    config: {
      name: "sequential",
      layers: [
        {
          module: "keras.layers",
          class_name: "InputLayer",
          config: { batch_shape: [null, ...input], dtype: "float32", name: "in" },
        },
        ...layers,
      ],
    },
  });

const layer = (class_name: string, config: object): object => ({
  module: "keras.layers",
  class_name,
  registered_name: null,
  config: { name: "layer", trainable: true, dtype: "float32", ...config },
});

/** @param weights an HDF5 file of some model's, so that reading goes on to the layers */
export const keras = (weights: Uint8Array): Amplified => {
  const model = (config: string): Uint8Array =>
    zipSync({ "config.json": strToU8(config), "model.weights.h5": weights });
  return {
    "a description that claims 4 GB": () =>
      claiming({ "config.json": zeros(8), "model.weights.h5": zeros(8) }, 2 ** 32 - 16),
    "a description that claims 2 GB": () => claiming({ "config.json": zeros(8) }, 2 ** 31),
    "weights that unpack to 256 MB": () =>
      zipSync({
        "config.json": strToU8(sequential([layer("Dense", { units: 1 })], [4])),
        "model.weights.h5": zeros(2 ** 28),
      }),
    "a description that unpacks to 200 MB": () =>
      zipSync({ "config.json": strToU8(" ".repeat(200e6)), "model.weights.h5": weights }),
    "60 million inputs, normalised": () =>
      model(
        sequential(
          [layer("Normalization", { axis: null, invert: false, mean: 1, variance: 2 })],
          [60_000_000],
        ),
      ),
    "60 million inputs, their places changed": () =>
      model(sequential(Array(200).fill(layer("Permute", { dims: [2, 1] })), [6000, 10_000])),
    "a billion units": () =>
      model(sequential([layer("Dense", { units: 1e9, activation: "relu", use_bias: true })], [4])),
  };
};

/** A safetensors file with any header. */
function withHeader(header: object, data = 0): Uint8Array {
  const json = strToU8(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 8);
  return bytes;
}

/** A model of Akari's own whose description is what it may be. */
function described(inputs: number, preprocessing: object): Uint8Array {
  const definition = {
    inputs,
    layers: [{ units: 1, activation: "linear", initializer: "glorot_uniform" }],
    loss: "mean_squared_error",
    preprocessing: { divideBy: 1, ...preprocessing },
  };
  const description = { version: 1, definition, tensors: [{ weight: "w", bias: "b" }] };
  return encodeSafetensors(
    new Map([
      ["w", { shape: [1, inputs], data: new Float32Array(inputs) }],
      ["b", { shape: [1], data: new Float32Array(1) }],
    ]),
    { [DESCRIPTION_KEY]: JSON.stringify(description) },
  );
}

const numberColumn = (name: string): object => ({
  name,
  kind: "number",
  shift: 0,
  scale: 1,
  missing: { fill: 0, indicator: false },
});

export const SAFETENSORS: Amplified = {
  "products of 60 factors": () =>
    described(5, { table: { columns: Array.from("abcde", numberColumn), targets: ["y"], degree: 60 } }),
  "products of a billion factors": () =>
    described(1, { table: { columns: [numberColumn("a")], targets: ["y"], degree: 1e9 } }),
  "recordings of a billion samples": () =>
    described(1, {
      sound: { form: "waveform", rate: 8000, samples: 1e9, scaling: [{ shift: 0, scale: 1 }] },
    }),
  "spectrograms of a billion bands": () =>
    described(4, {
      sound: {
        form: "log-mel",
        rate: 8000,
        mel: { window: 256, hop: 64, frames: 1e9, bands: 1, lowest: 60, highest: 4000 },
        scaling: [{ shift: 0, scale: 1 }],
      },
    }),
  "a header that claims 90 MB": () => {
    const bytes = withHeader({});
    new DataView(bytes.buffer).setUint32(0, 90e6, true);
    return bytes;
  },
  "a tensor that claims 2 ** 50 numbers": () =>
    withHeader({ "0.weight": { dtype: "F32", shape: [2 ** 25, 2 ** 25], data_offsets: [0, 2 ** 52] } }, 8),
  "a tensor of no numbers that claims many": () =>
    withHeader({
      "0.weight": { dtype: "F32", shape: [2 ** 40, 0], data_offsets: [0, 0] },
      "0.bias": { dtype: "F32", shape: [0], data_offsets: [0, 0] },
    }),
  "one tensor shared by 4,000 layers": () =>
    encodeSafetensors(
      new Map([["l0.weight", { shape: [512, 512], data: Float32Array.from(ramp(512 * 512)) }]]),
      Object.fromEntries(Array.from({ length: 4000 }, (_, i) => [`l${i + 1}.weight`, "l0.weight"])),
    ),
  "one tensor shared by 4,000 normalised layers": () => {
    const vector = (x: number) => ({ shape: [512], data: new Float32Array(512).fill(x) });
    return encodeSafetensors(
      new Map([
        ["0.weight", { shape: [512, 512], data: Float32Array.from(ramp(512 * 512)) }],
        ["1.weight", vector(1)],
        ["1.bias", vector(0)],
        ["1.running_mean", vector(0.5)],
        ["1.running_var", vector(2)],
      ]),
      Object.fromEntries(
        Array.from({ length: 2000 }, (_, i) => [
          [`${2 * i + 2}.weight`, "0.weight"],
          [`${2 * i + 3}.weight`, "1.weight"],
          [`${2 * i + 3}.bias`, "1.bias"],
          [`${2 * i + 3}.running_mean`, "1.running_mean"],
          [`${2 * i + 3}.running_var`, "1.running_var"],
        ]).flat(),
      ),
    );
  },
};

/** A PNG image, all black. */
function png(width: number, height: number, depth: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = depth;
  const rows = zeros(height * (1 + Math.ceil((width * depth) / 8)));
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc32(body), 4 + body.length);
    return whole;
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", zeros(0)),
  ]);
}

/** A recording of 8 bits, all silent. */
function wav(rate: number, samples: number): Uint8Array {
  const bytes = Buffer.alloc(44 + samples, 128);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + samples, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples, 40);
  return bytes;
}

/** By the ends of their names. */
export const DATA: Readonly<Record<string, Amplified>> = {
  png: {
    "100 million pixels in 12 KB": () => png(10_000, 10_000, 1),
    "claimed pixels": () => {
      const bytes = png(8, 8, 8);
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(16, 900_000);
      return bytes;
    },
  },
  wav: { "two hours in 7 MB": () => wav(1000, 7_500_000) },
  csv: {
    "a million columns": () =>
      strToU8(
        `${Array.from({ length: 1e6 }, (_, i) => `c${i.toString(36)}`).join(",")}\n${"1,".repeat(999_999)}1\n`,
      ),
  },
  "csv.gz": { "one cell of 300 MB": () => gzipSync(zeros(3e8).fill(97)) },
  "jsonl.gz": { "a line of 200 MB": () => gzipSync(zeros(2e8).fill(32)) },
  idx: {
    "pictures that unpack to 200 MB": () => {
      const images = zeros(16 + 200_000 * 1024);
      images.set([0, 0, 8, 3, 0, 3, 0x0d, 0x40, 0, 0, 0, 32, 0, 0, 0, 32]);
      return gzipSync(images);
    },
  },
};
