/**
 * @file The curves of a run: its losses and accuracies, on the training images and on those held out. They grow for as long as
 * the run does and stay small: all points of a curve stand for as many steps, the first ones as the last.
 */

import type { Point } from "../../chart/curves";
import type { CurvePoint, Scores } from "./messages";

/** The most points of a curve: as many as a wide screen shows apart. */
const MOST = 600;

interface Weighted extends Point {
  /** How many steps' mean it is. */
  readonly weight: number;
}

export class Curve {
  #points: Weighted[] = [];
  /** Steps that a point stands for: those of one span of so many. */
  #stride = 1;
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  get points(): readonly Point[] {
    return this.#points;
  }

  /**
   * Adds what was measured after the last point; what is known there already is not added again.
   *
   * @param weight how many steps it is the mean of
   */
  add(x: number, y: number, weight = 1): void {
    if (x <= (this.#points.at(-1)?.x ?? -1)) return;
    this.#join({ x, y, weight });
    while (this.#points.length > this.#most) {
      this.#stride *= 2;
      const points = this.#points;
      this.#points = [];
      for (const point of points) this.#join(point);
    }
  }

  /** Forgets what came after `x`. */
  cut(x: number): void {
    this.#points = this.#points.filter((point) => point.x <= x);
  }

  /** Takes a point into the span that it belongs to: the mean of its steps, where the last of them was. */
  #join(point: Weighted): void {
    const last = this.#points.at(-1);
    if (last === undefined || this.#span(last.x) !== this.#span(point.x)) {
      this.#points.push(point);
      return;
    }
    const weight = last.weight + point.weight;
    const y = (last.y * last.weight + point.y * point.weight) / weight;
    this.#points[this.#points.length - 1] = { x: point.x, y, weight };
  }

  /** Spans end with their last step: 1 … 4, 5 … 8. */
  #span(x: number): number {
    return Math.ceil(x / this.#stride);
  }
}

/** All curves of a run, as they are shown. */
export interface CurvePoints {
  readonly losses: readonly Point[];
  readonly validationLosses: readonly Point[];
  /** Of training images (a sample) and of those held out. */
  readonly trainingAccuracies: readonly Point[];
  readonly accuracies: readonly Point[];
}

const newCurves = () => ({
  losses: new Curve(),
  validationLosses: new Curve(),
  trainingAccuracies: new Curve(),
  accuracies: new Curve(),
});

const NONE: CurvePoints = { losses: [], validationLosses: [], trainingAccuracies: [], accuracies: [] };

export class RunCurves {
  points: CurvePoints = $state.raw(NONE);
  #curves = newCurves();

  clear(): void {
    this.#curves = newCurves();
    this.points = NONE;
  }

  /** Takes what was measured since the last time, and what the weights of now score, where that is known. */
  add(points: readonly CurvePoint[], scores?: Scores): void {
    const { losses, validationLosses, accuracies, trainingAccuracies } = this.#curves;
    for (const point of scores === undefined ? points : [...points, scores]) {
      const { step, validationLoss, validationAccuracy, trainingAccuracy } = point;
      if ("loss" in point && point.loss !== undefined) losses.add(step, point.loss.mean, point.loss.steps);
      if (validationLoss !== undefined) validationLosses.add(step, validationLoss);
      if (validationAccuracy !== undefined) accuracies.add(step, validationAccuracy);
      if (trainingAccuracy !== undefined) trainingAccuracies.add(step, trainingAccuracy);
    }
    this.#show();
  }

  /** Forgets what came after a step, to which the run goes back. */
  cut(step: number): void {
    for (const curve of Object.values(this.#curves)) curve.cut(step);
    this.#show();
  }

  #show(): void {
    const { losses, validationLosses, accuracies, trainingAccuracies } = this.#curves;
    const shown = (curve: Curve): readonly Point[] => [...curve.points];
    this.points = {
      losses: shown(losses),
      validationLosses: shown(validationLosses),
      trainingAccuracies: shown(trainingAccuracies),
      accuracies: shown(accuracies),
    };
  }
}
