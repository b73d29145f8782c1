/**
 * @file Networks of other programs that are shown pictures: every command reads the same answer out of the same pixels,
 * whether the file scales them, somebody says how, or it is assumed and said.
 */

import { EventEmitter } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import fc from "fast-check";
import { PNG } from "pngjs";
import { afterAll, describe, expect, test } from "vitest";
import { reference } from "../../src/engine/reference/engine.js";
import { load } from "../../src/formats/codecs.packages.js";
import { loadModel } from "../../src/formats/files.node.js";
import { GraphWriter } from "../../src/formats/onnx/graph-writer.js";
import { ELEMENT } from "../../src/formats/onnx/schema.js";
import { predictedClass } from "../../src/model/outputs.js";
import { randomGenerator } from "../../src/model/random.js";
import { DEFAULT_LIMITS } from "../../src/server/admission.js";
import { ServerMetrics } from "../../src/server/metrics.js";
import { createPredictApp } from "../../src/server/predict-app.js";
import { prepareModel } from "../../src/server/served-model.js";
import { akari, makeFolder } from "./harness.js";

const { path, remove } = makeFolder();
afterAll(remove);

const [HEIGHT, WIDTH, CLASSES] = [6, 5, 3];
const SIZE = HEIGHT * WIDTH;
/** How a graph scales what it takes in; the last two do not say that it takes bytes. */
const SCALINGS = ["divide", "to one", "standard", "each", "bytes", "standard of 0 to 1", "none"] as const;
type Scaled = (typeof SCALINGS)[number];

interface Made {
  readonly file: Uint8Array<ArrayBuffer>;
  /** What the graph gives for pixels from 0 to 255. */
  outputs(pixels: Uint8Array): number[];
}

/** A graph of one layer, with random weights that fit what it is scaled to. */
function makeGraph(scaled: Scaled, seed: number, dims: readonly number[], softmax: boolean): Made {
  const random = randomGenerator(seed, "pictures");
  const graph = new GraphWriter();
  const numbers = (name: string, ...list: number[]): string =>
    graph.tensor(name, list.length === 1 ? [] : dims, Float32Array.from(list));
  const steps: ((x: number, i: number) => number)[] = [];
  const element = scaled === "bytes" ? ELEMENT.uint8 : ELEMENT.float32;
  let value = graph.input("x", { element, dims, description: "" });
  const node = (operator: string, name: string, list: number[], step: (x: number, by: number) => number) => {
    const by = numbers(name, ...list);
    value = graph.node(operator, [value, by], { name: `${name} done` });
    steps.push((x, i) => step(x, Math.fround(list[list.length === 1 ? 0 : i])));
  };
  const divide = (name: string, ...list: number[]) => node("Div", name, list, (x, by) => x / by);
  const subtract = (name: string, ...list: number[]) => node("Sub", name, list, (x, by) => x - by);
  if (scaled === "bytes") {
    value = graph.node("Cast", [value], { name: "cast", settings: { to: { integer: ELEMENT.float32 } } });
  }
  if (scaled === "divide" || scaled === "standard") divide("255", 255);
  if (scaled === "to one") {
    divide("127.5", 127.5);
    subtract("1", 1);
  }
  if (scaled === "standard" || scaled === "standard of 0 to 1") {
    subtract("mean", 0.13);
    divide("deviation", 0.31);
  }
  if (scaled === "each") {
    subtract("means", ...Array.from({ length: SIZE }, () => 100 + 50 * random.uniform()));
    divide("deviations", ...Array.from({ length: SIZE }, () => 40 + 50 * random.uniform()));
  }
  // Weights of bytes that nothing scales are as small as those bytes are large.
  const size = scaled === "bytes" ? 1 / 255 : 1;
  const weight = Float32Array.from({ length: CLASSES * SIZE }, () => random.normal() * size);
  const bias = Float32Array.from({ length: CLASSES }, () => random.normal());
  value = graph.node("Flatten", [value], { name: "flat", settings: { axis: { integer: 1 } } });
  value = graph.node(
    "Gemm",
    [value, graph.tensor("W", [CLASSES, SIZE], weight), graph.tensor("b", [CLASSES], bias)],
    {
      name: "sums",
      settings: { transB: { integer: 1 } },
    },
  );
  if (softmax) value = graph.node("Softmax", [value], { name: "p", settings: { axis: { integer: 1 } } });
  graph.give(value, graph.unique("y"), { element: ELEMENT.float32, dims: [CLASSES], description: "" });
  const isAssumed = scaled === "none" || scaled === "standard of 0 to 1";
  return {
    file: graph.file(graph.graph("net"), new Map()),
    outputs: (pixels) =>
      Array.from(bias, (b, unit) =>
        pixels.reduce((sum, pixel, i) => {
          const input = steps.reduce((x, step) => step(x, i), isAssumed ? pixel / 255 : pixel);
          return sum + weight[unit * SIZE + i] * input;
        }, b),
      ),
  };
}

function png(pixels: Uint8Array): Buffer {
  const image = new PNG({ width: WIDTH, height: HEIGHT });
  image.data = Buffer.from([...pixels].flatMap((level) => [level, level, level, 255]));
  return PNG.sync.write(image);
}

/** Four IDX files of the same pictures, each of class 0. */
function writeIdx(folder: string, pictures: readonly Uint8Array[]): void {
  mkdirSync(folder, { recursive: true });
  const words = (...list: number[]) =>
    Buffer.concat(list.map((n) => Buffer.from([n >>> 24, n >> 16, n >> 8, n])));
  const labels = Uint8Array.from(pictures, (_, i) => Math.min(i, CLASSES - 1));
  for (const part of ["train", "t10k"]) {
    const images = [words(0x803, pictures.length, HEIGHT, WIDTH), ...pictures];
    writeFileSync(`${folder}/${part}-images-idx3-ubyte`, Buffer.concat(images));
    writeFileSync(
      `${folder}/${part}-labels-idx1-ubyte`,
      Buffer.concat([words(0x801, pictures.length), labels]),
    );
  }
}

/** What a server answers to a picture. */
async function post(file: string, options: Parameters<typeof loadModel>[1], body: Buffer): Promise<Response> {
  const model = await prepareModel(await loadModel(file, options), "net", reference);
  const app = createPredictApp({
    state: { model, isDraining: false },
    limits: DEFAULT_LIMITS,
    metrics: new ServerMetrics(),
    log: () => {},
    access: { hosts: [], origins: [] },
  });
  const headers = { host: "localhost", "content-type": "image/png" };
  const incoming = Object.assign(Readable.from([body]), {
    headers,
    rawHeaders: Object.entries(headers).flat(),
  });
  const outgoing = Object.assign(new EventEmitter(), { writeContinue() {}, destroy() {} });
  const bindings = { incoming, outgoing } as unknown as Parameters<typeof app.request>[2];
  return app.request("/v1/predict", { method: "POST", headers }, bindings);
}

test("predict, trace, evaluate and a server agree on random networks and pictures", async () => {
  const made = fc.record({
    scaled: fc.constantFrom(...SCALINGS),
    seed: fc.nat(),
    dims: fc.constantFrom<readonly number[]>([HEIGHT, WIDTH], [1, HEIGHT, WIDTH], [HEIGHT, WIDTH, 1]),
    softmax: fc.boolean(),
    pictures: fc.array(fc.uint8Array({ minLength: SIZE, maxLength: SIZE }), { minLength: 3, maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(made, async ({ scaled, seed, dims, softmax, pictures }) => {
      const { file, outputs } = makeGraph(scaled, seed, dims, softmax);
      const isAssumed = scaled === "none" || scaled === "standard of 0 to 1";
      const [net, idx] = [path("net.onnx"), path("idx")];
      writeFileSync(net, file);
      writeIdx(idx, pictures);
      const pngs = pictures.map((pixels, i) => {
        writeFileSync(path(`${i}.png`), png(pixels));
        return path(`${i}.png`);
      });
      const options = ["--engine", "reference", ...(softmax ? [] : ["--output", "softmax"])];
      const expected = pictures.map((pixels) => predictedClass(outputs(pixels)));

      const predicted = await akari(["predict", net, ...pngs, "--json", ...options]);
      expect(predicted.code, predicted.stderr).toBe(0);
      const lines = predicted.stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(lines.map(({ label }) => Number(label))).toEqual(expected);
      expect(predicted.stderr.includes("0 to 255 were divided by 255")).toBe(isAssumed);

      const traced = await akari(["trace", net, pngs[0], "--json", ...options]);
      expect(Number(JSON.parse(traced.stdout).predicted)).toBe(expected[0]);

      const evaluated = await akari(["evaluate", net, idx, "--json", ...options]);
      expect(evaluated.code, evaluated.stderr).toBe(0);
      expect(evaluated.stderr).toBe(predicted.stderr);
      const { confusion } = JSON.parse(evaluated.stdout);
      const counts = expected.reduce((sums, c) => sums.map((n, i) => n + Number(i === c)), [0, 0, 0]);
      expect(
        Array.from(counts, (_, c) => confusion.reduce((sum: number, row: number[]) => sum + row[c], 0)),
      ).toEqual(counts);

      const said = softmax ? {} : { output: "softmax" as const };
      const open = await post(net, said, png(pictures[0]));
      expect(open.status).toBe(isAssumed ? 415 : 200);
      if (isAssumed) expect((await open.json()).detail).toContain("--divide-by 255");
      const told = isAssumed ? await post(net, { ...said, divideBy: 255 }, png(pictures[0])) : open;
      const [answer] = (await told.json()).predictions;
      expect(Number(answer.label)).toBe(expected[0]);
      expect(answer.probabilities[expected[0]]).toBeCloseTo(lines[0].probability, 5);
    }),
    { numRuns: 25 },
  );
});

describe("what nobody says of a network", () => {
  const net = path("logits.onnx");
  const one = path("one.png");
  const idx = path("few");
  const pictures = [0, 1, 2].map((i) => Uint8Array.from({ length: SIZE }, (_, k) => (k * 7 + i * 31) % 256));
  writeFileSync(net, makeGraph("none", 3, [HEIGHT, WIDTH], false).file);
  writeFileSync(one, png(pictures[0]));
  writeIdx(idx, pictures);

  test.each([
    [["predict", net, one], 0, "its 3 outputs were taken for numbers as they are"],
    [["evaluate", net, idx], 2, "Where these are logits, say --output softmax, or --output sigmoid"],
    [["report", net, idx, "--out", path("report.html")], 2, "--output linear scores them as they are"],
    [["evaluate", net, idx, "--output", "linear"], 0, "0 to 255 were divided by 255"],
    [["evaluate", net, idx, "--output", "relu"], 2, "--output relu is for akari train"],
    [["summary", net, "--activations", "softmax"], 2, "said with --output softmax"],
  ])("%j ends with %d", async (args, code, sentence) => {
    const ended = await akari(args);
    expect(ended.stderr).toContain(sentence);
    expect(ended.code).toBe(code);
  });

  test("is not assumed of numbers, nor of what says it", async () => {
    using loaded = await load(net);
    expect(loaded.assumed?.map(({ about }) => about)).toEqual(["scaling", "output"]);
    expect(loaded.model.definition.preprocessing).toEqual({ divideBy: 1, image: [HEIGHT, WIDTH] });
    using told = await load(net, { divideBy: 1, output: "softmax" });
    expect(told.assumed).toBeUndefined();
    expect(told.model.definition.preprocessing.takesBytes).toBe(true);
    const { code, stderr } = await akari(["predict", net, one, "--divide-by", "1", "--output", "softmax"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("is kept by an export, which says it once", async () => {
    const out = path("exported.safetensors");
    const exported = await akari(["export", net, "--to", "safetensors", "--output", "softmax", "--out", out]);
    expect(exported.stderr).toContain("0 to 255 were divided by 255");
    const before = await akari(["predict", net, one, "--output", "softmax"]);
    const after = await akari(["predict", out, one]);
    expect(after).toEqual({ ...before, stderr: "" });
    expect((await akari(["predict", out, one, "--output", "softmax"])).stderr).toContain("would be ignored");
  });

  test.each(["softmax", "linear"])(
    "is refused where the graph ends in softmax: --output %s",
    async (output) => {
      const file = path("softmax.onnx");
      writeFileSync(file, makeGraph("divide", 1, [HEIGHT, WIDTH], true).file);
      const { code, stderr } = await akari(["summary", file, "--output", output]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining("ends in softmax itself"),
      });
    },
  );
});
