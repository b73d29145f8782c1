/**
 * @file What one step of a trainer learns from, as one writes it by hand, and the data set that it becomes.
 */

import type { Dataset, NumberList, TargetList, Targets } from "../data/dataset.js";
import { dataset } from "../data/from-arrays.js";
import { inOneList, requireExamples } from "../engine/targets.js";
import { AkariError, requireOptions } from "../error.js";
import { type ModelDefinition, outputUnits } from "../model/model.js";
import { classLabels } from "../model/outputs.js";

/** The most examples in a step where nobody says. */
export const BATCH_SIZE = 256;

/** What a step learns from: examples as one writes them by hand, or rows of the trainer's data. */
export type Batch = ExampleBatch | RowBatch;

export interface ExampleBatch {
  /** Raw inputs, `[n, inputs]`: in one list, or in a list with a list an example. */
  readonly inputs: NumberList;
  /**
   * A target for each example, as `dataset` reads them, and for a network that tells classes apart their numbers or
   * names too. A loss of one's own does without.
   */
  readonly targets?: TargetList;
  /** What each example's loss is multiplied by, `[n]`; any number, so that a reward may be below 0. 1 when left out. */
  readonly weights?: ArrayLike<number>;
}

export interface RowBatch {
  /** Row numbers, from 0, of the data that the trainer was made with. */
  readonly rows: ArrayLike<number>;
}

/**
 * A batch's examples.
 *
 * @param ownLoss whether a loss of one's own judges them, which knows the targets itself
 * @throws AkariError `invalid-data` naming what is no example, `invalid-argument` for an unknown part
 */
export function examplesOf(definition: ModelDefinition, batch: ExampleBatch, ownLoss: boolean): Dataset {
  requireOptions(batch, ["inputs", "targets", "weights"], "A batch");
  const data = inOneList(definition, batch.inputs);
  const rows = requireExamples(definition, data);
  if (batch.targets === undefined && !ownLoss) {
    throw new AkariError(
      "invalid-data",
      "A batch needs targets, or a loss of your own that does without them.",
    );
  }
  return {
    name: "the batch",
    features: {
      data: data instanceof Uint8Array || data instanceof Float32Array ? data : new Float64Array(data),
      rows,
      columns: definition.inputs,
    },
    targets: ownLoss ? noTargets(definition, rows) : targetsOf(definition, batch.targets ?? [], rows),
    preprocessing: definition.preprocessing,
    ...(batch.weights === undefined ? {} : { weights: new Float64Array(batch.weights) }),
  };
}

/** For a loss that knows them itself: targets that every network has, and that nobody reads. */
function noTargets(definition: ModelDefinition, rows: number): Targets {
  const columns = outputUnits(definition);
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) data[row * columns] = 1;
  return { kind: "values", data, columns };
}

/** Numbers for a network that tells classes apart are classes where there is one an example, and else shares of each. */
function targetsOf(definition: ModelDefinition, targets: TargetList, rows: number): Targets {
  const units = outputUnits(definition);
  const flat = typeof targets[0] !== "object";
  if (flat && typeof targets[0] === "number" && targets.length === rows * units && units > 1) {
    return { kind: "values", data: new Float64Array(targets as ArrayLike<number>), columns: units };
  }
  const isClass = flat && definition.loss === "cross_entropy";
  const labels = definition.labels !== undefined || isClass ? classLabels(definition) : undefined;
  const named = typeof targets[0] === "string" || isClass;
  if (named && labels === undefined) {
    throw new AkariError(
      "invalid-data",
      `The batch has a class "${String(targets[0])}", but the network's have no names: ` +
        "give defineModel labels, or give the batch numbers.",
    );
  }
  const read = dataset(new Float32Array(rows), targets, {
    name: "the batch",
    ...(named && labels !== undefined ? { labels } : {}),
  });
  return read.targets;
}

/** `0, 1, …`: the same array for batches of the same length. */
const counted = new Map<number, Uint32Array>();
export function allRows(count: number): Uint32Array {
  const found = counted.get(count) ?? Uint32Array.from({ length: count }, (_, row) => row);
  if (count <= BATCH_SIZE) counted.set(count, found);
  return found;
}
