/**
 * @file What a request shows to a model, whatever form it came in.
 */

import type { KnownTruth } from "../../insight/predictions.js";
import { Problem } from "../problem.js";

/** One input or several, as the model takes them. */
export interface RequestInputs {
  /** `[rows, inputs]`, raw: as `predict` takes them. */
  readonly inputs: Float32Array;
  /** What each is called in the answer; as many as there are rows. */
  readonly names: readonly string[];
  /** What is true of each, where the request says it. */
  readonly truths?: readonly KnownTruth[];
}

/** @throws Problem 413 where a request has more rows than it may */
export function requireRows(rows: number, most: number, pointer: string): void {
  if (rows <= most) return;
  const detail = `The request has more than ${most} rows, the most that one may have. Send them in parts.`;
  throw new Problem(413, detail, { errors: [{ detail, pointer }] });
}
