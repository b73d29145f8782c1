/**
 * @file Has the kernels distort what they learn from (kernels/distort.ts).
 */

import type { AugmentationDefinition } from "../../data/augmentation.js";
import { distortionKey, tangent } from "../../data/distortion-key.js";
import type { Kernels } from "./module.js";

export class Augmentation {
  readonly #kernels: Kernels;
  readonly #plan: number;
  readonly #seed: number;
  /** The epoch whose copies are made now. */
  #epoch = 0;

  /** @param threads the most that train */
  constructor(
    kernels: Kernels,
    plan: number,
    amounts: AugmentationDefinition,
    seed: number,
    threads: number,
  ) {
    this.#kernels = kernels;
    this.#plan = plan;
    this.#seed = seed;
    const { rotation, shear, stretch, scale, shift, elastic, thickness, normalize } = amounts;
    kernels.created(
      kernels.regularization.setAugmentation(
        plan,
        tangent(rotation),
        shear,
        stretch,
        scale,
        shift,
        elastic,
        thickness,
        normalize ? 1 : 0,
        threads,
      ),
    );
  }

  /** Turns to an epoch's copies. @param epoch counted from 1 */
  turnTo(epoch: number): void {
    if (epoch === this.#epoch) return;
    const [a, b, c, d] = distortionKey(this.#seed, epoch);
    this.#kernels.regularization.setDistortionKey(this.#plan, a, b, c, d);
    this.#epoch = epoch;
  }
}
