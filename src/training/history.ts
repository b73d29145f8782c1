/**
 * @file A run's epochs as JSON and as CSV: a row an epoch, with plain numbers under the names that the events have. Both are
 * made of a beginning, the rows and an end, so that a file can grow by a row at a time and be whole after each.
 */

import type { EpochEvent } from "./run.js";

/** An epoch's figures; `learningRate` is there where it changes. */
export type HistoryEpoch = Omit<EpochEvent, "type">;

/** The figures of a row, in this order. */
const COLUMNS = [
  "epoch",
  "step",
  "loss",
  "learningRate",
  "validationLoss",
  "validationAccuracy",
  "seconds",
  "samplesPerSecond",
] as const satisfies readonly (keyof HistoryEpoch)[];

/** An epoch's figures in the order in which they are written; those that the run does not have are left out. */
export const historyRow = (epoch: HistoryEpoch): Record<string, number> =>
  Object.fromEntries(
    COLUMNS.flatMap((name) => {
      const value = epoch[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** A text that grows by rows. */
export interface HistoryText {
  readonly begin: string;
  /** @param before how many rows there are before it */
  row(epoch: HistoryEpoch, before: number): string;
  readonly end: string;
}

/** The texts that a run's epochs can be written as, by the endings of their files. */
export const HISTORY_TEXTS = {
  json: {
    begin: "[",
    row: (epoch, before) => `${before === 0 ? "" : ","}\n${JSON.stringify(historyRow(epoch))}`,
    end: "\n]\n",
  },
  csv: {
    begin: `${COLUMNS.join()}\n`,
    row: (epoch) => `${COLUMNS.map((name) => epoch[name] ?? "").join()}\n`,
    end: "",
  },
} as const satisfies Record<string, HistoryText>;

const written = ({ begin, row, end }: HistoryText, history: readonly HistoryEpoch[]): string =>
  begin + history.map(row).join("") + end;

/**
 * A run's epochs as JSON: a list with an object an epoch, one a line. Its keys are those of {@link EpochEvent}; figures that
 * the run does not have are left out, and one that is not finite is `null`. Durations are in seconds, accuracies shares of 1.
 *
 * @param history the result's, or the epoch events that a loop has kept
 * @example
 * ```ts
 * const { history } = await fit(network, data, { epochs: 20, validation: 0.1 });
 * await writeFile("history.json", historyJson(history));
 * ```
 */
export const historyJson = (history: readonly HistoryEpoch[]): string => written(HISTORY_TEXTS.json, history);

/**
 * A run's epochs as CSV: a line with the names of the columns, always the same eight, then a line an epoch. What the run does
 * not have is an empty cell, and figures that are not finite are `Infinity` or `NaN`.
 *
 * @param history the result's, or the epoch events that a loop has kept
 * @example
 * ```ts
 * const { history } = await fit(network, data, { epochs: 20, validation: 0.1 });
 * await writeFile("history.csv", historyCsv(history));
 * ```
 */
export const historyCsv = (history: readonly HistoryEpoch[]): string => written(HISTORY_TEXTS.csv, history);
