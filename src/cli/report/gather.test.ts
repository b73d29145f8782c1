import { expect, test } from "vitest";
import type { ChunkedDataset, Dataset } from "../../data/dataset.js";
import { inMemory } from "./gather.js";

const PREPROCESSING = { divideBy: 1 };

/** Chunks that take each other's memory, as those of files do. */
function chunked(chunks: readonly Dataset[]): ChunkedDataset {
  const room = new Float32Array(Math.max(...chunks.map(({ features }) => features.data.length)));
  const [{ targets }] = chunks;
  return {
    name: "large",
    features: { rows: chunks.reduce((sum, { features }) => sum + features.rows, 0), columns: 2 },
    targets,
    preprocessing: PREPROCESSING,
    chunks: chunks.map(({ features }) => features.rows),
    fingerprint: { name: "large", rows: 3, columns: 2, hash: "" },
    totals: [],
    async load(chunk) {
      const { features, ...rest } = chunks[chunk];
      room.set(features.data);
      return { ...rest, features: { ...features, data: room.subarray(0, features.data.length) } };
    },
  };
}

const part = (data: readonly number[], targets: Dataset["targets"]): Dataset => ({
  name: "part",
  features: { data: Float32Array.from(data), rows: data.length / 2, columns: 2 },
  targets,
  preprocessing: PREPROCESSING,
});

test("chunks of classes, one after the other", async () => {
  const names = ["a", "b"];
  const whole = await inMemory(
    chunked([
      part([1, 2, 3, 4], { kind: "classes", classes: Uint8Array.of(0, 1), names }),
      part([5, 6], { kind: "classes", classes: Uint8Array.of(1), names }),
    ]),
  );
  expect(whole).toEqual({
    name: "large",
    features: { data: Float32Array.of(1, 2, 3, 4, 5, 6), rows: 3, columns: 2 },
    targets: { kind: "classes", classes: Uint32Array.of(0, 1, 1), names },
    preprocessing: PREPROCESSING,
  });
});

test("chunks of numbers; what is in memory stays as it is", async () => {
  const first = part([1, 2], { kind: "values", data: Float64Array.of(0.5, 1.5), columns: 2 });
  const whole = await inMemory(chunked([first, first]));
  expect(whole.targets).toEqual({ kind: "values", data: Float64Array.of(0.5, 1.5, 0.5, 1.5), columns: 2 });
  expect(await inMemory(whole)).toBe(whole);
});

test("rows keep their weights", async () => {
  const targets = (...data: number[]): Dataset["targets"] => ({
    kind: "values",
    data: Float64Array.from(data),
    columns: 1,
  });
  const whole = await inMemory(
    chunked([
      { ...part([1, 2, 3, 4], targets(1, 2)), weights: Float32Array.of(0.5, 0) },
      { ...part([5, 6], targets(3)), weights: Float32Array.of(2) },
    ]),
  );
  expect(whole.weights).toEqual(Float64Array.of(0.5, 0, 2));
});
