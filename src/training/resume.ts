/**
 * @file The options of a run that goes on from a checkpoint: those that it had. Any others would give weights that no
 * configuration could give again.
 */

import { AkariError } from "../error.js";
import type { Checkpoint } from "./checkpoint.js";
import { configure, type PlannedConfiguration } from "./configuration.js";
import type { FitOptions } from "./events.js";

/** What a resumed run has to have as the run had it that it goes on from. */
const FIXED = [
  "optimizer",
  "schedule",
  "batch",
  "seed",
  "shuffle",
  "validation",
  "engine",
  "keepBest",
  "labelSmoothing",
  "classWeights",
  "earlyStopping",
  "dropout",
  "inputDropout",
  "l1",
  "clip",
  "batchNorm",
  "augmentation",
] as const;

/** What the sentences call some of them where they are off. */
const OFF: Partial<Record<(typeof FIXED)[number], string>> = {
  schedule: "constant",
  classWeights: "none",
  earlyStopping: "none",
  augmentation: "none",
};

/**
 * The checkpoint's configuration, ending where the options say, if they do.
 *
 * @throws AkariError `invalid-argument` naming the option that contradicts the checkpoint
 */
export function resumedConfiguration(
  { configuration: stored }: Checkpoint,
  options: FitOptions,
): PlannedConfiguration {
  const given: FitOptions = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  const { epochs, steps, validation, ...fixed } = stored;
  if (typeof validation !== "number" && given.validation === undefined) {
    throw invalid(
      `The checkpoint's run validates on the data set ${validation.name}: give that as the option validation.`,
    );
  }
  const end = given.epochs === undefined && given.steps === undefined ? { epochs, steps } : {};
  const held = typeof validation === "number" ? { validation } : {};
  const completed: PlannedConfiguration = configure({ ...fixed, ...held, ...definedOnly(end), ...given });
  for (const key of FIXED) {
    // Two data sets to validate on are compared by requireSameRun, which can tell how they differ.
    if (key === "validation" && typeof completed[key] === "object" && typeof stored[key] === "object")
      continue;
    if (key in given && !same(completed[key], stored[key])) {
      throw invalid(
        `The checkpoint's run has the ${key} ${inWords(key, stored[key])}, not ${inWords(key, completed[key])}: leave that ` +
          "option out, or begin a new run.",
      );
    }
  }
  return { ...completed, validation };
}

function inWords(key: (typeof FIXED)[number], value: PlannedConfiguration[(typeof FIXED)[number]]): string {
  if (value === undefined) return OFF[key] ?? "off";
  if (key === "validation" && typeof value === "object" && "name" in value) return `data set ${value.name}`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function definedOnly(end: { epochs?: number | undefined; steps?: number | undefined }): FitOptions {
  const { epochs, steps } = end;
  return { ...(epochs === undefined ? {} : { epochs }), ...(steps === undefined ? {} : { steps }) };
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);

/** Whether two values of plain data are the same in all their parts, in whatever order. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => same(value, right.get(key)));
}
