/**
 * @file Learning-rate schedules as data, and the learning rate that they give a step: a pure function of the step's
 * number and the run's length, so a resumed run goes on with the same rates.
 *
 * Definitions are PyTorch's (torch.optim.lr_scheduler, version 2), stepped once for every training step. Only correctly
 * rounded operations are used: `Math.cos` differs in its last bits between JavaScript engines.
 */

import { invalidArgument } from "../error.js";

/** How long the learning rate rises in the beginning. */
export type WarmUp = { readonly steps: number } | { readonly epochs: number };

/**
 * How the learning rate `η` of a run of `n` steps changes. `t` counts the steps from 0.
 *
 * With a warm-up of `w` steps it is `η (t + 1) / w` at first (Goyal and others, 2017; PyTorch's `LinearLR` with the
 * start factor `1 / w`), and then the schedule begins, `t` counted from there and `n` being what is left (PyTorch's
 * `SequentialLR`). In `one_cycle` the warm-up is the length of the rise.
 */
export type ScheduleDefinition =
  /** `η`. */
  | { readonly name: "constant"; readonly warmUp?: WarmUp }
  /** `η · factor ^ ⌊t / every epochs⌋`: PyTorch's `StepLR`. */
  | {
      readonly name: "step";
      /** In epochs. */
      readonly every: number;
      readonly factor: number;
      readonly warmUp?: WarmUp;
    }
  /** `η (1 + cos(π t / n)) / 2`: PyTorch's `CosineAnnealingLR` (Loshchilov and Hutter, 2017), down to 0. */
  | { readonly name: "cosine"; readonly warmUp?: WarmUp }
  /**
   * Half a cosine from `η / 25` up to `η` in the first 30 % of the steps, and another down to `η / 250,000`: PyTorch's
   * `OneCycleLR` (Smith and Topin, 2019) with its defaults, momentum left as it is.
   */
  | { readonly name: "one_cycle"; readonly warmUp?: WarmUp };

export type ScheduleName = ScheduleDefinition["name"];

export const SCHEDULE_NAMES: readonly ScheduleName[] = ["constant", "step", "cosine", "one_cycle"];

/** What can be set over a schedule's defaults. */
export interface ScheduleSettings {
  /** Of `step`, in epochs: 10 when left out. */
  readonly every?: number | undefined;
  /** Of `step`: 0.1 when left out. */
  readonly factor?: number | undefined;
  readonly warmUp?: WarmUp | undefined;
}

/** A schedule with any of its settings, such as `{ name: "step", every: 5 }`. The others have their defaults. */
export interface ScheduleOptions extends ScheduleSettings {
  readonly name: ScheduleName;
}

/** PyTorch's defaults of `OneCycleLR`: the share of the rise, and how far below the highest rate the ends are. */
const RISE = 0.3;
const FIRST_DIVISOR = 25;
const LAST_DIVISOR = 1e4;

/**
 * A schedule with the given settings over its defaults.
 *
 * @throws AkariError `invalid-argument` for a setting that this schedule does not have or that is out of range
 * @example
 * ```ts
 * defineSchedule("cosine", { warmUp: { epochs: 1 } });
 * ```
 */
export function defineSchedule(name: ScheduleName, settings: ScheduleSettings = {}): ScheduleDefinition {
  const { every, factor, warmUp } = settings;
  if (!SCHEDULE_NAMES.includes(name)) {
    throw invalidArgument(`There is no schedule "${name}". Choose one of ${SCHEDULE_NAMES.join(", ")}.`);
  }
  if (name !== "step" && (every ?? factor) !== undefined) {
    throw invalidArgument(
      `The schedule ${name} has no ${every === undefined ? "factor" : "every"}; only step has.`,
    );
  }
  const warm = warmUp === undefined ? {} : { warmUp: completeWarmUp(warmUp) };
  if (name !== "step") return { name, ...warm };
  const step = { every: every ?? 10, factor: factor ?? 0.1 };
  if (!isWhole(step.every)) {
    throw invalidArgument(
      `The schedule step takes a whole number of epochs, of 1 or more, not ${step.every}.`,
    );
  }
  if (!(step.factor > 0 && step.factor <= 1)) {
    throw invalidArgument(
      `The factor of the schedule step must be above 0 and at most 1, not ${step.factor}.`,
    );
  }
  return { name, ...step, ...warm };
}

/**
 * A schedule from its name, or from a definition that may have been written by hand, checked; nothing where the
 * learning rate stays the same.
 */
export function completeSchedule(
  schedule: ScheduleName | ScheduleOptions = "constant",
): ScheduleDefinition | undefined {
  const { name, ...settings } = typeof schedule === "string" ? { name: schedule } : schedule;
  const complete = defineSchedule(name, settings);
  return name === "constant" && complete.warmUp === undefined ? undefined : complete;
}

function completeWarmUp(warmUp: WarmUp): WarmUp {
  const complete = "steps" in warmUp ? { steps: warmUp.steps } : { epochs: warmUp.epochs };
  if (Object.values(complete).every(isWhole)) return complete;
  throw invalidArgument("The warm-up must be { steps } or { epochs } with a whole number of 1 or more.");
}

/** Whether the rates depend on how many steps the whole run has, so that a finished run cannot be made longer. */
export const spansRun = ({ name }: ScheduleDefinition): boolean => name === "cosine" || name === "one_cycle";

/** How long a run is. */
export interface RunLength {
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/**
 * The learning rate of a step.
 *
 * @param base the optimizer's learning rate: `η`, the highest one
 * @param step counted from 1
 * @example
 * ```ts
 * scheduledRate(defineSchedule("step", { every: 2 }), 0.1, 21, { steps: 100, stepsPerEpoch: 10 }); // 0.01, from epoch 3 on
 * ```
 */
export function scheduledRate(
  schedule: ScheduleDefinition,
  base: number,
  step: number,
  { steps, stepsPerEpoch }: RunLength,
): number {
  const { warmUp } = schedule;
  const rise = warmUp === undefined ? 0 : "steps" in warmUp ? warmUp.steps : warmUp.epochs * stepsPerEpoch;
  if (schedule.name === "one_cycle") return oneCycle(base, step - 1, steps, rise || RISE * steps);
  const t = step - 1 - rise;
  if (t < 0) return (base * step) / rise;
  if (schedule.name === "cosine") return between(base, 0, t / (steps - rise));
  let rate = base;
  if (schedule.name === "step") {
    for (let n = schedule.every * stepsPerEpoch; n <= t; n += schedule.every * stepsPerEpoch)
      rate *= schedule.factor;
  }
  return rate;
}

function oneCycle(highest: number, t: number, steps: number, rise: number): number {
  const first = highest / FIRST_DIVISOR;
  const top = rise - 1;
  if (t < top) return between(first, highest, t / top);
  return between(highest, first / LAST_DIVISOR, t === top ? 0 : (t - top) / (steps - rise));
}

/** From `a` to `b` on half a cosine; `share` from 0 to 1. */
const between = (a: number, b: number, share: number): number => b + ((a - b) / 2) * (1 + cosinePi(share));

/** `cos(π x)` for `x` from 0 to 1, within 4e-16: the series of `sin(π (½ − x))`, by portable operations only. */
export function cosinePi(x: number): number {
  const u = Math.PI * (0.5 - x);
  let sum = 1;
  for (let n = 21; n > 1; n -= 2) sum = 1 - (sum * u * u) / (n * (n - 1));
  return u * sum;
}

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
