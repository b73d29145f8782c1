/**
 * @file A step of training in parts, in the kernels: for training/trainer.ts, and not a part of network.ts, for most programs
 * do without. Between the parts a loss of somebody's own reads the outputs and writes its derivatives, in JavaScript.
 */

import { outputUnits } from "../../model/model.js";
import type { AttachedData, CompileOptions, ExampleLoss, LayerGradients, StepParts } from "../engine.js";
import { normalizedLayers, requireGradients } from "../regularizers.js";
import { PANEL, PLAN, ROW_BYTES, RUN_BYTES } from "./layout.js";
import type { NetworkInsides, WasmNetwork } from "./network.js";
import { packParameters, panelsFor, unpackParameters } from "./panels.js";

export class WasmParts implements StepParts {
  readonly #network: WasmNetwork;
  readonly #insides: NetworkInsides;
  readonly #order: number;
  readonly #gradients: number;
  /** Whether a step that is done at once keeps its gradients too, to be clipped. */
  readonly #clips: boolean;
  readonly #options: CompileOptions;
  readonly #outputs: Float32Array;
  readonly #derivative: Float64Array;

  /** @param options those that the network was compiled with */
  constructor(network: WasmNetwork, options: CompileOptions) {
    const { batch = 1, clip } = options;
    const { definition, insides } = network;
    const { kernels, arena, plan } = insides;
    this.#network = network;
    this.#insides = insides;
    this.#options = options;
    this.#clips = clip !== undefined;
    this.#order = kernels.allocate(batch * 4);
    this.#outputs = new Float32Array(batch * outputUnits(definition));
    this.#derivative = new Float64Array(outputUnits(definition));
    const parameterBytes = arena.parameterCount * 4;
    this.#gradients = this.#clips
      ? kernels.words[(plan + PLAN.fields.gradients.at) / 4]
      : kernels.allocate(parameterBytes);
    if (this.#clips) return;
    kernels.write(plan, PLAN, {
      clip: Number.POSITIVE_INFINITY,
      squares: kernels.allocate(Math.ceil(parameterBytes / RUN_BYTES) * 8),
      parameterBytes,
    });
  }

  computeGradients(data: AttachedData, rows: Uint32Array, step: number, loss?: ExampleLoss): number {
    const { kernels, plan, arena, regularization } = this.#insides;
    const { source, weights } = this.#network.own(data);
    const { address } = source;
    regularization?.prepare(1);
    kernels.words.set(rows, this.#order / 4);
    kernels.call.enterBatch(plan, address, this.#order, rows.length, step);
    let total = 0;
    if (loss === undefined) {
      kernels.call.leaveBatch(plan, address, this.#order, rows.length);
      for (let r = 0; r < rows.length; r++) total += kernels.doubles[arena.rowLosses / 8 + r];
    } else {
      total = this.#judge(loss, rows, weights);
      kernels.call.leaveWith(plan, rows.length);
    }
    const mean = total / rows.length;
    if (!Number.isFinite(mean)) return mean;
    this.#keeping(() => kernels.call.keepGradients(plan, address, rows.length));
    return mean;
  }

  getGradients(): LayerGradients[] {
    const { arena } = this.#insides;
    const kept = this.#kept();
    const normalized = normalizedLayers(this.#network.definition, this.#options);
    return unpackParameters(kept, arena.places).map((layer, i) => {
      const { scale, units } = arena.places[i];
      return normalized[i] ? { ...layer, scale: kept.slice(scale, scale + units) } : layer;
    });
  }

  setGradients(gradients: readonly LayerGradients[]): void {
    const { arena } = this.#insides;
    const { definition } = this.#network;
    requireGradients(definition, gradients, normalizedLayers(definition, this.#options));
    const kept = this.#kept();
    packParameters(gradients, arena.places, kept);
    arena.places.forEach(({ units, weight, bias, scale }, i) => {
      if (scale > 0) kept.set(gradients[i].scale ?? [], scale);
      // They have no part in the length of all.
      if (this.#options.byLayer?.[i].frozen) kept.fill(0, weight, bias + units);
    });
  }

  applyGradients(step: number, learningRate: number): void {
    const { kernels, plan, regularization } = this.#insides;
    this.#keeping(() => kernels.call.applyGradients(plan, step, learningRate));
    regularization?.batchNorm?.changed();
  }

  /** Each example's `∂L/∂a` into the output layer's deltas. @returns the sum of the losses */
  #judge(loss: ExampleLoss, rows: Uint32Array, weights: ArrayLike<number> | undefined): number {
    const { kernels, arena, reader } = this.#insides;
    const { units, a, delta } = arena.layers[arena.layers.length - 1];
    const derivative = this.#derivative;
    reader.read(a, rows.length, units, this.#outputs, 0);
    const width = panelsFor(units) * PANEL;
    let total = 0;
    for (let r = 0; r < rows.length; r++) {
      derivative.fill(0);
      const value = loss(this.#outputs.subarray(r * units, (r + 1) * units), derivative, r);
      const weight = weights === undefined ? 1 : weights[rows[r]];
      total += weight * value;
      const first = (delta + r * ROW_BYTES) / 4;
      for (let i = 0; i < width; i++) {
        const at = first + Math.floor(i / PANEL) * arena.panelFloats + (i % PANEL);
        kernels.floats[at] = i < units ? (weight * derivative[i]) / rows.length : 0;
      }
    }
    return total;
  }

  /** Does something while the plan has a place for gradients; a step that is done at once is faster without one. */
  #keeping(work: () => void): void {
    const { kernels, plan } = this.#insides;
    kernels.write(plan, PLAN, { gradients: this.#gradients });
    work();
    if (!this.#clips) kernels.write(plan, PLAN, { gradients: 0 });
  }

  #kept(): Float32Array {
    const { kernels, arena } = this.#insides;
    return kernels.floatsAt(this.#gradients, arena.parameterCount);
  }
}
