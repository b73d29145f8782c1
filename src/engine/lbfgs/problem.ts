/**
 * @file A training run's problem, made ready: the function to make small, the metric in which to search, and whether
 * the answer can be had directly. All of it is a function of the network, the examples and the weight decay.
 */

import { type ModelDefinition, outputUnits } from "../../model/model.js";
import type { Pieces } from "../engine.js";
import type { TrainingExamples } from "./examples.js";
import { NetworkObjective } from "./network-objective.js";
import type { Objective } from "./objective.js";
import { curvatureModel, type Preconditioner } from "./preconditioner.js";
import { singleLayerLoss } from "./single-layer-loss.js";
import { SingleLayerObjective } from "./single-layer-objective.js";
import { standardizationOf } from "./standardization.js";

/** A triangle of more columns takes too much memory, and too long to be solved. */
const MOST_COLUMNS = 1000;
/** Rows times columns squared, the work for a triangle: what takes ten seconds, and one or two. */
const MOST_WORK_DIRECT = 5e9;
const MOST_WORK_CURVATURE = 1e9;

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
  const work = inputs <= MOST_COLUMNS ? examples.rows.length * inputs * inputs : Number.POSITIVE_INFINITY;
  if (loss === "mean_squared_error" && work <= MOST_WORK_DIRECT) {
    return { ...problem, preconditioner: metric, direct: true };
  }
  const curvature = single.curvature?.(outputUnits(definition));
  if (curvature === undefined || work > MOST_WORK_CURVATURE) {
    return { ...problem, preconditioner: metric, direct: false };
  }
  const model = yield* curvatureModel(examples, standardization, curvature, weightDecay);
  return { ...problem, preconditioner: { ...metric, model }, direct: false };
}
