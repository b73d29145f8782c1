/**
 * @file How much a server takes on: of one request, and of all at once.
 */

import { type ModelDefinition, outputUnits } from "../model/model.js";

export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Rows, pictures or recordings of a request. */
  readonly rows: number;
  /** Pixels of a picture, before it is brought to the model's size. */
  readonly pixels: number;
  /** Seconds from a request's arrival to its answer. */
  readonly seconds: number;
  /** Requests that are taken in and not answered yet. */
  readonly waiting: number;
  /** Of them, those of one client; as large a part of `heldBytes` is for it. */
  readonly waitingOfOne: number;
  /** Bytes of all those requests' bodies and inputs together, and of answers that their clients have not taken. */
  readonly heldBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 8 * 2 ** 20,
  rows: 10_000,
  pixels: 16_000_000,
  seconds: 30,
  waiting: 256,
  waitingOfOne: 128,
  heldBytes: 256 * 2 ** 20,
};

/** What one client may have waiting where nothing is said of it: half, or all where that is little. */
export const usualOfOne = (waiting: number): number =>
  Math.min(waiting, Math.max(16, Math.ceil(waiting / 2)));

/** Inputs of a request are made at once, as so many float32 numbers at the most. */
const MOST_NUMBERS = 2 ** 24;

/** An answer's numbers are held as float64, in lists and as text, ten times as many bytes each as an input. */
const MOST_OUTPUTS = 2 ** 21;

/** Rows that a model takes in one request: fewer where each has many inputs or outputs. */
export function mostRows({ rows }: Limits, definition: ModelDefinition): number {
  const most = Math.min(MOST_NUMBERS / definition.inputs, MOST_OUTPUTS / outputUnits(definition));
  return Math.max(1, Math.min(rows, Math.floor(most)));
}
