/**
 * @file Where a network's numbers lie in the card's buffers, and the two records that every shader is given: which step, which
 * layer. Places are counted in numbers, not bytes. Everything is row by row: `[units, inputs]`, and `[examples, units]`.
 */

import { type ActivationName, isElementwise } from "../../model/activations.js";
import { layerInputs, type ModelDefinition } from "../../model/model.js";
import type { CompileOptions } from "../engine.js";
import { dropoutKey, dropoutThreshold, normalizedLayers } from "../regularizers.js";

/** The most steps that are handed to the card at a time. */
export const STEPS = 256;
/** Bytes from one record to the next: what WebGPU wants of offsets. */
export const RECORD = 256;
/** Workgroups that each add up a part of the gradients' squares. */
export const PARTS = 64;
/** Where in the control buffer the order begins. The first word is 1 after a step whose loss was not finite. */
export const ORDER = 16;

/** A step of training, or some examples to evaluate. */
export const STEP_FIELDS = {
  /** Examples in it, and where in the order they begin. */
  rows: "u32",
  first: "u32",
  /** Its number in the run, from 1, and among those handed over together, from 0. */
  step: "u32",
  index: "u32",
  /** Examples of the data set. */
  examples: "u32",
  rate: "f32",
  /** Adam's `1 / (1 − β₁ᵗ)` and `√(1 − β₂ᵗ)`. */
  meanCorrection: "f32",
  varianceCorrection: "f32",
  /** `n / (n − 1)` for `n` examples, for running averages. */
  unbiased: "f32",
} as const;

/** A layer. Places of what it does not have are 0 and never read. */
export const LAYER_FIELDS = {
  inputs: "u32",
  units: "u32",
  /** Among the parameters: `W`, `b` or `β`, `γ`, one behind the other, `parameters` in all; and running averages. */
  weight: "u32",
  bias: "u32",
  scale: "u32",
  parameters: "u32",
  mean: "u32",
  variance: "u32",
  /** In the working memory. The inputs are after dropout. */
  input: "u32",
  z: "u32",
  a: "u32",
  delta: "u32",
  /** Batch normalisation's `x̂`, and the batch's means and variances. */
  normalized: "u32",
  batchMean: "u32",
  batchVariance: "u32",
  /** Of the layer before. */
  previousZ: "u32",
  previousA: "u32",
  previousDelta: "u32",
  /** Of the layer behind it: where its inputs go after dropout. */
  nextInput: "u32",
  /** What is dropped of its own inputs, and of the next layer's: see regularizers.ts. */
  key: "u32",
  threshold: "u32",
  keep: "f32",
  nextKey: "u32",
  nextThreshold: "u32",
  nextKeep: "f32",
  /** How it is trained. */
  rate: "f32",
  decay: "f32",
} as const;

export type StepRecord = Readonly<Record<keyof typeof STEP_FIELDS, number>>;
export type LayerRecord = Readonly<Record<keyof typeof LAYER_FIELDS, number>>;

/** A layer as shaders are chosen for it. */
export interface LayerPlan {
  readonly activation: ActivationName;
  readonly elementwise: boolean;
  readonly normalized: boolean;
  readonly frozen: boolean;
  /** Whether any of its inputs are dropped. */
  readonly dropped: boolean;
  /** As it is trained, and as it is outside training. */
  readonly training: LayerRecord;
  readonly inference: LayerRecord;
}

export interface Plan {
  readonly layers: readonly LayerPlan[];
  /** How many numbers: what is learned, with running averages behind it; working memory. */
  readonly trainable: number;
  readonly parameters: number;
  readonly work: number;
  /** In the working memory: each example's loss, sums of squares (each with its scale), and what clipping multiplies by. */
  readonly losses: number;
  readonly squares: number;
  readonly factor: number;
  /** The most examples at a time. */
  readonly rows: number;
  /** Entries of the order, and where behind it the losses of steps are, in the control buffer. */
  readonly order: number;
  readonly stepLosses: number;
  /** The first layer that learns; as many as there are layers where none does. */
  readonly firstTrained: number;
}

/** Lays out a network. @param rows the most examples that go through it at a time */
export function layOut(definition: ModelDefinition, options: CompileOptions, rows: number): Plan {
  const { dropout = [], seed = 0, byLayer, optimizer } = options;
  const trains = optimizer !== undefined;
  const normalized = normalizedLayers(definition, options);
  const sizes = definition.layers.map(({ units }, l) => ({ units, inputs: layerInputs(definition, l) }));
  const parameters = new Room();
  const learned = sizes.map(({ units, inputs }, l) => ({
    weight: parameters.take(units * inputs),
    bias: parameters.take(units),
    scale: normalized[l] ? parameters.take(units) : 0,
    parameters: units * inputs + units * (normalized[l] ? 2 : 1),
  }));
  const trainable = parameters.taken;
  const averages = sizes.map(({ units }, l) => ({
    mean: normalized[l] ? parameters.take(units) : 0,
    variance: normalized[l] ? parameters.take(units) : 0,
  }));

  const work = new Room();
  const first = work.take(rows * definition.inputs);
  const passes = sizes.map(({ units }, l) => ({
    z: work.take(rows * units),
    a: work.take(rows * units),
    delta: trains ? work.take(rows * units) : 0,
    normalized: normalized[l] ? work.take(rows * units) : 0,
    batchMean: normalized[l] ? work.take(units) : 0,
    batchVariance: normalized[l] ? work.take(units) : 0,
  }));
  const isDropped = sizes.map((_, l) => trains && (dropout[l] ?? 0) > 0);
  const masked = sizes.map(({ inputs }, l) => {
    if (l === 0) return first;
    return isDropped[l] ? work.take(rows * inputs) : passes[l - 1].a;
  });
  const drops = sizes.map((_, l) => ({
    key: isDropped[l] ? dropoutKey(seed, l) : 0,
    threshold: isDropped[l] ? dropoutThreshold(dropout[l]) : 0,
    keep: isDropped[l] ? 1 / (1 - dropout[l]) : 1,
  }));

  const layers = definition.layers.map(({ activation }, l): LayerPlan => {
    const { rate, frozen, weightDecay } = byLayer?.[l] ?? {
      ...{ rate: 1, frozen: false },
      weightDecay: optimizer?.weightDecay ?? 0,
    };
    const next = drops[l + 1];
    const training: LayerRecord = {
      ...{ ...sizes[l], ...learned[l], ...averages[l], ...passes[l], ...drops[l] },
      input: masked[l],
      previousZ: passes[l - 1]?.z ?? 0,
      previousA: passes[l - 1]?.a ?? 0,
      previousDelta: passes[l - 1]?.delta ?? 0,
      nextInput: masked[l + 1] ?? 0,
      nextKey: next?.key ?? 0,
      nextThreshold: next?.threshold ?? 0,
      nextKeep: next?.keep ?? 1,
      rate,
      decay: weightDecay,
    };
    return {
      activation,
      elementwise: isElementwise(activation),
      normalized: normalized[l],
      frozen,
      dropped: isDropped[l],
      training,
      inference: { ...training, input: l === 0 ? first : passes[l - 1].a },
    };
  });
  const order = Math.max(65_536, rows);
  const trained = layers.findIndex(({ frozen }) => !frozen);
  return {
    layers,
    trainable,
    parameters: parameters.taken,
    losses: work.take(rows),
    squares: work.take(2 * PARTS),
    factor: work.take(1),
    work: work.taken,
    rows,
    order,
    stepLosses: ORDER + order,
    firstTrained: trained < 0 ? layers.length : trained,
  };
}

class Room {
  taken = 0;

  take(numbers: number): number {
    const place = this.taken;
    this.taken += numbers;
    return place;
  }
}

/** Writes records one after another, as the shaders read them. */
export function writeRecords<Field extends string>(
  fields: Readonly<Record<Field, "u32" | "f32">>,
  records: readonly Readonly<Record<Field, number>>[],
): ArrayBuffer {
  const bytes = new ArrayBuffer(records.length * RECORD);
  const view = new DataView(bytes);
  records.forEach((record, r) => {
    Object.entries<"u32" | "f32">(fields).forEach(([name, type], i) => {
      const at = r * RECORD + i * 4;
      if (type === "u32") view.setUint32(at, record[name as Field], true);
      else view.setFloat32(at, record[name as Field], true);
    });
  });
  return bytes;
}

const struct = (name: string, fields: Readonly<Record<string, string>>): string =>
  `struct ${name} { ${Object.entries(fields)
    .map(([field, type]) => `${field}: ${type}`)
    .join(", ")} }`;

/** What every shader begins with: the records, and the buffers in the order of their bindings. */
export const BUFFERS = `
${struct("Step", STEP_FIELDS)}
${struct("Layer", LAYER_FIELDS)}
@group(0) @binding(0) var<uniform> step: Step;
@group(0) @binding(1) var<uniform> layer: Layer;
@group(0) @binding(2) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(4) var<storage, read_write> firstMoments: array<f32>;
@group(0) @binding(5) var<storage, read_write> secondMoments: array<f32>;
@group(0) @binding(6) var<storage, read_write> work: array<f32>;
@group(0) @binding(7) var<storage, read> features: array<u32>;
@group(0) @binding(8) var<storage, read> targets: array<u32>;
@group(0) @binding(9) var<storage, read_write> control: array<u32>;
`;
