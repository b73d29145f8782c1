/**
 * @file Inputs that come without a data set around them: what single files hold, to be predicted.
 */

import type { AkariError } from "../error.js";
import type { Features } from "./dataset.js";

/** Rows of inputs, each with a name. */
export interface NamedRows {
  readonly features: Features;
  /** What each row is called, `[rows]`: its file's path. */
  readonly names: readonly string[];
  /** The class that the folder of each row's file speaks for, `[rows]`; undefined where it is no class. */
  readonly labels: readonly (string | undefined)[];
}

/** One input of its own: what a single file holds, or why it cannot be read. */
export type NamedInput =
  | {
      /** Its file's path. */
      readonly name: string;
      /** The class that its file's folder speaks for; undefined where it is no class. */
      readonly label: string | undefined;
      /** `[columns]` */
      readonly inputs: Uint8Array | Float32Array;
    }
  | { readonly name: string; readonly error: AkariError };

/**
 * All inputs in one array.
 *
 * @param data where they go, `[rows, columns]`
 * @throws AkariError the first input's that cannot be read
 */
export async function gatherRows(
  inputs: AsyncIterable<NamedInput>,
  data: Uint8Array | Float32Array,
  columns: number,
): Promise<NamedRows> {
  const names: string[] = [];
  const labels: (string | undefined)[] = [];
  for await (const input of inputs) {
    if ("error" in input) throw input.error;
    data.set(input.inputs, names.length * columns);
    names.push(input.name);
    labels.push(input.label);
  }
  return { features: { data, rows: names.length, columns }, names, labels };
}
