/**
 * @file What a search goes through: a space of settings as plain data, and the settings that a seed draws from it.
 */

import { invalidArgument, requireOptions } from "../../error.js";
import { type RandomGenerator, randomGenerator } from "../../model/random.js";

/** A number from `from` to `to`, both included. */
export interface SettingRange {
  readonly from: number;
  readonly to: number;
  /** `log`: each order of magnitude is drawn as often as any other, as suits learning rates. `linear` when left out. */
  readonly scale?: "linear" | "log";
  /** Whole numbers alone; false when left out. */
  readonly whole?: boolean;
}

/** What each setting may be: one of a list of values, plain data all, or a number of a range. */
export type SearchSpace = Readonly<Record<string, readonly unknown[] | SettingRange>>;

/** Settings of a space: a value for each name. */
export type SettingsOf<S extends SearchSpace> = {
  readonly [K in keyof S]: S[K] extends readonly (infer V)[] ? V : number;
};

/** Settings of any space. */
export type Settings = Readonly<Record<string, unknown>>;

/** Digits of a number that is drawn: as many as make a difference, and as one would type. */
const DIGITS = 4;
/** Draws in a row that bring nothing new, after which a space is taken to be exhausted. */
const MOST_REPEATS = 1000;
/** What one draw of a whole number can choose among. */
const MOST_WHOLE = 2 ** 32;

/** @throws AkariError `invalid-argument` naming the setting that cannot be */
export function requireSpace(space: SearchSpace): void {
  if (typeof space !== "object" || space === null || Array.isArray(space)) {
    throw invalidArgument(
      'A space is an object such as { learningRate: { from: 0.0001, to: 0.1, scale: "log" } }.',
    );
  }
  const settings = Object.entries(space);
  if (settings.length === 0) throw invalidArgument("The space is empty: name a setting to search over.");
  for (const [name, values] of settings) {
    if (Array.isArray(values)) requireChoices(name, values);
    else requireRange(name, values as SettingRange);
  }
}

function requireChoices(name: string, choices: readonly unknown[]): void {
  if (choices.length === 0) throw invalidArgument(`The setting ${name} has no values to choose from.`);
  const seen = new Set<string>();
  for (const choice of choices) {
    const text = asJson(choice);
    if (text === undefined) {
      throw invalidArgument(
        `The values of ${name} are to be plain data, as JSON has it, but ${String(choice)} is not.`,
      );
    }
    if (seen.has(text)) throw invalidArgument(`The setting ${name} has the value ${text} twice.`);
    seen.add(text);
  }
}

/** Undefined for what JSON would change. */
function asJson(value: unknown): string | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  return JSON.stringify(value);
}

function requireRange(name: string, range: SettingRange): void {
  requireOptions(range, ["from", "to", "scale", "whole"], `The range of ${name}`);
  const { from, to, scale = "linear", whole = false } = range;
  if (!(Number.isFinite(from) && Number.isFinite(to))) {
    throw invalidArgument(`The range of ${name} goes from one number to another, not from ${from} to ${to}.`);
  }
  if (from >= to) throw invalidArgument(`The range of ${name} is empty: it goes from ${from} to ${to}.`);
  if (scale !== "linear" && scale !== "log") {
    throw invalidArgument(`The scale of ${name} must be linear or log, not ${String(scale)}.`);
  }
  if (scale === "log" && from <= 0) {
    throw invalidArgument(`The range of ${name} is logarithmic, so it begins above 0, not at ${from}.`);
  }
  if (typeof whole !== "boolean")
    throw invalidArgument(`The range of ${name} has whole: true or false, not ${whole}.`);
  if (whole && !(Number.isSafeInteger(from) && Number.isSafeInteger(to) && to - from < MOST_WHOLE)) {
    throw invalidArgument(
      `The range of ${name} is of whole numbers, but ${from} to ${to} is not one of at most 2³².`,
    );
  }
}

/**
 * Settings drawn at random, all of them different. The first ones are the same however many are wanted, and those of a
 * name whatever else is searched over.
 *
 * @param normalize turns settings into those that will be used: two that come out the same are one
 * @returns fewer than `count` where the space has no more
 */
export function drawSettings(
  space: SearchSpace,
  count: number,
  seed: number,
  normalize: (settings: Settings) => Settings = (settings) => settings,
): Settings[] {
  const drawn = new Map<string, Settings>();
  let repeats = 0;
  for (let draw = 0; drawn.size < count && repeats < MOST_REPEATS; draw++) {
    const values = Object.entries(space).map(([name, dimension]) => [
      name,
      drawValue(dimension, randomGenerator(seed, `search/${name}/${draw}`)),
    ]);
    const settings = normalize(Object.fromEntries(values));
    const key = settingsKey(settings);
    repeats = drawn.has(key) ? repeats + 1 : 0;
    drawn.set(key, drawn.get(key) ?? settings);
  }
  return [...drawn.values()];
}

/** Settings as a text: the same for the same ones, in whatever order. */
export const settingsKey = (settings: Settings): string =>
  JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));

function drawValue(dimension: SearchSpace[string], random: RandomGenerator): unknown {
  if (!("from" in dimension)) return dimension[random.below(dimension.length)];
  const { from, to, scale = "linear", whole = false } = dimension;
  if (whole) {
    if (scale === "linear") return from + random.below(to - from + 1);
    return Math.min(to, Math.floor(geometric(from, to + 1, random.uniform())));
  }
  const u = random.uniform();
  const value = scale === "log" ? geometric(from, to, u) : from + (to - from) * u;
  return Math.min(to, Math.max(from, Number(value.toPrecision(DIGITS))));
}

/** `from · (to / from)ᵘ`, bit by bit of `u` and by square roots: the powers of machines differ in their last bits. */
function geometric(from: number, to: number, u: number): number {
  let value = from;
  let factor = to / from;
  for (let rest = u * 2; rest > 0; rest = (rest % 1) * 2) {
    factor = Math.sqrt(factor);
    if (rest >= 1) value *= factor;
  }
  return value;
}
