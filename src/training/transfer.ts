/**
 * @file Transfer learning: a network that begins with the first layers of another one, which has learned something else from
 * inputs of the same kind.
 */

import type { DatasetShape } from "../data/dataset.js";
import { AkariError, invalidArgument } from "../error.js";
import {
  initializeParameters,
  type LayerParameters,
  layerInputs,
  type Model,
  type ModelDefinition,
} from "../model/model.js";
import type { Preprocessing } from "../model/preprocessing.js";
import { same } from "./plan.js";
import { changedParts } from "./same-run.js";

/** Where layers come from. What another program's file does not describe has parameters alone. */
export interface TransferSource {
  readonly parameters: readonly LayerParameters[];
  readonly definition?: ModelDefinition;
}

export interface TransferOptions {
  /** How many of the first layers to take over. */
  readonly layers: number;
  /** Draws the others; 1 when left out. */
  readonly seed?: number;
}

/**
 * A model to start training from: its first layers are another model's, bit for bit, the others are drawn from the seed as
 * they would be without it. `freeze` of `fit` keeps what was taken over as it is.
 *
 * Inputs must mean what they meant to the other model, so data have to be prepared as its data were: `prepareParts` takes
 * its preprocessing.
 *
 * @param definition the network to train
 * @param data what it will learn from
 * @param from the other model
 * @throws AkariError `invalid-argument` where there are not so many layers, or one has another shape or activation;
 * `invalid-data` where the data are prepared in another way
 * @example
 * ```ts
 * const start = transferLayers(network, train, digits, { layers: 1 });
 * const { model } = await fit(start, train, { freeze: 1 });
 * ```
 */
export function transferLayers(
  definition: ModelDefinition,
  data: DatasetShape,
  from: Model | TransferSource,
  { layers, seed = 1 }: TransferOptions,
): Model {
  const least = Math.min(definition.layers.length, from.parameters.length);
  if (!(Number.isSafeInteger(layers) && layers >= 1 && layers <= least)) {
    throw invalidArgument(
      `The first layers to take over can be 1 to ${least}, not ${layers}: the other network has ${from.parameters.length}, ` +
        `and this one ${definition.layers.length}.`,
    );
  }
  if (from.definition !== undefined) requireSameInputs(data, from.definition.preprocessing);
  const parameters = initializeParameters(definition, seed).map((own, i) => {
    if (i >= layers) return own;
    requireLayer(definition, from, i);
    const { weight, bias } = from.parameters[i];
    return { weight: weight.slice(), bias: bias.slice() };
  });
  return { definition, parameters };
}

function requireLayer(definition: ModelDefinition, from: TransferSource, i: number): void {
  const { weight, bias } = from.parameters[i];
  const { units, activation } = definition.layers[i];
  const shape = (inputs: number, count: number) => `${inputs} → ${count}`;
  const [wanted, found] = [
    shape(layerInputs(definition, i), units),
    shape(weight.length / bias.length, bias.length),
  ];
  if (wanted !== found) {
    throw invalidArgument(
      `Layer ${i + 1} of the other network is ${found}, and here it is ${wanted}: it cannot be taken over.`,
    );
  }
  const theirs = from.definition?.layers[i].activation ?? activation;
  if (theirs === activation) return;
  throw invalidArgument(
    `Layer ${i + 1} of the other network has the activation ${theirs}, and here it has ${activation}: what it has learned ` +
      "is for its own.",
  );
}

/** What becomes of targets may differ; what inputs are may not. */
function requireSameInputs({ name, preprocessing }: DatasetShape, theirs: Preprocessing): void {
  const [ours, stored] = [inputsOf(preprocessing), inputsOf(theirs)];
  if (same(ours, stored)) return;
  throw new AkariError(
    "invalid-data",
    `The inputs of ${name} do not mean what they meant to the other network, whose layers are to be taken over: they are ` +
      `prepared in another way (${changedParts(stored, ours).join("; ")}).`,
  );
}

function inputsOf({ outputs, table, ...inputs }: Preprocessing): Preprocessing {
  return table === undefined ? inputs : { ...inputs, table: { ...table, targets: [] } };
}
