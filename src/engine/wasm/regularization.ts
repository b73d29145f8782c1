/**
 * @file A network that is trained with regularisation: what the kernels are told of it. Loaded by those who train
 * so.
 */

import {
  type AugmentationDefinition,
  distortionKey,
  requireAugmentable,
  tangent,
} from "../../data/augmentation.js";
import type { Dataset } from "../../data/dataset.js";
import type { ModelDefinition } from "../../model/model.js";
import type { CompileOptions } from "../engine.js";
import { dropoutKey, dropoutThreshold, smoothingShare } from "../regularizers.js";
import type { Arena } from "./arena.js";
import { BatchNorm } from "./batch-norm.js";
import { LAYER, PLAN, RUN_BYTES, SPOILT_ENTRIES } from "./layout.js";
import type { Kernels } from "./module.js";

export class Regularization {
  /** The network as it is trained. Outside training it is the arena's own, or batch normalisation's. */
  readonly trainingPlan: number;
  readonly batchNorm: BatchNorm | undefined;
  readonly #augmentation: Augmentation | undefined;

  /**
   * @param threads the most that train
   */
  constructor(
    kernels: Kernels,
    definition: ModelDefinition,
    arena: Arena,
    options: CompileOptions,
    threads: number,
  ) {
    const { dropout = [], seed = 0, l1 = 0, clip, batchNorm = false, labelSmoothing = 0 } = options;
    const { parameters, parameterCount } = arena;
    let { plan, inputs } = arena;
    if (dropout.some((share) => share > 0)) {
      // What is left of the activations goes to a place of its own: their slopes are computed from all of them.
      inputs = inputs.map((from, i) =>
        i > 0 && (dropout[i] ?? 0) > 0 ? arena.activations(arena.layers[i].inputs) : from,
      );
      plan = arena.createPlan(inputs, parameters);
      dropout.forEach((share, i) => {
        const kept = 1 / (1 - share);
        kernels.write(arena.layerAt(plan, i), LAYER, {
          dropThreshold: dropoutThreshold(share),
          dropKey: dropoutKey(seed, i),
          dropScale: kept,
        });
      });
    }
    this.trainingPlan = plan;
    if (batchNorm) this.batchNorm = new BatchNorm(kernels, definition, arena, plan);
    kernels.write(plan, PLAN, {
      l1,
      targetShare: 1 - labelSmoothing,
      smoothingShare: smoothingShare(definition, labelSmoothing),
    });
    if (clip !== undefined) {
      const parameterBytes = parameterCount * 4;
      kernels.write(plan, PLAN, {
        clip,
        gradients: kernels.allocate(parameterBytes),
        squares: kernels.allocate(Math.ceil(parameterBytes / RUN_BYTES) * 8),
        parameterBytes,
      });
    }
    if (options.augmentation !== undefined) {
      this.#augmentation = new Augmentation(kernels, plan, options.augmentation, seed, threads);
    }
  }

  /**
   * How long a list of a row's inputs may become by training: 0 where the rows stay as they are.
   *
   * @throws AkariError `invalid-data` where they cannot be augmented as the network was told to
   */
  rowRoom(data: Dataset): number {
    if (this.#augmentation === undefined) return 0;
    requireAugmentable(data);
    // A distorted copy may have ink anywhere.
    return data.features.columns + SPOILT_ENTRIES;
  }

  /** Prepares steps of an epoch. @param epoch counted from 1 */
  prepare(epoch: number): void {
    this.#augmentation?.setEpoch(epoch);
    this.batchNorm?.changed();
  }
}

export class Augmentation {
  readonly #kernels: Kernels;
  readonly #plan: number;
  readonly #seed: number;
  /** The epoch whose copies are made now. */
  #epoch = 0;

  /** @param threads the most that train */
  constructor(
    kernels: Kernels,
    plan: number,
    amounts: AugmentationDefinition,
    seed: number,
    threads: number,
  ) {
    this.#kernels = kernels;
    this.#plan = plan;
    this.#seed = seed;
    const { rotation, shear, stretch, scale, shift, elastic, thickness, normalize } = amounts;
    kernels.created(
      kernels.call.setAugmentation(
        plan,
        tangent(rotation),
        shear,
        stretch,
        scale,
        shift,
        elastic,
        thickness,
        normalize ? 1 : 0,
        threads,
      ),
    );
  }

  /** Turns to an epoch's copies. @param epoch counted from 1 */
  setEpoch(epoch: number): void {
    if (epoch === this.#epoch) return;
    const [a, b, c, d] = distortionKey(this.#seed, epoch);
    this.#kernels.call.setDistortionKey(this.#plan, a, b, c, d);
    this.#epoch = epoch;
  }
}
