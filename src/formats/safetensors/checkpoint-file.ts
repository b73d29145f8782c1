/**
 * @file The checkpoint file: a model file with more in it, so that everything that reads a model reads its weights.
 *
 * ```
 * 0.weight …                                  the weights at the checkpoint, as in a model file
 * optimizer.<layer>.<moment>.weight, … .bias  the optimizer's state, in the parameters' layout; layers count from 0
 * best.0.weight …                             the weights of the best epoch, where they are kept
 * batchNorm.<layer>.weight, .bias, .scale,    with batch normalisation each hidden layer as it is trained: `W`, `β`, `γ`
 *   .mean, .variance                          and running averages; the weights above have it folded into them
 * optimizer.<layer>.<moment>.scale            with batch normalisation the optimizer's state of `γ`
 * metadata                                    akari: the model's description; akari.checkpoint: the run's;
 *                                             akari.content: the hash of it all
 * ```
 */

import type { Bytes } from "../../bytes.js";
import { type BatchNormState, type OptimizerState, requireMoments } from "../../engine/engine.js";
import { requireBatchNorm } from "../../engine/regularizers.js";
import { AkariError, invalidArgument, requireOptions } from "../../error.js";
import { layerInputs, type ModelDefinition, requireShapes } from "../../model/model.js";
import { type MomentName, momentNames } from "../../model/optimizers.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import { completeOptional } from "../../training/options.js";
import { inFile, parseJsonObject, quote } from "../description/json.js";
import {
  DESCRIPTION_KEY,
  formatDescription,
  type ModelDescription,
  type TensorNames,
} from "../description/model-description.js";
import { type TrainingRecord, trainingHistory } from "../description/training-record.js";
import {
  CHECKPOINT_KEY,
  type CheckpointDescription,
  formatCheckpoint,
  parseCheckpoint,
} from "./checkpoint-description.js";
import { layerTensors, readLayers, requireFiniteTensors, sequentialNames } from "./layer-tensors.js";
import { type ModelFileOptions, readDescription, readModel, verification } from "./model-file.js";
import { decodeSafetensors, encodeHashed, type SafetensorsFile, type Tensor } from "./safetensors.js";

/**
 * What a run's own program keeps in its checkpoints, to find data and result again.
 *
 * @useDeclaredType
 */
export type RunFiles = Pick<
  CheckpointDescription,
  "source" | "reading" | "split" | "examples" | "penDigits" | "takenOver" | "out"
>;

export interface CheckpointFileOptions extends ModelFileOptions {
  readonly files?: RunFiles;
}

/** What {@link decodeCheckpoint} finds in a file. */
export interface StoredCheckpoint {
  readonly checkpoint: Checkpoint;
  /** What to call the tensors of the model that comes out. */
  readonly names: readonly TensorNames[];
  readonly files: RunFiles;
  /** As a stored model's. */
  readonly verified?: true;
}

/**
 * A checkpoint as the bytes of its file.
 *
 * @throws AkariError as `encodeModel` does
 * @example
 * ```ts
 * const bytes = encodeCheckpoint(checkpoint);
 * ```
 */
export function encodeCheckpoint(checkpoint: Checkpoint, options: CheckpointFileOptions = {}): Bytes {
  requireOptions(options, ["files", "names"], "Writing a checkpoint");
  const { model, optimizerState, batchNorm = [], best, ...run } = checkpoint;
  const { definition, parameters } = model;
  const { files, names = sequentialNames(definition) } = options;
  const moments = momentNames(run.configuration.optimizer);
  requireShapes(definition, parameters);
  requireMoments(definition, moments, optimizerState);
  const parts = [layerTensors(definition, parameters, names)];
  if (best !== undefined) {
    requireShapes(definition, best.parameters);
    parts.push(layerTensors(definition, best.parameters, bestNames(names)));
  }
  parts.forEach(requireFiniteTensors);
  for (const moment of moments) {
    const layers = optimizerState.map((state) => state[moment]);
    parts.push(layerTensors(definition, layers, optimizerNames(definition, moment)));
  }
  if (batchNorm.length > 0) requireBatchNorm(definition, moments, batchNorm);
  parts.push(batchNormTensors(definition, moments, batchNorm));
  const tensors = new Map(parts.flatMap((part) => [...part]));
  if (tensors.size < parts.reduce((sum, { size }) => sum + size, 0)) {
    throw invalidArgument(
      "The model's tensors cannot have names that begin as those of a checkpoint do, with " +
        '"optimizer.", "batchNorm." or "best.".',
    );
  }
  const record = recordOf(checkpoint, files?.split);
  return encodeHashed(tensors, {
    [DESCRIPTION_KEY]: formatDescription({ definition, tensors: names, record }),
    [CHECKPOINT_KEY]: formatCheckpoint({
      ...run,
      ...(best === undefined ? {} : { bestEpoch: best.epoch }),
      ...files,
    }),
  });
}

/**
 * Reads a checkpoint file, trusting nothing in it.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is damaged, no checkpoint, or contradicts itself
 * @example
 * ```ts
 * const { checkpoint } = decodeCheckpoint(bytes, "run.checkpoint");
 * const { model } = await fit(network, data, { resume: checkpoint });
 * ```
 */
export function decodeCheckpoint(bytes: Uint8Array, name: string): StoredCheckpoint {
  const file = decodeSafetensors(bytes, name);
  const description = readDescription(file, name);
  if (description === undefined || !Object.hasOwn(file.metadata, CHECKPOINT_KEY)) {
    throw new AkariError(
      "invalid-file",
      `${name} is a safetensors file, but not a checkpoint of Akari's. \`akari train --checkpoint\` makes those; ` +
        "`akari train --init` can start a new run from its weights.",
    );
  }
  const json = parseJsonObject(file.metadata[CHECKPOINT_KEY], `The description of the checkpoint in ${name}`);
  const { bestEpoch, source, reading, split, examples, penDigits, takenOver, out, ...run } = inFile(
    name,
    CHECKPOINT,
    () => parseCheckpoint(json),
  );
  const model = readModel(file, description, name);
  const names = description.tensors;
  const moments = momentNames(run.configuration.optimizer);
  return {
    checkpoint: {
      ...run,
      model,
      optimizerState: readMoments(file, model.definition, moments, name),
      ...(run.configuration.batchNorm === true
        ? { batchNorm: readBatchNorm(file, model.definition, moments, name) }
        : {}),
      ...(bestEpoch === undefined ? {} : { best: readBest(file, description, bestEpoch, name) }),
    },
    names,
    files: {
      ...(source === undefined ? {} : { source }),
      ...(reading === undefined ? {} : { reading }),
      ...(split === undefined ? {} : { split }),
      ...(examples === undefined ? {} : { examples }),
      ...(penDigits === undefined ? {} : { penDigits }),
      ...(takenOver === undefined ? {} : { takenOver }),
      ...(out === undefined ? {} : { out }),
    },
    ...verification(file),
  };
}

/** Whether a safetensors file is a checkpoint. @throws AkariError `invalid-file` where it is damaged */
export const isCheckpoint = (bytes: Uint8Array, name: string): boolean =>
  Object.hasOwn(decodeSafetensors(bytes, name).metadata, CHECKPOINT_KEY);

const CHECKPOINT = "checkpoint of Akari's";

const bestNames = (names: readonly TensorNames[]): TensorNames[] =>
  names.map(({ weight, bias }) => ({ weight: `best.${weight}`, bias: `best.${bias}` }));

const optimizerNames = ({ layers }: ModelDefinition, moment: MomentName): TensorNames[] =>
  layers.map((_, i) => ({
    weight: `optimizer.${i}.${moment}.weight`,
    bias: `optimizer.${i}.${moment}.bias`,
  }));

function readBest(
  file: SafetensorsFile,
  { definition, tensors }: ModelDescription,
  epoch: number,
  name: string,
): NonNullable<Checkpoint["best"]> {
  const parameters = readLayers(file, bestNames(tensors), name);
  inFile(name, CHECKPOINT, () => requireShapes(definition, parameters));
  return { epoch, parameters };
}

/** Moments may be infinite where weights are not: the square of a large gradient. */
function readMoments(
  file: SafetensorsFile,
  definition: ModelDefinition,
  moments: readonly MomentName[],
  name: string,
): OptimizerState {
  const state = definition.layers.map((_, i) =>
    Object.fromEntries(
      moments.map((moment) => {
        const { weight, bias } = optimizerNames(definition, moment)[i];
        return [moment, { weight: readNumbers(file, weight, name), bias: readNumbers(file, bias, name) }];
      }),
    ),
  );
  inFile(name, CHECKPOINT, () => requireMoments(definition, moments, state));
  return state;
}

const BATCH_NORM = ["weight", "bias", "scale", "mean", "variance"] as const;

const batchNormName = (layer: number, part: string): string => `batchNorm.${layer}.${part}`;
const scaleName = (layer: number, moment: string): string => `optimizer.${layer}.${moment}.scale`;

function batchNormTensors(
  definition: ModelDefinition,
  moments: readonly MomentName[],
  states: readonly BatchNormState[],
): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  states.forEach((state, i) => {
    const { units } = definition.layers[i];
    for (const part of BATCH_NORM) {
      const shape = part === "weight" ? [units, layerInputs(definition, i)] : [units];
      tensors.set(batchNormName(i, part), { shape, data: state[part] });
    }
    for (const moment of moments) {
      tensors.set(scaleName(i, moment), { shape: [units], data: state.moments[moment] });
    }
  });
  return tensors;
}

function readBatchNorm(
  file: SafetensorsFile,
  definition: ModelDefinition,
  moments: readonly MomentName[],
  name: string,
): BatchNormState[] {
  const states = definition.layers.slice(0, -1).map((_, i): BatchNormState => {
    const read = (part: string): Tensor["data"] => readNumbers(file, batchNormName(i, part), name);
    return {
      weight: read("weight"),
      bias: read("bias"),
      scale: read("scale"),
      mean: read("mean"),
      variance: read("variance"),
      moments: Object.fromEntries(
        moments.map((moment) => [moment, readNumbers(file, scaleName(i, moment), name)]),
      ),
    };
  });
  inFile(name, CHECKPOINT, () => requireBatchNorm(definition, moments, states));
  return states;
}

function readNumbers({ tensors }: SafetensorsFile, tensor: string, name: string): Tensor["data"] {
  const found = tensors.get(tensor);
  if (found !== undefined) return found.data;
  throw new AkariError(
    "invalid-file",
    `${name} is not a sound ${CHECKPOINT}. It lacks the tensor ${quote(tensor)}.`,
  );
}

/** How the weights at the checkpoint came to be. @param split how its program has divided the examples, where it has */
function recordOf(
  { configuration, data, step, planned, history }: Checkpoint,
  split: RunFiles["split"],
): TrainingRecord {
  const { optimizer, batchSize, seed, shuffle, validation, engine } = configuration;
  const { epochs, trainingExamples } = planned;
  const validationAccuracy = history.at(-1)?.validationAccuracy;
  const curves = trainingHistory(history);
  return {
    data: data.name,
    seed,
    epochs,
    steps: step,
    batch: batchSize,
    shuffle,
    validation:
      typeof validation === "number"
        ? validation
        : (split?.validation ?? validation.rows / (validation.rows + trainingExamples)),
    optimizer,
    ...completeOptional(configuration),
    engine,
    trainingExamples,
    ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
    ...(curves === undefined ? {} : { history: curves }),
  };
}
