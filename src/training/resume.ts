/**
 * @file The options of a run that goes on from a checkpoint: those that it had. Any others would give weights that no
 * configuration could give again.
 */

import { AkariError } from "../error.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import type { Checkpoint } from "./checkpoint.js";
import { configure, constantsOf, type PlannedConfiguration } from "./configuration.js";
import type { FitOptions } from "./events.js";
import { type OptionRow, TRAINING_OPTIONS, TRAINING_ROWS, type TrainingOptionName } from "./options.js";

/** An option that a resumed run has to have as the run had it that it goes on from. */
type FixedOption = Extract<TrainingOptionName, keyof PlannedConfiguration>;

const FIXED = TRAINING_ROWS.flatMap(([name, { fixed }]) => (fixed === true ? [name as FixedOption] : []));

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
    Object.entries(withOptimizer(options, stored.optimizer)).filter(([, value]) => value !== undefined),
  );
  const { epochs, steps, validation, engine, ...fixed } = stored;
  if (given.engine === undefined && engine !== "wasm") {
    throw invalid(
      `The checkpoint's run computes in the engine ${engine} of "akari/engines": give that as the option engine.`,
    );
  }
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

/** Constants that are given without a name are those of the stored optimizer. */
function withOptimizer(options: FitOptions, stored: OptimizerDefinition): FitOptions {
  const constants = constantsOf(options);
  if (options.optimizer !== undefined || Object.keys(constants).length === 0) return options;
  const others = Object.entries(options).filter(([name]) => !(name in constants));
  return { ...Object.fromEntries(others), optimizer: { ...stored, ...constants } };
}

function inWords(key: FixedOption, value: PlannedConfiguration[FixedOption]): string {
  if (value === undefined) {
    const { optional }: OptionRow = TRAINING_OPTIONS[key];
    return optional?.off ?? "off";
  }
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
