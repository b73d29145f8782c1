/**
 * @file The curves of a run: its losses and accuracies, on the training images and on those held out. They grow for as long as
 * the run does and stay small: where one has too many points, each two neighbours become one.
 */

import type { CurvePoint, Scores } from "./messages";

/** The most points of a curve: as many as a wide screen shows apart. */
const MOST = 600;

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Weighted extends Point {
  /** How many steps' mean it is. */
  readonly weight: number;
}

export class Curve {
  #points: Weighted[] = [];
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  get points(): readonly Point[] {
    return this.#points;
  }

  /**
   * Adds a point, at or after the last one; at the same place the newer one stands.
   *
   * @param weight how many steps it is the mean of
   */
  add(x: number, y: number, weight = 1): void {
    if (this.#points.at(-1)?.x === x) this.#points.pop();
    this.#points.push({ x, y, weight });
    if (this.#points.length > this.#most) this.#points = halved(this.#points);
  }
}

/** Each two neighbours as one, where the later one was. The last point stays itself: it is what is now. */
function halved(points: readonly Weighted[]): Weighted[] {
  const result: Weighted[] = [];
  for (let i = 0; i + 2 < points.length; i += 2) {
    const [a, b] = [points[i], points[i + 1]];
    const weight = a.weight + b.weight;
    result.push({ x: b.x, y: (a.y * a.weight + b.y * b.weight) / weight, weight });
  }
  for (let i = result.length * 2; i < points.length; i++) result.push(points[i]);
  return result;
}

/**
 * Curves over one axis, as a chart wants them: all x in order, and of each curve its y there, or null.
 */
export function align(curves: readonly (readonly Point[])[]): [x: number[], ...ys: (number | null)[][]] {
  const xs = [...new Set(curves.flatMap((points) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const place = new Map(xs.map((x, i) => [x, i]));
  const ys = curves.map((points) => {
    const column = new Array<number | null>(xs.length).fill(null);
    for (const { x, y } of points) column[place.get(x)!] = y;
    return column;
  });
  return [xs, ...ys];
}

const newCurves = () => ({
  losses: new Curve(),
  validationLosses: new Curve(),
  trainingAccuracies: new Curve(),
  accuracies: new Curve(),
});

export class RunCurves {
  losses: readonly Point[] = $state.raw([]);
  validationLosses: readonly Point[] = $state.raw([]);
  /** Of training images (a sample) and of those held out. */
  trainingAccuracies: readonly Point[] = $state.raw([]);
  accuracies: readonly Point[] = $state.raw([]);
  #curves = newCurves();

  clear(): void {
    this.#curves = newCurves();
    this.#show();
  }

  add(points: readonly CurvePoint[]): void {
    const { losses, validationLosses, accuracies, trainingAccuracies } = this.#curves;
    for (const { step, loss, validationLoss, validationAccuracy, trainingAccuracy } of points) {
      if (loss !== undefined) losses.add(step, loss.mean, loss.steps);
      if (validationLoss !== undefined) validationLosses.add(step, validationLoss);
      if (validationAccuracy !== undefined) addNewer(accuracies, step, validationAccuracy);
      if (trainingAccuracy !== undefined) addNewer(trainingAccuracies, step, trainingAccuracy);
    }
    this.#show();
  }

  addScores({ step, trainingAccuracy, validationAccuracy }: Scores): void {
    this.add([{ step, trainingAccuracy, validationAccuracy }]);
  }

  #show(): void {
    this.losses = [...this.#curves.losses.points];
    this.validationLosses = [...this.#curves.validationLosses.points];
    this.trainingAccuracies = [...this.#curves.trainingAccuracies.points];
    this.accuracies = [...this.#curves.accuracies.points];
  }
}

/** A curve only grows: moments that are gone back to are on it already. */
function addNewer(curve: Curve, x: number, y: number): void {
  if (x > (curve.points.at(-1)?.x ?? -1)) curve.add(x, y);
}
