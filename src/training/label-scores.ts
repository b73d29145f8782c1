/**
 * @file How well labels are told that are each true or not by themselves: a tally of right and wrong answers a label.
 */

import { isPositive } from "../model/outputs.js";

/** How one label was told, in examples. */
export interface LabelCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** How well a network tells labels that are each true or not by themselves. */
export interface LabelsScore {
  /** The share of the examples all of whose labels are right: scikit-learn's `accuracy_score`, 0 to 1. */
  readonly exactMatch: number;
  /** The share of all answers, a label of an example each, that are right: 1 minus the Hamming loss, 0 to 1. */
  readonly accuracy: number;
  /** In the outputs' order. */
  readonly counts: readonly LabelCounts[];
}

/** Targets of a data set. */
type RowTargets =
  | { readonly kind: "classes"; readonly classes: ArrayLike<number> }
  | { readonly kind: "values"; readonly data: ArrayLike<number>; readonly columns: number };

/** Counts, example by example. */
export class LabelTally {
  readonly #counts: {
    truePositives: number;
    falsePositives: number;
    falseNegatives: number;
    trueNegatives: number;
  }[];
  #examples = 0;
  #exact = 0;
  /** Whether all targets so far are 1 for true or 0 for not: others are numbers, and these counts say nothing of them. */
  areSound = true;

  /** @param labels how many */
  constructor(labels: number) {
    this.#counts = Array.from({ length: labels }, () => ({
      truePositives: 0,
      falsePositives: 0,
      falseNegatives: 0,
      trueNegatives: 0,
    }));
  }

  /**
   * @param isTrue whether a label of the example is true
   * @param outputs where the network's stand, from `first` on
   */
  add(isTrue: (label: number) => boolean, outputs: ArrayLike<number>, first: number): void {
    let right = 0;
    this.#counts.forEach((counts, k) => {
      const [actual, predicted] = [isTrue(k), isPositive(outputs[first + k])];
      if (actual === predicted) right++;
      counts[
        actual
          ? predicted
            ? "truePositives"
            : "falseNegatives"
          : predicted
            ? "falsePositives"
            : "trueNegatives"
      ]++;
    });
    this.#examples++;
    if (right === this.#counts.length) this.#exact++;
  }

  /** The same for a row of a data set: a row of a class has that one label. */
  addRow(targets: RowTargets, row: number, outputs: ArrayLike<number>, first: number): void {
    if (targets.kind === "classes") {
      this.add((k) => targets.classes[row] === k, outputs, first);
      return;
    }
    const { data, columns } = targets;
    for (let at = row * columns; at < (row + 1) * columns; at++) {
      if (data[at] !== 0 && data[at] !== 1) this.areSound = false;
    }
    this.add((k) => data[row * columns + k] === 1, outputs, first);
  }

  finish(): LabelsScore {
    const counts = this.#counts;
    const right = counts.reduce(
      (sum, { truePositives, trueNegatives }) => sum + truePositives + trueNegatives,
      0,
    );
    return {
      exactMatch: this.#exact / this.#examples,
      accuracy: right / (this.#examples * counts.length),
      counts,
    };
  }
}
