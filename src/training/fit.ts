/**
 * @file Training, from a description and data to a trained model.
 */

import { type ChunkedDataset, type Dataset, type DatasetShape, isChunked } from "../data/dataset.js";
import type { EngineChoice } from "../engine/choose-engine.js";
import { compileNetwork } from "../engine/compile-network.js";
import type { EngineNetwork } from "../engine/engine.js";
import { requireFit } from "../engine/targets.js";
import { requireRoom } from "../model/memory.js";
import {
  countParameters,
  defineModel,
  initializeParameters,
  type LayerParameters,
  type Model,
  type ModelDefinition,
  requireDefinition,
} from "../model/model.js";
import { isBatchOptimizer, momentNames } from "../model/optimizers.js";
import { isMultiLabel } from "../model/outputs.js";
import { chooserOf } from "./configuration.js";
import { dropoutShares, layerTraining, requireBatches } from "./layers.js";
import { asLabelled, requireInputsToGoOn } from "./model-units.js";
import { RowOrder, type StepOrder } from "./order.js";
import { planTraining, type TrainingPlan } from "./plan.js";
import { createRun, type FitOptions, type TrainingEvents, type TrainingRun } from "./run.js";
import { TrainingSession } from "./session.js";

/**
 * Trains a network: by steps over batches, or with the optimizer `lbfgs` by iterations over all training examples.
 *
 * The weights are a function of the model, the data and the options; they do not depend on how fast the machine is
 * or on what the loop over the events does.
 *
 * @param model a description, whose weights are then drawn from the seed, or a model to go on from. With the option
 * `resume` it is the checkpoint's, and the weights are those in the checkpoint
 * @param data what to learn from, in memory or in chunks. The model that comes out takes over its preprocessing, and its class names where
 * the model has no labels
 * @returns a run to await, or to loop over, with which it begins. It fails with an AkariError: `invalid-data` where
 * the data do not fit the model, `invalid-argument` for an option that cannot be, `out-of-memory` for a network that
 * is too large, and a {@link DivergedError}, which
 * carries the last good weights, when a loss or a weight becomes NaN or infinite
 * @example
 * ```ts
 * const { model } = await fit(network, data, { optimizer: "adam", learningRate: 0.01, epochs: 20 });
 *
 * const run = fit(network, data);
 * for await (const event of run) if (event.type === "epoch") console.log(event.epoch, event.loss);
 * const { history } = await run;
 * ```
 */
export function fit(
  model: ModelDefinition | Model,
  data: Dataset | ChunkedDataset,
  options: FitOptions = {},
): TrainingRun {
  return createRun((left, hold) => train(model, data, options, left, hold));
}

async function* train(
  model: ModelDefinition | Model,
  ofOwnOrder: Dataset | ChunkedDataset,
  given: FitOptions,
  left: AbortSignal,
  hold: (network: EngineNetwork | undefined) => void,
): TrainingEvents {
  const described = (model as Partial<Model> | null)?.definition ?? (model as ModelDefinition);
  requireDefinition(described);
  requireFit(described, ofOwnOrder);
  const data = asLabelled(ofOwnOrder, described.labels);
  const chooser = chooserOf(given?.engine);
  // Who goes on has the engine that was chosen.
  const options = chooser ? { ...given, engine: chooser.named(given.resume?.configuration?.engine) } : given;
  let plan = planTraining(data, options);
  let order: StepOrder;
  if (isChunked(data)) {
    const { ChunkOrder, requireForChunks } = await import("./chunk-order.js");
    requireForChunks(data, plan.configuration);
    order = new ChunkOrder(data.chunks, plan);
  } else order = new RowOrder(plan.trainingRows, plan);
  if ("parameters" in model) requireInputsToGoOn(described, data);
  const definition = definitionFor(described, data);
  const { resume, signal } = options;
  if (resume !== undefined) {
    const { requirePosition, requireSameRun } = await import("./same-run.js");
    requireSameRun(resume, definition, data, plan.validationData);
    requirePosition(resume, plan);
  }
  const { clip, batchNorm = false } = plan.configuration;
  const copies = 2 + momentNames(plan.optimizer).length + Number(clip !== undefined) + Number(batchNorm);
  requireRoom(countParameters(definition), copies);
  for (const examples of plan.chunks ?? [plan.trainingExamples]) {
    requireBatches(definition, plan.configuration, plan.batch, examples);
  }
  const compiling = {
    ...plan.configuration,
    ...plan,
    dropout: dropoutShares(definition, plan.configuration),
    byLayer: layerTraining(definition, plan.optimizer, plan.configuration),
  };
  const start = resume?.model ?? model;
  const parameters = "parameters" in start ? start.parameters : firstParameters(definition, plan);
  const weighted = await weightsFor(data, plan);
  let chosen: { readonly choice: EngineChoice } | undefined;
  if (chooser && !resume) {
    const task = { definition, parameters, compiling, data, weighted, rows: order };
    chosen = { choice: await chooser.choose(task) };
    const engine = chooser.named(chosen.choice.engine);
    plan = { ...plan, engine, configuration: { ...plan.configuration, engine: engine.name } };
  }
  const network = await compileNetwork(plan.engine, definition, compiling);
  try {
    network.setParameters(parameters);
    if (resume !== undefined) {
      network.setOptimizerState(resume.optimizerState);
      if (batchNorm) network.setBatchNorm(resume.batchNorm ?? []);
    }
    hold(network);
    const stopped = (): boolean => left.aborted || signal?.aborted === true;
    return yield* new TrainingSession(network, data, plan, {
      ...options,
      stopped,
      order,
      weighted,
      chosen,
    }).run();
  } finally {
    hold(undefined);
    network.dispose();
  }
}

/** Gives data the weights that they have in a run. Nothing where all examples count alike: then nobody needs to know how weights are shared out. */
export async function weightsFor(
  data: Dataset | ChunkedDataset,
  plan: TrainingPlan,
): Promise<((data: Dataset) => Dataset) | undefined> {
  const { classWeights } = plan.configuration;
  if (classWeights === undefined && !isChunked(data) && data.weights === undefined) return undefined;
  const { exampleWeights } = await import("./example-weights.js");
  return exampleWeights(data, plan.trainingRows, classWeights);
}

/**
 * Drawn from the seed; but of the many best weights that a single layer may have, a search from all examples is to find
 * those near zero.
 */
function firstParameters(definition: ModelDefinition, { optimizer, seed }: TrainingPlan): LayerParameters[] {
  const drawn = initializeParameters(definition, seed);
  if (!isBatchOptimizer(optimizer) && drawn.length === 1) drawn[0].weight.fill(0);
  return drawn;
}

/** The description of the model that will have learned from these data. */
export function definitionFor(
  given: ModelDefinition,
  { targets, preprocessing }: DatasetShape,
): ModelDefinition {
  const { table } = preprocessing;
  const names =
    targets.kind === "classes"
      ? { labels: targets.names, exclusive: true }
      : table !== undefined && isMultiLabel({ ...given, preprocessing })
        ? { labels: table.targets }
        : {};
  return defineModel({ ...names, ...given, preprocessing });
}
