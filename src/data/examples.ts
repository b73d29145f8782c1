/**
 * @file A person's own data before they are numbers: rows of a table, pictures, recordings. They are split first and
 * prepared afterwards, for what preparing learns from data (means, categories, what to fill gaps with) it may learn
 * from the training part only.
 */

import type { Preprocessing } from "../model/preprocessing.js";
import type { Dataset } from "./dataset.js";
import type { Preview } from "./preview.js";

/** What is to be learned of every row. */
export type Task =
  /** A class each, an index into `names`. */
  | { readonly kind: "classes"; readonly classes: Uint32Array; readonly names: readonly string[] }
  /**
   * Numbers: `[rows, names.length]`, in their own units; or labels, where all are 1 for those that are true of a row and
   * 0 for those that are not.
   */
  | {
      readonly kind: "values";
      readonly values: Float64Array;
      readonly names: readonly string[];
      readonly areLabels?: true;
    };

/** Examples that have not been prepared yet. */
export interface Examples {
  /** What to call them in messages: the file or folder. */
  readonly name: string;
  readonly rows: number;
  readonly task: Task;
  /** Rows of the same number stay on one side of every split, `[rows]`. */
  readonly groups?: Uint32Array;
  /** When each row was, for splits by time, `[rows]`: days, or any other number. */
  readonly times?: Float64Array;
  /** What was decided for its user, a sentence each. */
  readonly notes: readonly string[];

  /** What a row is called in messages and reports: `iris.csv, row 7` or a file's path. */
  rowName(row: number): string;

  /**
   * What a row was before it was prepared: a picture, a table's cells, a recording, which is read again for it.
   *
   * @throws AkariError `not-found` or `invalid-file` where its file is gone or has changed
   */
  preview?(row: number): Promise<Preview>;

  /**
   * Learns from some rows how all are to be prepared.
   *
   * @throws AkariError `invalid-data` where nothing can be learned from them
   */
  prepare(rows: Uint32Array): Preprocessing;

  /**
   * Some rows as numbers.
   *
   * @param rows in which order
   * @param preprocessing from {@link prepare}, or a model's
   * @param name what to call them: "iris.csv, test part"
   * @throws AkariError `invalid-data` where they are of another kind than the preprocessing, saying which columns
   */
  encode(rows: Uint32Array, preprocessing: Preprocessing, name: string): Dataset;
}
