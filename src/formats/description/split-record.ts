/**
 * @file How the examples that a model learned from were divided, as it stands in files: so that the part that it has
 * not seen can be found again.
 */

import type { Fingerprint } from "../../data/fingerprint.js";
import { type RowSketch, requireSketch } from "../../data/row-sketch.js";
import type { SplitBy, SplitOptions } from "../../data/split.js";
import { AkariError } from "../../error.js";
import { requireNumber, requireObject, requireText, requireWhole } from "./plain-data.js";

/** A split of examples, and which examples they were. */
export interface SplitRecord extends SplitOptions {
  /** Of all examples, as the model's preprocessing makes them. */
  readonly examples: Fingerprint;
  /** Which of them were learned from; absent in files of Akari before 0.2. */
  readonly learned?: RowSketch;
  /** The options by which they were read, by their names, as they were typed; absent where there were none. */
  readonly reading?: Readonly<Record<string, string>>;
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseSplit(value: unknown, what: string): SplitOptions {
  const stored = requireObject(value, what);
  return {
    test: requireNumber(stored.test, `${what}'s test`, 0, 1),
    validation: requireNumber(stored.validation, `${what}'s validation`, 0, 1),
    seed: requireWhole(stored.seed, `${what}'s seed`, Number.MIN_SAFE_INTEGER),
    ...(stored.by === undefined ? {} : { by: requireWay(stored.by, what) }),
  };
}

function requireWay(value: unknown, what: string): SplitBy {
  if (value === "random" || value === "time") return value;
  throw new AkariError(
    "invalid-model",
    `${what} is by ${JSON.stringify(value)}, which this version does not know.`,
  );
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseSplitRecord(value: unknown, what: string): SplitRecord {
  const { examples, learned, reading } = requireObject(value, what);
  return {
    ...parseSplit(value, what),
    examples: parseFingerprint(examples, `${what}'s examples`),
    ...(learned === undefined ? {} : { learned: parseSketch(learned, `${what}'s learned rows`) }),
    ...(reading === undefined ? {} : { reading: parseTexts(reading, `${what}'s way of reading data`) }),
  };
}

function parseSketch(value: unknown, what: string): RowSketch {
  const { rows, hashes } = requireObject(value, what);
  const sketch = {
    rows: requireWhole(rows, `The number of ${what}`, 1),
    hashes: requireText(hashes, `The hashes of ${what}`),
  };
  requireSketch(sketch);
  return sketch;
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseTexts(value: unknown, what: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(requireObject(value, what)).map(([name, text]) => [
      name,
      requireText(text, `${what}: ${name}`),
    ]),
  );
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseFingerprint(value: unknown, what: string): Fingerprint {
  const stored = requireObject(value, what);
  return {
    name: requireText(stored.name, `${what}'s name`),
    rows: requireWhole(stored.rows, `${what}'s rows`, 1),
    columns: requireWhole(stored.columns, `${what}'s columns`, 1),
    hash: requireText(stored.hash, `${what}'s hash`),
  };
}
