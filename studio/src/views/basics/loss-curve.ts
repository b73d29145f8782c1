/**
 * @file The loss over the steps as the path of a small picture.
 */

import type { LossPoint } from "./situation";

/** From the first step to the last, and from zero to the largest loss that is finite. */
export function curvePath(losses: readonly LossPoint[], width: number, height: number): string {
  const finite = losses.filter(({ loss }) => Number.isFinite(loss));
  if (finite.length < 2) return "";
  const steps = Math.max(1, finite[finite.length - 1].step);
  const most = finite.reduce((largest, { loss }) => Math.max(largest, loss), 1e-9);
  const at = ({ step, loss }: LossPoint): string =>
    `${((step / steps) * width).toFixed(1)} ${(height - 1 - (loss / most) * (height - 3)).toFixed(1)}`;
  return `M${finite.map(at).join("L")}`;
}
