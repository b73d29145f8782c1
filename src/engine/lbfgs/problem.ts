/**
 * @file A training run's problem, made ready: the function to make small, the metric in which to search, and whether
 * the answer can be had directly. All of it is a function of the network, the examples and the weight decay.
 *
 * The metric is the first guess `P` at the inverse of the second derivatives: the closer, the fewer the iterations. With
 * inputs standardised, `x̂ = (x − m) / s`, the first layer's parameters are `ŵ = s w` and `b̂ = b + m·w`. In these, for a
 * single layer, the second derivatives are near `c X̂ᵀX̂ / n + λ / s²`, where `c` is the loss's curvature; its triangle
 * makes `P`. Where there is no such curvature, or the columns are too many, `P` is the unit matrix of the standardised
 * parameters.
 */

import { type ModelDefinition, outputUnits } from "../../model/model.js";
import { readInputs, type Standardization, standardizationOf, type TrainingExamples } from "./examples.js";
import { NetworkObjective, type Objective, SingleLayerObjective, singleLayerLoss } from "./objective.js";
import { type Pieces, solveNormal, Triangle } from "./triangle.js";

/** A triangle of more columns takes too much memory, and too long to be solved. */
const MAX_COLUMNS = 1000;
/** Rows times columns squared, the work for a triangle: what takes ten seconds, and one or two. */
const MAX_WORK_DIRECT = 5e9;
const MAX_WORK_CURVATURE = 1e9;

export interface Problem {
  readonly examples: TrainingExamples;
  readonly objective: Objective;
  /** The same, where the network has a single layer with a loss of its own. */
  readonly singleLayer?: SingleLayerObjective;
  readonly preconditioner: Preconditioner;
  /** Whether it is a least-squares problem of a size that is solved directly. */
  readonly direct: boolean;
}

export function* prepareProblem(
  definition: ModelDefinition,
  examples: TrainingExamples,
  weightDecay: number,
): Pieces<Problem> {
  const { inputs, layers, loss } = definition;
  const standardization = yield* standardizationOf(examples);
  const metric = { standardization, inputs, units: layers[0].units };
  const single = singleLayerLoss(definition);
  if (single === undefined) {
    return {
      examples,
      objective: new NetworkObjective(definition, examples),
      preconditioner: metric,
      direct: false,
    };
  }
  const objective = new SingleLayerObjective(definition, examples, single);
  const problem = { examples, objective, singleLayer: objective };
  const work = inputs <= MAX_COLUMNS ? examples.rows.length * inputs * inputs : Number.POSITIVE_INFINITY;
  if (loss === "mean_squared_error" && work <= MAX_WORK_DIRECT) {
    return { ...problem, preconditioner: metric, direct: true };
  }
  const curvature = single.curvature?.(outputUnits(definition));
  if (curvature === undefined || work > MAX_WORK_CURVATURE) {
    return { ...problem, preconditioner: metric, direct: false };
  }
  const model = yield* curvatureModel(examples, standardization, curvature, weightDecay);
  return { ...problem, preconditioner: { ...metric, model }, direct: false };
}

/** Added to the diagonal, as a share of it, for columns that depend on each other. */
const RIDGE = 1e-9;

export interface Preconditioner {
  readonly standardization: Standardization;
  /** Inputs and units of the first layer, whose parameters are the vector's first. */
  readonly inputs: number;
  readonly units: number;
  /** Of `c X̂ᵀX̂ / n + λ / s²`, and `c`; absent for the unit matrix. */
  readonly model?: { readonly triangle: Triangle; readonly curvature: number };
}

/** The triangle of one unit's second derivatives. */
function* curvatureModel(
  examples: TrainingExamples,
  { means, scales, constant }: Standardization,
  curvature: number,
  weightDecay: number,
): Pieces<NonNullable<Preconditioner["model"]>> {
  const { rows } = examples;
  const size = means.length;
  const triangle = new Triangle(size, 0);
  const x = new Float64Array(size);
  const factor = Math.sqrt(curvature / rows.length);
  for (const row of rows) {
    readInputs(examples, row, x);
    for (let j = 0; j < size; j++) x[j] = (factor * (x[j] - means[j])) / scales[j];
    yield* triangle.add(x);
  }
  for (let j = 0; j < size; j++) {
    x.fill(0);
    const own = constant[j] === 1 ? curvature : RIDGE * curvature;
    x[j] = Math.sqrt(own + weightDecay / (scales[j] * scales[j]));
    yield* triangle.add(x);
  }
  yield* triangle.finish();
  return { triangle, curvature };
}

/** `P g`, for a vector `g` in the layout of the gradient. */
export function precondition(
  { standardization, inputs, units, model }: Preconditioner,
  g: Float64Array,
  into: Float64Array,
): void {
  const { means, scales } = standardization;
  const biases = units * inputs;
  into.set(g);
  for (let i = 0; i < units; i++) {
    const from = i * inputs;
    const v = into.subarray(from, from + inputs);
    let bias = g[biases + i];
    for (let j = 0; j < inputs; j++) v[j] = (v[j] - means[j] * bias) / scales[j];
    if (model !== undefined) {
      solveNormal(model.triangle, v);
      bias /= model.curvature;
    }
    for (let j = 0; j < inputs; j++) {
      v[j] /= scales[j];
      bias -= means[j] * v[j];
    }
    into[biases + i] = bias;
  }
}

/** The largest entry of a gradient, in size, as it is for standardised inputs. */
export function largestEntry(
  { standardization, inputs, units }: Preconditioner,
  gradient: Float64Array,
): number {
  const { means, scales } = standardization;
  const biases = units * inputs;
  let largest = 0;
  for (let i = 0; i < units; i++) {
    const bias = gradient[biases + i];
    for (let j = 0; j < inputs; j++) {
      largest = Math.max(largest, Math.abs((gradient[i * inputs + j] - means[j] * bias) / scales[j]));
    }
  }
  for (let k = biases; k < gradient.length; k++) largest = Math.max(largest, Math.abs(gradient[k]));
  return largest;
}
