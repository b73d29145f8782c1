/**
 * @file What the page and the Workers behind "Why" say to each other.
 */

import type { Attribution, Calibration, Model } from "akari";
import type { Target } from "./classes";

export interface AttributionRequest {
  readonly model: Model;
  readonly input: Uint8Array | Float32Array;
  readonly target: Target;
}

/** All of one moment: numbers and pictures made of it cannot disagree. */
export interface AttributionAnswer {
  readonly contributions: Attribution;
  /** `∂/∂pixel` of the same value, `[inputs]`. */
  readonly saliency: Float64Array;
}

export interface ExaminationRequest {
  readonly model: Model;
  /** `[n, inputs]`. */
  readonly images: Uint8Array;
  /** `[n]`. */
  readonly labels: Uint8Array;
}

/** A test image that was taken for another digit. */
export interface Mistake {
  readonly index: number;
  readonly label: number;
  readonly answer: number;
  readonly confidence: number;
}

export interface Examination {
  readonly examples: number;
  readonly calibration: Calibration;
  /** How many were wrong, and the most confident of them first. */
  readonly wrong: number;
  readonly mistakes: readonly Mistake[];
}
