/**
 * @file A network that is trained with regularisation: what the kernels are told of it. Loaded by those who train so.
 *
 * With batch normalisation there are two networks in the arena: the one in training has it, and the one that answers has
 * dense layers into which it is folded.
 */

import {
  type AugmentationDefinition,
  distortionKey,
  requireAugmentable,
  tangent,
} from "../../data/augmentation.js";
import type { Dataset } from "../../data/dataset.js";
import type { ModelDefinition } from "../../model/model.js";
import type { BatchNormState, CompileOptions } from "../engine.js";
import {
  dropoutKey,
  dropoutThreshold,
  foldBatchNorm,
  requireBatchNorm,
  smoothingShare,
} from "../regularizers.js";
import type { Arena } from "./arena.js";
import {
  AUGMENTATION,
  COPIES_BYTES,
  LAYER,
  NORM_ARRAYS,
  OVERRUN_ENTRIES,
  PLAN,
  ROW_BYTES,
  RUN_BYTES,
  RUNNING_MEAN,
  RUNNING_VARIANCE,
  SPLINE_PIXELS,
  SPLINE_TAPS,
} from "./layout.js";
import type { Kernels } from "./module.js";
import { packParameters, panelsFor, unpackParameters } from "./panels.js";

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
    if (batchNorm) this.batchNorm = new BatchNorm(kernels, definition, arena, plan, options.byLayer);
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
    return data.features.columns + OVERRUN_ENTRIES;
  }

  /** Prepares steps of an epoch. @param epoch counted from 1 */
  prepare(epoch: number): void {
    this.#augmentation?.setEpoch(epoch);
    this.batchNorm?.changed();
  }
}

class Augmentation {
  readonly #kernels: Kernels;
  readonly #key: number;
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
    this.#key = kernels.allocate(16);
    this.#seed = seed;
    const weights = kernels.allocate(SPLINE_TAPS * SPLINE_PIXELS * 4);
    const augmentation = kernels.record(AUGMENTATION, {
      ...amounts,
      rotation: tangent(amounts.rotation),
      normalize: Number(amounts.normalize),
      key: this.#key,
      weights,
      scratch: kernels.allocate(threads * COPIES_BYTES),
    });
    kernels.write(plan, PLAN, { augmentation });
    for (let x = 0; x < SPLINE_PIXELS; x++) {
      const t = (x + 0.5) / SPLINE_PIXELS;
      const s = 1 - t;
      const inner = (u: number): number => (3 * u * u * u - 6 * u * u + 4) / 6;
      [(s * s * s) / 6, inner(t), inner(s), (t * t * t) / 6].forEach((weight, tap) => {
        kernels.floats[weights / 4 + tap * SPLINE_PIXELS + x] = weight;
      });
    }
  }

  /** Turns to an epoch's copies. @param epoch counted from 1 */
  setEpoch(epoch: number): void {
    if (epoch === this.#epoch) return;
    this.#kernels.words.set(distortionKey(this.#seed, epoch), this.#key / 4);
    this.#epoch = epoch;
  }
}

/** A layer that is normalised: where its `γ` are in an array of all parameters, and its running averages. */
interface NormalizedLayer {
  /** Then it is not normalised after all: its `γ` and its averages stay as they begin. */
  readonly frozen: boolean;
  readonly units: number;
  /** In floats from the array's beginning. */
  readonly scale: number;
  /** Addresses. */
  readonly mean: number;
  readonly variance: number;
}

export class BatchNorm {
  /** The network outside training. */
  readonly plan: number;
  /** Its parameters: an array as that of the parameters that are trained. */
  readonly parameters: number;
  readonly #kernels: Kernels;
  readonly #definition: ModelDefinition;
  readonly #arena: Arena;
  readonly #layers: readonly NormalizedLayer[];
  /** Whether what is trained has changed since it was last folded. */
  #unfolded = false;

  /** @param trainingPlan the network in training */
  constructor(
    kernels: Kernels,
    definition: ModelDefinition,
    arena: Arena,
    trainingPlan: number,
    byLayer: CompileOptions["byLayer"] = [],
  ) {
    this.#kernels = kernels;
    this.#definition = definition;
    this.#arena = arena;
    this.parameters = kernels.allocate(arena.parameterCount * 4);
    this.plan = arena.createPlan(arena.inputs, this.parameters);
    const at = (place: number): number => arena.parameters + place * 4;
    const hidden = arena.places.slice(0, -1);
    this.#layers = hidden.map(({ units, bias, scale }, i) => {
      const bytes = panelsFor(units) * ROW_BYTES;
      const [norm, noBias] = [kernels.allocate(NORM_ARRAYS * bytes), kernels.allocate(bytes)];
      const normalized = arena.activations(units);
      const frozen = byLayer[i]?.frozen ?? false;
      if (!frozen) {
        kernels.write(arena.layerAt(trainingPlan, i), LAYER, {
          bias: noBias,
          scale: at(scale),
          shift: at(bias),
          normalized,
          norm,
        });
      }
      const [mean, variance] = [norm + RUNNING_MEAN * bytes, norm + RUNNING_VARIANCE * bytes];
      return { frozen, units, scale, mean, variance };
    });
  }

  /** What is trained has changed. */
  changed(): void {
    this.#unfolded = true;
  }

  /** Begins anew, with parameters that have just been set. */
  begin(): void {
    for (const { units, scale, mean, variance } of this.#layers) {
      this.#scales(this.#arena.parameters, scale, units).fill(1);
      this.#kernels.floatsAt(mean, units).fill(0);
      this.#kernels.floatsAt(variance, units).fill(1);
    }
    this.changed();
  }

  states(): BatchNormState[] {
    const { parameters, places, moments } = this.#arena;
    const trained = unpackParameters(this.#all(parameters), places);
    return this.#layers.map(({ units, scale, mean, variance }, i) => ({
      ...trained[i],
      scale: this.#scales(parameters, scale, units).slice(),
      mean: this.#kernels.floatsAt(mean, units).slice(),
      variance: this.#kernels.floatsAt(variance, units).slice(),
      moments: Object.fromEntries(
        moments.map(({ name, address }) => [name, this.#scales(address, scale, units).slice()]),
      ),
    }));
  }

  /** @throws AkariError `invalid-model` where that is another network's */
  restore(states: readonly BatchNormState[]): void {
    const { parameters, places, moments } = this.#arena;
    const names = moments.map(({ name }) => name);
    requireBatchNorm(this.#definition, names, states);
    packParameters(states, places.slice(0, states.length), this.#all(parameters));
    this.#layers.forEach(({ units, scale, mean, variance }, i) => {
      const state = states[i];
      this.#scales(parameters, scale, units).set(state.scale);
      this.#kernels.floatsAt(mean, units).set(state.mean);
      this.#kernels.floatsAt(variance, units).set(state.variance);
      for (const { name, address } of moments) {
        this.#scales(address, scale, units).set(state.moments[name]);
      }
    });
    this.changed();
  }

  /** Brings the network outside training up to date. */
  fold(): void {
    if (!this.#unfolded) return;
    const { parameters, places } = this.#arena;
    const layers = unpackParameters(this.#all(parameters), places);
    this.#layers.forEach(({ frozen, units, scale, mean, variance }, i) => {
      if (frozen) return;
      layers[i] = foldBatchNorm({
        ...layers[i],
        scale: this.#scales(parameters, scale, units),
        mean: this.#kernels.floatsAt(mean, units),
        variance: this.#kernels.floatsAt(variance, units),
      });
    });
    packParameters(layers, places, this.#all(this.parameters));
    this.#unfolded = false;
  }

  /** An array over all parameters. */
  #all(address: number): Float32Array {
    return this.#kernels.floatsAt(address, this.#arena.parameterCount);
  }

  /** Of such an array, what stands where a layer's `γ` are. */
  #scales(address: number, scale: number, units: number): Float32Array {
    return this.#kernels.floatsAt(address + scale * 4, units);
  }
}
