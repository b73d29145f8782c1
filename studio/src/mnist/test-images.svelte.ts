/**
 * @file The test images as they are browsed: their digits, what the shown network takes them for, which of them are wanted, and
 * how the keys move among them.
 */

import type { Model } from "akari";
import { readsDigits } from "./digits";
import { examinationOf } from "./examinations";
import { loadTestLabels, PieceError } from "./pieces";

export interface Filter {
  /** Only images of this digit. */
  readonly digit?: number | undefined;
  /** Only those that the network takes for another digit. */
  readonly wrong: boolean;
}

/**
 * The images that a filter lets through, in their order.
 *
 * @param labels the digit of each image
 * @param predicted what the network takes each for; needed where only the wrong ones are wanted
 */
export function chooseImages(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number> | undefined,
  { digit, wrong }: Filter,
): number[] {
  const chosen: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (digit !== undefined && labels[i] !== digit) continue;
    if (wrong && (predicted === undefined || predicted[i] === labels[i])) continue;
    chosen.push(i);
  }
  return chosen;
}

/**
 * Where a key leads from a place in a list that is laid out row by row.
 *
 * @param page how many places Page Up and Page Down pass
 * @returns the new place, or `undefined` where the key does not move
 */
export function moveTo(
  key: string,
  place: number,
  count: number,
  columns: number,
  page: number,
): number | undefined {
  const last = count - 1;
  const by: Record<string, number> = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    ArrowUp: place - columns,
    ArrowDown: place + columns,
    PageUp: Math.max(0, place - page),
    PageDown: Math.min(last, place + page),
    Home: 0,
    End: last,
  };
  const next = by[key];
  if (next === undefined) return undefined;
  return next < 0 || next > last ? place : next;
}

export class TestImages {
  filter: Filter = $state.raw({ wrong: false });
  labels: Uint8Array | undefined = $state.raw();
  /** What the network takes each image for, once that is known. */
  predicted: Uint8Array | undefined = $state.raw();
  problem: PieceError | undefined = $state.raw();
  /** The network that is asked. */
  #model: Model | undefined;

  readonly chosen = $derived(
    this.labels === undefined ? [] : chooseImages(this.labels, this.predicted, this.filter),
  );
  /** How many the network takes for another digit, once that is known. */
  readonly wrong = $derived(
    this.labels && this.predicted && chooseImages(this.labels, this.predicted, { wrong: true }).length,
  );
  /** Whether it is still to be found out which are wanted. */
  readonly pending = $derived(
    this.problem === undefined &&
      (this.labels === undefined || (this.filter.wrong && this.predicted === undefined)),
  );

  /** Fetches what is missing, and asks the network about all images where it is another than before. */
  async open(model: Model): Promise<void> {
    this.problem = undefined;
    if (model !== this.#model) this.predicted = undefined;
    this.#model = model;
    if (this.filter.wrong && !readsDigits(model.definition)) this.filter = { ...this.filter, wrong: false };
    try {
      this.labels ??= await loadTestLabels();
      if (!readsDigits(model.definition) || this.predicted !== undefined) return;
      const { predicted } = await examinationOf(model);
      if (model === this.#model) this.predicted = predicted;
    } catch (error) {
      if (!(error instanceof PieceError)) throw error;
      if (model === this.#model) this.problem = error;
    }
  }
}
