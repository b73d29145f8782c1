/**
 * @file All that is on the basics at one moment: a problem's points, its network with its weights, and how it came
 * here. Plain data, and plain functions from one to the next.
 */

import type { Model } from "akari";
import { initializeParameters, type LayerParameters } from "akari/model";
import { qualityOf } from "../../plot/forward";
import { networkFor, sameNetwork } from "../../plot/network";
import type { Sample } from "../../plot/points";
import type { LossPoint, Trail } from "../../plot/training";
import type { Problem, Recipe } from "./problems";

export interface Experiment {
  readonly problem: Problem;
  readonly samples: readonly Sample[];
  /** Which of the problem's points they were at first, and how far they were blown about. */
  readonly drawn: { readonly seed: number; readonly noise: number };
  /** Points of the same kind that are not learned from; none where nobody asked for them. */
  readonly heldOut: readonly Sample[];
  readonly recipe: Recipe;
  readonly model: Model;
  /** Decides the initial weights and the order of the points. */
  readonly seed: number;
  /** Steps since the initial weights. */
  readonly step: number;
  readonly losses: readonly LossPoint[];
  /** The weights from which one recipe has trained on these points. */
  readonly start: { readonly parameters: readonly LayerParameters[]; readonly step: number };
  /** The way that a single layer's numbers have gone since. */
  readonly path: readonly LayerParameters[];
  /** Ways that other optimizers have gone from the same start, one for each at most. */
  readonly trails: readonly Trail[];
}

/** A curve or a path of more points than this is thinned: every second one goes. */
const MOST_POINTS = 800;

/** A problem as it is first met: its own points and recipe, the weights of seed 1. */
export function beginProblem(problem: Problem): Experiment {
  const [samples, recipe] = [problem.samples(1), problem.recipe];
  return atInitialWeights({
    ...{ problem, samples, recipe, seed: 1 },
    ...{ drawn: { seed: 1, noise: 0 }, heldOut: [], trails: [] },
  });
}

type Beginning = Pick<
  Experiment,
  "problem" | "samples" | "drawn" | "heldOut" | "recipe" | "seed" | "trails"
> &
  Partial<Experiment>;

/** The experiment with the seed's initial weights, and nothing learned. */
export function atInitialWeights(before: Beginning): Experiment {
  const { problem, recipe, seed } = before;
  const definition = networkFor(problem, recipe);
  const model = { definition, parameters: initialParameters(problem, recipe, seed) };
  const begun = startFrom({ ...before, model, step: 0, losses: [] });
  const same = before.start !== undefined && sameStart(before.start.parameters, model.parameters);
  return { ...begun, trails: same ? withOwnTrail(before as Experiment) : [] };
}

/** The weights that a seed gives a problem's network. */
export function initialParameters(
  problem: Problem,
  recipe: Recipe,
  seed: number,
): readonly LayerParameters[] {
  if (recipe.hidden.length === 0 && problem.start !== undefined) {
    const [w, b] = problem.start(seed);
    return [{ weight: Float64Array.of(w), bias: Float64Array.of(b) }];
  }
  return initializeParameters(networkFor(problem, recipe), seed);
}

/** Back to where the present recipe began, with what it has drawn kept as a trail. */
export function backToStart(before: Experiment): Experiment {
  const { step, parameters } = before.start;
  const begun = startFrom({ ...before, model: { ...before.model, parameters }, step });
  return { ...begun, trails: withOwnTrail(before) };
}

/** Weights that were reached by training. Where it diverged they may be older than those before: no loss is later than theirs. */
export function advanced(
  before: Experiment,
  step: number,
  parameters: readonly LayerParameters[],
): Experiment {
  const model = { definition: before.model.definition, parameters };
  const loss = qualityOf(model, before.problem, before.samples)?.loss;
  const heldOut = qualityOf(model, before.problem, before.heldOut)?.loss;
  const point = loss === undefined ? [] : [{ step, loss, ...(heldOut === undefined ? {} : { heldOut }) }];
  return {
    ...before,
    model,
    step,
    losses: thinned([...before.losses.filter((earlier) => earlier.step < step), ...point]),
    path: model.definition.layers.length > 1 ? [] : thinned([...before.path, parameters[0]]),
  };
}

/** Weights that were set by hand: another start, to which no trail leads. */
export function movedTo(before: Experiment, layer: LayerParameters): Experiment {
  const model = { definition: before.model.definition, parameters: [layer] };
  return startFrom({ ...before, model, trails: [] });
}

/** Without the ways that were gone. The weights stay, and are where the next way starts. */
export function withoutTrails(before: Experiment): Experiment {
  return startFrom({ ...before, trails: [] });
}

/** Other points. The weights stay; they are the start of another way, in another landscape. */
export function withSamples(before: Experiment, samples: readonly Sample[]): Experiment {
  return startFrom({ ...before, samples, trails: [] });
}

/** The problem's own points, drawn by a seed and blown about, in place of those that there are. */
export function redrawn(before: Experiment, drawn: Experiment["drawn"]): Experiment {
  const { problem } = before;
  const held = before.heldOut.length > 0;
  return withSamples(
    { ...before, drawn, heldOut: held ? problem.heldOut(drawn.seed, drawn.noise) : [] },
    problem.samples(drawn.seed, drawn.noise),
  );
}

/** With points that are held out, or without. What was learned so far was not asked about them. */
export function withHeldOut(before: Experiment, wanted: boolean): Experiment {
  const { problem, drawn, step, losses } = before;
  const heldOut = wanted ? problem.heldOut(drawn.seed, drawn.noise) : [];
  const loss = qualityOf(before.model, problem, heldOut)?.loss;
  return {
    ...before,
    heldOut,
    losses: losses.map((point) =>
      point.step === step && loss !== undefined
        ? { step, loss: point.loss, heldOut: loss }
        : { step: point.step, loss: point.loss },
    ),
  };
}

/**
 * Another recipe. The weights stay where the network is the same; a single layer goes back to its start, so that one trail is
 * one recipe's.
 */
export function withRecipe(before: Experiment, recipe: Recipe): Experiment {
  const { hidden, optimizer, learningRate, batch } = before.recipe;
  if (!sameNetwork(recipe, before.recipe)) return atInitialWeights({ ...before, recipe });
  const retrained =
    recipe.optimizer !== optimizer || recipe.learningRate !== learningRate || recipe.batch !== batch;
  return { ...(retrained && hidden.length === 0 ? backToStart(before) : before), recipe };
}

/** Marks the weights as where a path begins. */
function startFrom(experiment: Omit<Experiment, "start" | "path">): Experiment {
  const { model, step } = experiment;
  const start = { parameters: model.parameters, step };
  return advanced({ ...experiment, start, path: [] }, step, model.parameters);
}

/** The trails with that of the present recipe among them, in place of an earlier one of the same optimizer. */
function withOwnTrail(before: Experiment): readonly Trail[] {
  const own = ownTrail(before);
  return own === undefined
    ? before.trails
    : [...before.trails.filter(({ optimizer }) => optimizer !== own.optimizer), own];
}

/** The way that the present recipe has gone so far; `undefined` where it has not begun, or where there are no points to go by. */
export function ownTrail({ recipe, path, start, losses }: Experiment): Trail | undefined {
  const since = losses.filter(({ step }) => step >= start.step);
  if (path.length < 2 || since.length === 0) return undefined;
  const { optimizer, learningRate } = recipe;
  return {
    ...{ optimizer, learningRate, path },
    losses: since.map(({ step, loss }) => ({ step: step - start.step, loss })),
  };
}

/** The trails that are kept, and the one that is being drawn. */
export function trailsOf(experiment: Experiment): readonly Trail[] {
  const own = ownTrail(experiment);
  return own === undefined ? experiment.trails : [...experiment.trails, own];
}

function sameStart(a: readonly LayerParameters[], b: readonly LayerParameters[]): boolean {
  const same = (x: ArrayLike<number>, y: ArrayLike<number>): boolean =>
    x.length === y.length && Array.from(x).every((value, i) => value === y[i]);
  return (
    a.length === b.length &&
    a.every(({ weight, bias }, l) => same(weight, b[l].weight) && same(bias, b[l].bias))
  );
}

function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MOST_POINTS) return points;
  return points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
}
