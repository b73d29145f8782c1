/**
 * @file Files of Akari's that something has changed since: each reader calls them damaged, or what it reads is what was
 * written.
 */

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../src/engine/reference/engine.js";
import { AkariError } from "../src/error.js";
import { encodeOnnx } from "../src/formats/onnx/encode.js";
import { encodePytorch } from "../src/formats/pytorch/encode.js";
import { decodeCheckpoint, encodeCheckpoint } from "../src/formats/safetensors/checkpoint-file.js";
import { encodeSafetensorsModel } from "../src/formats/safetensors/model-file.js";
import { decodeSafetensors, encodeSafetensors } from "../src/formats/safetensors/safetensors.js";
import { decodeModel, decodeParameters, encodeModel, load } from "../src/formats.js";
import { defineModel, fit, type Model, type ModelDefinition } from "../src/index.js";
import { initializeParameters } from "../src/model.js";
import type { Checkpoint } from "../src/training.js";
import { olderOnnx, withMetadata } from "./support/onnx-graph.js";
import { CLASSIFIER, clouds } from "./support/tiny.js";

const RUNS = 500;

const modelOf = (definition: ModelDefinition): Model => ({
  definition,
  parameters: initializeParameters(definition, 1).map(({ weight, bias }) => ({
    weight: Float32Array.from(weight),
    bias: Float32Array.from(bias),
  })),
});

const digits = modelOf(
  defineModel({
    inputs: 16,
    layers: [
      { units: 3, activation: "sigmoid" },
      { units: 10, activation: "softmax" },
    ],
    labels: Array.from("0123456789"),
    preprocessing: { divideBy: 255, image: [4, 4] },
  }),
);
const scaled = { shift: 2, scale: 3 };
const houses = modelOf(
  defineModel({
    inputs: 4,
    layers: [
      { units: 3, activation: "tanh" },
      { units: 1, activation: "linear" },
    ],
    preprocessing: {
      divideBy: 1,
      table: {
        targets: ["price"],
        columns: [
          { name: "size", kind: "number", ...scaled, missing: { fill: 0, indicator: false } },
          {
            name: "kind",
            kind: "category",
            values: ["flat", "house"],
            missing: { fill: "flat", indicator: false },
          },
        ],
      },
      outputs: [{ name: "price", ...scaled }],
    },
  }),
);
const trained: { checkpoint?: Checkpoint } = {};
const { model: cloudy } = await fit(CLASSIFIER, clouds(40), {
  epochs: 2,
  batchSize: 8,
  batchNorm: true,
  validation: 0.2,
  keepBest: true,
  checkpoint: {
    every: { epochs: 1 },
    save: (checkpoint) => {
      trained.checkpoint = checkpoint;
    },
  },
});
const { checkpoint } = trained;
if (checkpoint === undefined) throw new Error("No checkpoint was made.");

/** What a reader makes of a file, as a text: equal where everything in it is, to the bit. */
type Reader = (bytes: Uint8Array) => Promise<unknown> | unknown;

const KINDS: readonly [what: string, bytes: Uint8Array, readers: readonly Reader[]][] = [
  ["a model of digits", encodeSafetensorsModel(digits), modelReaders("net.safetensors")],
  ["a model of a table", encodeSafetensorsModel(houses), modelReaders("net.safetensors")],
  [
    "a checkpoint",
    encodeCheckpoint(checkpoint),
    [(bytes) => decodeCheckpoint(bytes, "net.safetensors"), ...modelReaders("net.safetensors")],
  ],
  ["digits as ONNX", encodeOnnx(digits), modelReaders("net.onnx")],
  ["a table as ONNX", encodeOnnx(houses), modelReaders("net.onnx")],
  [
    "weights for PyTorch",
    (await encodePytorch(cloudy, "net.safetensors")).weights,
    [(bytes) => decodeSafetensors(bytes, "net.safetensors").tensors],
  ],
];

function modelReaders(name: string): Reader[] {
  return [
    (bytes) => decodeModel(bytes, { name }),
    (bytes) => decodeModel(bytes, { name, pictures: true }),
    (bytes) => decodeParameters(bytes, { name }),
    async (bytes) => {
      using model = await load(new File([Buffer.from(bytes)], name), { engine: reference });
      const { model: stored, record } = model;
      return { model: stored, record };
    },
  ];
}

/** Without `verified`: a file whose hash alone is gone is read all the same. */
const asText = (value: unknown): string =>
  JSON.stringify(value, (key, inner: unknown) => {
    if (key === "verified") return undefined;
    if (inner instanceof Float32Array || inner instanceof Float64Array) return Array.from(inner, hexadecimal);
    return inner instanceof Map ? [...inner] : inner;
  });

function hexadecimal(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString("hex");
}

const DAMAGED = /is damaged, or was changed|is not a sound (safetensors|ONNX) file|no model that Akari reads/;

/** Every reader calls it damaged, or reads what is in the whole file. */
async function isNoticed(bytes: Uint8Array, whole: Uint8Array, readers: readonly Reader[]): Promise<void> {
  for (const read of readers) {
    let found: string;
    try {
      found = asText(await read(bytes));
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      expect(error.code).toBe("invalid-file");
      expect(error.message).toMatch(DAMAGED);
      continue;
    }
    expect(found).toBe(asText(await read(whole)));
  }
}

describe.each(KINDS)("%s", (_what, whole, readers) => {
  test(`${RUNS} times with one byte changed`, async () => {
    const flip = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flip, async ([at, bits]) => {
        const bytes = whole.slice();
        bytes[at] ^= bits;
        await isNoticed(bytes, whole, readers);
      }),
      { numRuns: RUNS },
    );
  });

  test("cut short anywhere", async () => {
    for (let length = 0; length < whole.length; length += length % 64 === 0 ? 1 : 7) {
      const bytes = whole.subarray(0, length);
      for (const read of readers) {
        await expect(Promise.resolve(bytes).then(read)).rejects.toThrow(AkariError);
      }
    }
  });

  test("with bytes after its end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 20 }), (more) =>
        isNoticed(Buffer.concat([whole, more]), whole, readers),
      ),
      { numRuns: RUNS / 5 },
    );
  });
});

test("what Akari writes is verified, and twice the same", async () => {
  for (const format of ["safetensors", "onnx"] as const) {
    for (const model of [digits, houses, cloudy]) {
      const { bytes } = await encodeModel(model, { format });
      expect((await encodeModel(model, { format })).bytes).toEqual(bytes);
      expect((await decodeModel(bytes, { name: "net" })).verified).toBe(true);
    }
  }
  expect(encodeCheckpoint(checkpoint)).toEqual(encodeCheckpoint(checkpoint));
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint), "net").verified).toBe(true);
  using loaded = await load(encodeSafetensorsModel(digits));
  expect(loaded.verified).toBe(true);
});

/** A safetensors file's metadata, the hash among them. */
function metadataOf(bytes: Uint8Array): Record<string, string> {
  const length = Buffer.from(bytes).readUInt32LE(0);
  return JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString()).__metadata__;
}

const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

test("the hash can be computed as it is described", () => {
  const bytes = encodeSafetensorsModel(digits);
  const { tensors, metadata } = decodeSafetensors(bytes, "net");
  const rows = [
    ["metadata akari", sha256(metadata.akari)],
    ...Array.from(tensors, ([name, { shape, data }]) => [
      `tensor F32 [${shape}] ${name}`,
      sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    ]),
  ].sort();
  expect(metadataOf(bytes)["akari.content"]).toBe(`sha256:${sha256(JSON.stringify(rows))}`);
});

test("a program that only writes a file anew leaves its hash true", async () => {
  const bytes = encodeSafetensorsModel(digits);
  const { tensors } = decodeSafetensors(bytes, "net");
  const metadata = { format: "pt", ...metadataOf(bytes) };
  const anew = encodeSafetensors(new Map([...tensors].reverse()), metadata);
  expect(anew).not.toEqual(bytes);
  expect(await decodeModel(anew)).toEqual({ model: digits, verified: true });
});

describe("without a hash", () => {
  test("a model, such as Akari's before it wrote one, is read and not verified", async () => {
    const { tensors, metadata } = decodeSafetensors(encodeSafetensorsModel(digits), "net");
    expect(metadata).not.toHaveProperty("akari.content");
    expect(await decodeModel(encodeSafetensors(tensors, metadata))).toEqual({ model: digits });
  });

  test("a checkpoint is read and not verified", () => {
    const { tensors, metadata } = decodeSafetensors(encodeCheckpoint(checkpoint), "net");
    const stored = decodeCheckpoint(encodeSafetensors(tensors, metadata), "net");
    expect(stored.checkpoint).toEqual(checkpoint);
    expect(stored).not.toHaveProperty("verified");
  });

  test("an ONNX file is another program's, read by its graph", async () => {
    const { model, verified } = await decodeModel(withMetadata(encodeOnnx(digits)));
    expect(verified).toBeUndefined();
    expect(model.parameters).toEqual(digits.parameters);
  });
});

describe("an ONNX file of Akari's whose graph alone has a hash, as all had before", () => {
  test("is read whole, and not verified", async () => {
    expect(await decodeModel(olderOnnx(encodeOnnx(houses)))).toEqual({ model: houses });
  });

  test("is refused where the graph has another", async () => {
    const bytes = Buffer.from(olderOnnx(encodeOnnx(houses)));
    bytes.write("Sinh", bytes.indexOf("Tanh"), "latin1");
    await expect(decodeModel(bytes)).rejects.toThrow("was changed after Akari wrote it");
  });
});

test.each([
  ["digits", digits],
  ["a table", houses],
])("an ONNX file of %s whose graph was changed is not blamed on an operator", async (_what, model) => {
  const bytes = Buffer.from(encodeOnnx(model));
  bytes.write("Sinh", bytes.indexOf("Gemm"), "latin1");
  await expect(decodeModel(bytes, { name: "net.onnx" })).rejects.toThrow(
    /^net\.onnx is damaged, or was changed after Akari wrote it: its description and graph are not those that its hash was made of\. Get it again; where it was changed on purpose, take "akari" and "akari\.content" out of its metadata, and it is read by its graph alone\.$/,
  );
});
