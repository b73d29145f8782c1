/**
 * @file Small files that would become very much are answered with a sentence, before they have become it. They are read
 * by processes of their own, whose memory is looked at; these run dist/, which `npm test` builds first.
 */

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { Allowance, requirePixels, unpackedLimit } from "../../src/bounds.js";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { FREE, OnnxGraph } from "../support/onnx-graph.js";
import { type Amplified, DATA, keras, ONNX, SAFETENSORS } from "./amplified.js";

const READ = fileURLToPath(new URL("./read.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "akari-bounds-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What reading may take beyond what the process has: the largest of these files would have become thousands of MB. */
const MOST_MEMORY = 600e6;

interface Said {
  readonly code: string;
  readonly message: string;
  readonly most: number;
}

async function said(paths: readonly string[]): Promise<{ before: number; files: Said[] }> {
  const { stdout } = await promisify(execFile)(process.execPath, [READ, ...paths], { timeout: 120_000 });
  const [{ most }, ...files] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { before: most, files };
}

const weights = unzipSync(readFileSync(new URL("../keras/functional.keras", import.meta.url)))[
  "model.weights.h5"
];

describe("small files that ask for much", () => {
  const { idx, ...others } = DATA;
  const kinds: Readonly<Record<string, Amplified>> = {
    onnx: ONNX,
    keras: keras(weights),
    safetensors: SAFETENSORS,
    ...others,
  };
  test.each(Object.entries(kinds))(
    "%s",
    async (end, files) => {
      const names = Object.keys(files);
      const paths = names.map((name) => join(folder, `${name.replace(/\W+/g, "-")}.${end}`));
      names.forEach((name, i) => {
        writeFileSync(paths[i], files[name]());
      });
      const { before, files: answers } = await said(paths);
      const wrong = answers.flatMap(({ code, message, most }, i) =>
        code?.startsWith("invalid-") && most < before + MOST_MEMORY
          ? []
          : [`${names[i]}: ${code} ${message}, ${Math.round((most - before) / 1e6)} MB`],
      );
      expect(wrong).toEqual([]);
      expect(answers).toHaveLength(names.length);
    },
    180_000,
  );

  test("packed pictures of IDX", async () => {
    const path = join(folder, "idx");
    mkdirSync(path);
    const [images] = Object.values(idx);
    writeFileSync(join(path, "train-images-idx3-ubyte.gz"), images());
    writeFileSync(join(path, "t10k-images-idx3-ubyte.gz"), gzipSync(new Uint8Array(8)));
    for (const part of ["train", "t10k"])
      writeFileSync(join(path, `${part}-labels-idx1-ubyte`), new Uint8Array(8));
    const { files } = await said([path]);
    expect(files).toMatchObject([{ code: "invalid-file" }]);
    expect(files[0].message).toMatch(/cannot be unpacked: it holds more than [\d,]+ bytes, the most that/);
  });
});

describe("what is named", () => {
  test("numbers of a model's file", () => {
    expect(() => decodeOnnx(ONNX["one weight used 2,000 times"](), "net.onnx")).toThrow(
      "net.onnx asks for more numbers than its 1,249,347 bytes can mean: of a model's file at most 4,194,304 are made " +
        "and 8 more for each of its bytes, 14,189,080 here.",
    );
  });

  test("pixels of a small file", () => {
    expect(() => requirePixels(5000, 5000, 1000, "a.png")).toThrow(
      "a.png claims to be 5000×5000 pixels. That is too large: at most 17 million are read of a file of 1,000 bytes.",
    );
    expect(() => requirePixels(20_000, 20_000, 1e9, "a.png")).toThrow("at most 100 million are read.");
    expect(() => requirePixels(10_000, 10_000, 84_000, "a.png")).not.toThrow();
  });
});

test("numbers are taken one by one or together, up to the limit and not beyond", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 30 }),
      fc.array(fc.integer({ min: 0, max: 2 ** 23 })),
      (bytes, parts) => {
        const allowance = new Allowance(bytes, "net");
        const most = 2 ** 22 + 8 * bytes;
        expect(allowance.most).toBe(most);
        let sum = 0;
        for (const part of parts) {
          sum += part;
          if (sum <= most) allowance.take(part);
          else expect(() => allowance.take(part)).toThrow("net asks for more numbers");
          if (sum > most) return;
        }
      },
    ),
  );
  expect(() => new Allowance(1e9, "net").take(Number.POSITIVE_INFINITY)).toThrow("net asks for more numbers");
  expect(unpackedLimit(0)).toBe(2 ** 26);
});

test("one weight may be that of several layers", () => {
  const graph = new OnnxGraph(17);
  const weight = graph.tensor(
    [64, 64],
    Array.from({ length: 64 * 64 }, (_, i) => Math.sin(i)),
  );
  let value = graph.input("x", [FREE, 64]);
  for (let i = 0; i < 200; i++) value = graph.node("Tanh", [graph.node("MatMul", [value, weight])]);
  graph.output(value, 2);
  const { model } = decodeOnnx(graph.bytes(), "tied.onnx");
  expect(model.parameters).toHaveLength(200);
  expect(model.parameters[199].weight).toEqual(model.parameters[0].weight);
});
