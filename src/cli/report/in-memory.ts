/**
 * @file The part of a large table that a report is of, in memory: as a rule the test part, a tenth of it.
 */

import { type ChunkedDataset, isChunked } from "../../data/chunked-dataset.js";
import type { Dataset, Targets } from "../../data/dataset.js";
import { roomFor } from "../../data/table/row-encoder.js";

/** @throws AkariError `out-of-memory` where there is too little */
export async function inMemory(data: Dataset | ChunkedDataset): Promise<Dataset> {
  if (!isChunked(data)) return data;
  const { name, features, preprocessing } = data;
  const { rows, columns } = features;
  const inputs = roomFor(rows, columns, name);
  const width = data.targets.kind === "classes" ? 1 : data.targets.columns;
  const numbers = new Float64Array(rows * width);
  let weights: Float64Array | undefined;
  let row = 0;
  for (const chunk of data.chunks.keys()) {
    const { features: read, targets: known, weights: weighed } = await data.load(chunk);
    inputs.set(read.data.subarray(0, read.rows * columns), row * columns);
    const targets = known.kind === "classes" ? known.classes : known.data;
    numbers.set(targets.subarray(0, read.rows * width), row * width);
    if (weighed !== undefined) {
      weights ??= new Float64Array(rows);
      weights.set(weighed.subarray(0, read.rows), row);
    }
    row += read.rows;
  }
  const targets: Targets =
    data.targets.kind === "classes"
      ? { ...data.targets, classes: Uint32Array.from(numbers) }
      : { ...data.targets, data: numbers };
  return {
    name,
    features: { data: inputs, rows, columns },
    targets,
    ...(weights === undefined ? {} : { weights }),
    preprocessing,
  };
}
