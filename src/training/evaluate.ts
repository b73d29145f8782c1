/**
 * @file Judges a trained model by a data set.
 */

import { type ChunkedDataset, isChunked } from "../data/chunked-dataset.js";
import { type Dataset, requireTypedArrays } from "../data/dataset.js";
import type { EngineOptions, Numbers } from "../engine/engine.js";
import { compileNetwork } from "../engine/engines.js";
import { requireOutputRoom } from "../engine/targets.js";
import type { Model } from "../model/model.js";
import { AttachedChunks } from "./attached-chunks.js";
import { type Evaluation, score } from "./score.js";

export interface EvaluateOptions extends EngineOptions {
  /** Where to write the outputs, at least `[rows, units of the output layer]`; they are not kept when left out. */
  readonly outputs?: Numbers;
}

/**
 * Mean loss of a model over a data set, by its rows' weights where it has some, and for classes the accuracy and the confusion matrix. Inputs are
 * preprocessed as the model was trained, whatever the data set says.
 *
 * @throws AkariError `invalid-data` where the data do not fit the model, `invalid-argument` where `outputs` has too
 * little room
 */
export async function evaluate(
  model: Model,
  data: Dataset | ChunkedDataset,
  { engine = "wasm", outputs }: EvaluateOptions = {},
): Promise<Evaluation> {
  if (!isChunked(data)) requireTypedArrays(data);
  if (outputs !== undefined) requireOutputRoom(model.definition, data.features.rows, outputs);
  const network = await compileNetwork(engine, model.definition);
  try {
    network.setParameters(model.parameters);
    return await score(network, new AttachedChunks(network, data), undefined, outputs);
  } finally {
    network.dispose();
  }
}
