/**
 * @file Batch normalisation in the arena: the network in training has it, and outside training there is a second one,
 * of dense layers into which it is folded.
 */

import type { ModelDefinition } from "../../model/model.js";
import type { BatchNormState } from "../engine.js";
import { foldBatchNorm, requireBatchNorm } from "../regularizers.js";
import type { Arena } from "./arena.js";
import { LAYER, NORM_ARRAYS, ROW_BYTES, RUNNING_MEAN, RUNNING_VARIANCE } from "./layout.js";
import type { Kernels } from "./module.js";
import { packParameters, panelsFor, unpackParameters } from "./panels.js";

/** A layer that is normalised: where its `γ` are in an array of all parameters, and its running averages. */
interface NormalizedLayer {
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
  constructor(kernels: Kernels, definition: ModelDefinition, arena: Arena, trainingPlan: number) {
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
      kernels.write(arena.layerAt(trainingPlan, i), LAYER, {
        bias: noBias,
        scale: at(scale),
        shift: at(bias),
        normalized,
        norm,
      });
      const [mean, variance] = [norm + RUNNING_MEAN * bytes, norm + RUNNING_VARIANCE * bytes];
      return { units, scale, mean, variance };
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
    this.#layers.forEach(({ units, scale, mean, variance }, i) => {
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
