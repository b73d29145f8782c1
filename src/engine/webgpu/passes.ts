/**
 * @file The shaders of a network in the order in which a step runs them: what one submission of work consists of. The passes
 * are those of passes/, a layer at a time for all examples of a batch.
 */

import type { ModelDefinition } from "../../model/model.js";
import type { CompileOptions } from "../engine.js";
import { smoothingShare } from "../regularizers.js";
import type { Card } from "./device.js";
import { literal } from "./elementary.js";
import { type LayerPlan, PARTS, type Plan, RECORD } from "./layout.js";
import { inputDeltaOf, linearForwardOf, perThread, productGroups, weightGradientOf } from "./product.js";
import {
  afterSums,
  BIAS_GRADIENT,
  type DataKind,
  gatherOf,
  lossesOf,
  meanLossOf,
  NORMALIZE_BACKWARD,
  normalizeOf,
  SOFTMAX_ROWS,
  shader,
  slopeOf,
} from "./shaders.js";
import { clippedUpdateOf, factorOf, learnOf, squaresOf } from "./update.js";

/** A shader to run for a layer. */
interface Task {
  readonly code: string;
  /** Which of the layers' records it is given. */
  readonly record: number;
  /** Workgroups for a number of examples. */
  readonly groups: (rows: number) => readonly [x: number, y: number];
}

/** The same, compiled. */
export type Dispatch = Omit<Task, "code"> & { readonly pipeline: GPUComputePipeline };

/** Workgroups that share out many numbers among them, in a loop. */
const MOST_GROUPS = 4096;
const shared = (count: number, threads: number): [number, number] => [
  Math.max(1, Math.min(MOST_GROUPS, Math.ceil(count / threads))),
  1,
];

export class Passes {
  readonly #card: Card;
  readonly #plan: Plan;
  readonly #definition: ModelDefinition;
  readonly #options: CompileOptions;
  readonly #smoothing: readonly [number, number];

  constructor(card: Card, plan: Plan, definition: ModelDefinition, options: CompileOptions) {
    this.#card = card;
    this.#plan = plan;
    this.#definition = definition;
    this.#options = options;
    const { labelSmoothing = 0 } = options;
    this.#smoothing = [labelSmoothing, smoothingShare(definition, labelSmoothing)];
  }

  /** A step of training. */
  training(kind: DataKind): Promise<Dispatch[]> {
    const { optimizer, clip, batch = 1, l1 = 0 } = this.#options;
    if (optimizer === undefined) throw new Error("A network without an optimizer has no steps.");
    const { layers, firstTrained } = this.#plan;
    const { loss } = this.#definition;
    const last = layers.length - 1;
    const tasks = this.#forward(kind.bytes, true);
    tasks.push(
      this.#task(
        last,
        (rows) => shared(rows, 64),
        lossesOf(loss, layers[last].activation, kind, this.#plan, this.#smoothing),
      ),
      this.#task(0, () => [1, 1], meanLossOf(this.#plan)),
    );
    const learn = learnOf(optimizer, clip !== undefined);
    for (let l = last; l >= firstTrained; l--) {
      const { normalized, frozen, dropped, training } = layers[l];
      const { units, inputs } = training;
      const byUnit = (): [number, number] => [Math.ceil(units / 64), 1];
      if (normalized) tasks.push(this.#task(l, byUnit, learn + NORMALIZE_BACKWARD));
      // Before the weights that it passes through are changed.
      if (l > firstTrained) {
        const per = perThread(batch, inputs);
        const slope = slopeOf(layers[l - 1].activation);
        tasks.push(
          this.#task(l, (rows) => productGroups(rows, inputs, per), inputDeltaOf(slope, dropped, per)),
        );
      }
      if (frozen) continue;
      if (!normalized) tasks.push(this.#task(l, byUnit, learn + BIAS_GRADIENT));
      const per = perThread(units, inputs);
      const gradient = learn + weightGradientOf(literal(l1), per);
      tasks.push(this.#task(l, () => productGroups(units, inputs, per), gradient));
    }
    if (clip !== undefined) {
      tasks.push(
        this.#task(0, () => [PARTS, 1], squaresOf(this.#plan)),
        this.#task(0, () => [1, 1], factorOf(this.#plan, clip)),
      );
      layers.forEach(({ frozen, training }, l) => {
        if (frozen) return;
        tasks.push(
          this.#task(l, () => shared(training.parameters, 256), clippedUpdateOf(this.#plan, optimizer)),
        );
      });
    }
    return this.#compile(tasks);
  }

  /** Examples outside training: their outputs, and their losses where they have targets. */
  inference(kind: DataKind, hasTargets: boolean): Promise<Dispatch[]> {
    return this.#compile([...this.#forward(kind.bytes, false), ...this.#outputs(kind, hasTargets)]);
  }

  /** The layers from one on, for inputs that are there already. @param from counted from 0 */
  inferenceFrom(from: number): Promise<Dispatch[]> {
    const tasks = this.#plan.layers.flatMap((layer, l) => (l < from ? [] : this.#layer(layer, l, false)));
    const kind: DataKind = { bytes: false, classes: false, weighted: false };
    return this.#compile(from < this.#plan.layers.length ? [...tasks, ...this.#outputs(kind, false)] : []);
  }

  #outputs(kind: DataKind, hasTargets: boolean): Task[] {
    const { layers } = this.#plan;
    const last = layers.length - 1;
    const { activation, elementwise } = layers[last];
    const record = layers.length + last;
    if (hasTargets) {
      const code = lossesOf(this.#definition.loss, activation, kind, this.#plan, undefined);
      return [this.#task(record, (rows) => shared(rows, 64), code)];
    }
    return elementwise ? [] : [this.#task(record, (rows) => shared(rows, 64), SOFTMAX_ROWS)];
  }

  #forward(bytes: boolean, training: boolean): Task[] {
    const { layers } = this.#plan;
    const { divideBy } = this.#definition.preprocessing;
    const { inputs } = layers[0].training;
    const gather = gatherOf(bytes, divideBy, training && layers[0].dropped);
    return [
      this.#task(training ? 0 : layers.length, (rows) => shared(rows * inputs, 256), gather),
      ...layers.flatMap((layer, l) => this.#layer(layer, l, training)),
    ];
  }

  #layer({ activation, normalized, training: { units } }: LayerPlan, l: number, training: boolean): Task[] {
    const { layers, rows: most } = this.#plan;
    const nextDropped = layers[l + 1]?.dropped ?? false;
    const per = perThread(training ? (this.#options.batch ?? 1) : most, units);
    const store = afterSums(activation, { normalized, training, nextDropped });
    const record = training ? l : layers.length + l;
    const tasks = [
      this.#task(record, (rows) => productGroups(rows, units, per), linearForwardOf(store, per)),
    ];
    if (normalized && training) {
      tasks.push(this.#task(record, () => [Math.ceil(units / 64), 1], normalizeOf(activation, nextDropped)));
    }
    return tasks;
  }

  #task(record: number, groups: Task["groups"], code: string): Task {
    return { record, groups, code: shader(code) };
  }

  #compile(tasks: readonly Task[]): Promise<Dispatch[]> {
    return Promise.all(
      tasks.map(async ({ code, ...task }) => ({ ...task, pipeline: await this.#card.pipeline(code) })),
    );
  }
}

/** Encodes tasks. @param step which of the steps' records they are given */
export function encode(
  encoder: GPUCommandEncoder,
  dispatches: readonly Dispatch[],
  bindings: GPUBindGroup,
  step: number,
  rows: number,
): void {
  const pass = encoder.beginComputePass();
  for (const { pipeline, record, groups } of dispatches) {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings, [step * RECORD, record * RECORD]);
    pass.dispatchWorkgroups(...groups(rows));
  }
  pass.end();
}
