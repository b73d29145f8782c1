/**
 * @file The curves of a run: its losses and accuracies, on the training images and on those held out.
 */

import { Curve, type Point } from "./curve";
import type { CurvePoint, Exam } from "./messages";

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

  addExam({ step, trainingAccuracy, validationAccuracy }: Exam): void {
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
