/**
 * @file The engine of L-BFGS: float64, and every step learns from all examples. In all but training its networks are the
 * reference engine's. A step may take long, so its result comes later, and others have a turn meanwhile.
 */

import type { Dataset } from "../../data/dataset.js";
import {
  countParameters,
  type LayerParameters,
  type ModelDefinition,
  outputUnits,
} from "../../model/model.js";
import { type LbfgsDefinition, momentNames } from "../../model/optimizers.js";
import {
  type AttachedData,
  type BatchNormState,
  type EngineNetwork,
  type Evaluated,
  type HeldNeuron,
  type LayerActivity,
  type Numbers,
  type OptimizerState,
  requireMoments,
  type TrainedSpan,
  type TrainSpan,
} from "../engine.js";
import { yieldToEventLoop } from "../event-loop.js";
import { ReferenceNetwork } from "../reference/network.js";
import { iterate, type Pair, type Place } from "./iteration.js";
import { solveDirectly } from "./least-squares.js";
import { addPenalty, flatten, layersOf } from "./objective.js";
import { largestEntry, type Problem, prepareProblem } from "./problem.js";
import type { Pieces } from "./triangle.js";

/** How the last step ended, as far as a sentence needs it. */
interface Outcome {
  readonly problem: Problem;
  readonly place: Place;
  readonly stalled: boolean;
  /** Of a direct solution. */
  readonly rank?: number;
}

/** How long a step goes on between two turns of the event loop, in milliseconds. */
const PIECE_TIME = 10;

export class LbfgsNetwork implements EngineNetwork {
  readonly definition: ModelDefinition;
  readonly isReadable = true;
  readonly #lbfgs: LbfgsDefinition;
  /** The network outside training. */
  readonly #network: ReferenceNetwork;
  #pairs: readonly Pair[] = [];
  /** Of the examples that were learned from last. */
  #problem: Problem | undefined;
  /** Where the last step led, while nobody has set other parameters. */
  #place: Place | undefined;
  #outcome: Outcome | undefined;

  constructor(definition: ModelDefinition, lbfgs: LbfgsDefinition) {
    this.definition = definition;
    this.#lbfgs = lbfgs;
    this.#network = new ReferenceNetwork(definition);
  }

  getParameters(): LayerParameters[] {
    return this.#network.getParameters();
  }

  setParameters(parameters: readonly LayerParameters[]): void {
    this.#network.setParameters(parameters);
    this.#place = undefined;
  }

  getBatchNorm(): BatchNormState[] {
    return this.#network.getBatchNorm();
  }

  setBatchNorm(states: readonly BatchNormState[]): void {
    this.#network.setBatchNorm(states);
  }

  attach(data: Dataset, replaced?: AttachedData): AttachedData {
    return this.#network.attach(data, replaced);
  }

  evaluate(data: AttachedData, rows: Uint32Array): Evaluated {
    return this.#network.evaluate(data, rows);
  }

  predict(inputs: ArrayLike<number>, outputs?: Numbers): Numbers {
    return this.#network.predict(inputs, outputs);
  }

  trace(input: ArrayLike<number>, held?: readonly HeldNeuron[]): LayerActivity[] {
    return this.#network.trace(input, held);
  }

  dispose(): void {
    this.#network.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  getOptimizerState(): OptimizerState {
    const { definition } = this;
    const empty = new Float64Array(countParameters(definition));
    const state = definition.layers.map((): Record<string, OptimizerState[number][string]> => ({}));
    for (let i = 0; i < this.#lbfgs.memory; i++) {
      const { step, change } = this.#pairs[i] ?? { step: empty, change: empty };
      layersOf(definition, step.slice()).forEach((layer, l) => {
        state[l][`step${i}`] = layer;
      });
      layersOf(definition, change.slice()).forEach((layer, l) => {
        state[l][`change${i}`] = layer;
      });
    }
    return state;
  }

  setOptimizerState(state: OptimizerState): void {
    requireMoments(this.definition, momentNames(this.#lbfgs), state);
    const pairs: Pair[] = [];
    for (let i = 0; i < this.#lbfgs.memory; i++) {
      const [step, change] = [this.#vector(), this.#vector()];
      flatten(
        state.map((layer) => layer[`step${i}`]),
        step,
      );
      flatten(
        state.map((layer) => layer[`change${i}`]),
        change,
      );
      // Places that are not taken yet hold zeros, which no step does.
      if (step.some((value) => value !== 0)) pairs.push({ step, change });
    }
    this.#pairs = pairs;
  }

  /** One iteration over all of the span's order, or the direct solution. */
  async train(data: AttachedData, { order, stopped = () => false }: TrainSpan): Promise<TrainedSpan> {
    const pieces = this.#step(data, order);
    for (let begun = performance.now(); ; ) {
      const piece = pieces.next();
      if (piece.done) return piece.value;
      if (performance.now() - begun < PIECE_TIME) continue;
      await yieldToEventLoop();
      if (stopped()) return { losses: [], diverged: false };
      begun = performance.now();
    }
  }

  warning(): string | undefined {
    if (this.#outcome === undefined) return undefined;
    const { problem, place, stalled, rank } = this.#outcome;
    const { inputs } = this.definition;
    const { tolerance, weightDecay } = this.#lbfgs;
    if (rank !== undefined) {
      const many =
        `Only ${rank} of the ${inputs} inputs tell something that the others do not, so many solutions are equally ` +
        "good; these weights are the smallest, by standardised inputs.";
      return rank < inputs ? many : undefined;
    }
    if (weightDecay === 0 && problem.singleLayer?.separates(place.point)) {
      return (
        "The classes can be told apart without a mistake, so the larger the weights, the lower the loss, and no finite " +
        "weights are the best: training stopped on the way. With a weight decay above 0 there are best weights."
      );
    }
    const largest = largestEntry(problem.preconditioner, place.gradient);
    if (largest <= tolerance) return undefined;
    const short = `The gradient's largest entry is ${largest.toPrecision(2)}, above the tolerance ${tolerance}`;
    return stalled
      ? `${short}, but float64 holds no weights with a lower loss near these.`
      : `${short}: lbfgs has not converged. More epochs may take it there.`;
  }

  *#step(data: AttachedData, rows: Uint32Array): Pieces<TrainedSpan> {
    const problem = yield* this.#problemOf(data, rows);
    const from = this.#place ?? (yield* this.#evaluate(problem, this.#point()));
    if (!Number.isFinite(from.value)) return { losses: [from.loss], diverged: true };
    return problem.direct ? yield* this.#solve(problem, from) : yield* this.#iterate(problem, from);
  }

  *#solve(problem: Problem, from: Place): Pieces<TrainedSpan> {
    const { standardization } = problem.preconditioner;
    const units = outputUnits(this.definition);
    const { weightDecay } = this.#lbfgs;
    const { point, rank } = yield* solveDirectly(problem.examples, standardization, units, weightDecay);
    const place = yield* this.#evaluate(problem, point);
    if (!Number.isFinite(place.value)) return { losses: [Number.NaN], diverged: true };
    this.#outcome = { problem, place, stalled: false, rank };
    const losses = point.every((value, i) => value === from.point[i]) ? [] : [place.loss];
    this.#moveTo(place);
    return { losses, diverged: false, ended: "solved" };
  }

  *#iterate(problem: Problem, from: Place): Pieces<TrainedSpan> {
    const { memory, tolerance } = this.#lbfgs;
    const { preconditioner } = problem;
    const small = ({ gradient }: Place): boolean => largestEntry(preconditioner, gradient) <= tolerance;
    this.#outcome = { problem, place: from, stalled: false };
    if (small(from)) return { losses: [], diverged: false, ended: "converged" };
    const evaluate = (point: Float64Array): Pieces<Place> => this.#evaluate(problem, point);
    const { place, pairs, stalled } = yield* iterate(from, this.#pairs, preconditioner, evaluate, memory);
    this.#outcome = { problem, place, stalled };
    if (stalled) return { losses: [], diverged: false, ended: "converged" };
    this.#pairs = pairs;
    this.#moveTo(place);
    return { losses: [place.loss], diverged: false, ...(small(place) ? { ended: "converged" } : {}) };
  }

  *#evaluate({ objective }: Problem, point: Float64Array): Pieces<Place> {
    const gradient = this.#vector();
    const loss = yield* objective.evaluate(point, gradient);
    const penalty = addPenalty(
      this.#lbfgs.weightDecay,
      layersOf(this.definition, point),
      layersOf(this.definition, gradient),
    );
    return { point, loss, value: loss + penalty, gradient };
  }

  *#problemOf(data: AttachedData, rows: Uint32Array): Pieces<Problem> {
    const dataset = this.#network.datasetOf(data);
    const known = this.#problem;
    if (known?.examples.dataset === dataset && known.examples.rows === rows) return known;
    const { divideBy } = this.definition.preprocessing;
    const examples = { dataset, rows, divideBy };
    const problem = yield* prepareProblem(this.definition, examples, this.#lbfgs.weightDecay);
    this.#problem = problem;
    this.#place = undefined;
    return problem;
  }

  #moveTo(place: Place): void {
    this.setParameters(layersOf(this.definition, place.point));
    this.#place = place;
  }

  /** The parameters as one vector. */
  #point(): Float64Array {
    const point = this.#vector();
    flatten(this.getParameters(), point);
    return point;
  }

  #vector(): Float64Array {
    return new Float64Array(countParameters(this.definition));
  }
}
