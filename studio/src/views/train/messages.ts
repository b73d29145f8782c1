/**
 * @file What the page and the Worker that trains tell each other. Plain data; large arrays change hands.
 */

import type { EngineChoice, EngineName } from "akari/engines";
import type { LayerParameters } from "akari/model";
import type { EpochFigures } from "akari/training";
import type { Trouble } from "./health";
import type { Pace } from "./pacer";
import type { Recipe } from "./recipe";
import type { Remedy } from "./remedies";

/** What the Worker does. */
export interface TrainTasks {
  /** First of all: where the page lies, and so the images. */
  open(base: string): void;
  /** Does what the page asks; answers when that is done. */
  command(command: Command): Promise<void> | undefined;
}

/** What the page asks for. */
export type Command =
  /** Makes a run ready, in place of the one that there was; it waits for `play` or `step`. */
  | { readonly type: "begin"; readonly recipe: Recipe; readonly pace: Pace }
  | { readonly type: "play" }
  | { readonly type: "pause" }
  | { readonly type: "pace"; readonly pace: Pace }
  /** One batch, looked at closely. */
  | { readonly type: "step" }
  /** Gives the run up. */
  | { readonly type: "stop" }
  /** The run as it is at the next event. */
  | { readonly type: "frame" }
  /** A step that the run has behind it, looked at closely; what was asked before and has not come is not wanted any more. */
  | { readonly type: "visit"; readonly step: number }
  | { readonly type: "picture"; readonly index: number };

/** The weights after some steps. */
export interface Weights {
  readonly step: number;
  readonly parameters: readonly LayerParameters[];
}

/** A run after some of its steps, and what is known of it there. */
export interface Moment extends Weights {
  /** Absent where there was no time for them. */
  readonly scores?: Scores | undefined;
  /** What the step did that led here; absent of step 0, and where it was not looked at. */
  readonly insight?: StepInsight | undefined;
}

/** A point of the curves: what was measured at a step. */
export interface CurvePoint {
  readonly step: number;
  /** Mean training loss over the steps since the last point, and how many they were. */
  readonly loss?: { readonly mean: number; readonly steps: number };
  readonly validationLoss?: number | undefined;
  readonly validationAccuracy?: number | undefined;
  /** Of a sample of the training images. */
  readonly trainingAccuracy?: number | undefined;
}

/** Where a run stands. */
export interface RunProgress {
  readonly step: number;
  /** Images learned from in a second, since the last time that it was told. */
  readonly samplesPerSecond: number;
  /** Steps a second that it may take; `Infinity` for as many as there can be. */
  readonly pace: number;
}

/** What the Worker tells. */
export type Report =
  | { readonly type: "loading"; readonly loaded: number; readonly total: number }
  | {
      readonly type: "begun";
      readonly steps: number;
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      readonly trainingExamples: number;
      readonly validationExamples: number;
      readonly engine: EngineName;
      /** Absent where the recipe names the engine. */
      readonly choice: EngineChoice | undefined;
    }
  | {
      readonly type: "frame";
      readonly progress: RunProgress;
      readonly moment: Moment;
      readonly points: CurvePoint[];
      /** Those that came to their end since the last time. */
      readonly epochs: readonly EpochFigures[];
    }
  | { readonly type: "visited"; readonly moment: Moment }
  /** Learning fails; what helps is being tried. */
  | { readonly type: "noticed"; readonly trouble: Trouble }
  /** What was tried on the run's images, and the first that helped, if any did. */
  | { readonly type: "tried"; readonly remedy: Remedy | undefined }
  | { readonly type: "finished"; readonly hash: string | undefined }
  | { readonly type: "diverged"; readonly step: number; readonly layer: number }
  /** The GPU is gone, and with it all steps after this one, whose weights were kept. */
  | { readonly type: "lost"; readonly step: number }
  | { readonly type: "picture"; readonly index: number; readonly label: number; readonly pixels: Uint8Array };

export type Begun = Extract<Report, { type: "begun" }>;

/** What one step did. */
export interface StepInsight {
  /** Counted from 1. */
  readonly step: number;
  /** The run right before it. */
  readonly before: Moment;
  /** The batch's mean loss with the weights before the step, and after it. */
  readonly loss: number;
  readonly lossAfter: number;
  readonly examples: number;
  /** The first of the batch's images, `[n, 784]`. */
  readonly pictures: Uint8Array;
  /** `∂L/∂W` and `∂L/∂b` before the step, by the chain rule in float64. */
  readonly gradients: readonly LayerParameters[];
  /** By what each parameter was moved. */
  readonly moves: readonly LayerParameters[];
}

/** How good some weights are; all of it is a function of the weights alone. */
export interface Scores {
  readonly step: number;
  /** On training images (a sample), on those held out, and on the test images. */
  readonly trainingLoss: number | undefined;
  readonly trainingAccuracy: number | undefined;
  readonly validationLoss: number | undefined;
  readonly validationAccuracy: number | undefined;
  readonly testAccuracy: number;
  /** `confusion[actual][predicted]`, of the test images. */
  readonly confusion: readonly (readonly number[])[];
  /** Test images that were taken for another digit, the most confident first. */
  readonly mistakes: readonly Mistake[];
}

export interface Mistake {
  /** Among the test images. */
  readonly index: number;
  readonly actual: number;
  readonly predicted: number;
  /** The output of the predicted class. */
  readonly confidence: number;
  readonly pixels: Uint8Array;
}

export const bytesOf = (parameters: readonly LayerParameters[]): number =>
  parameters.reduce((sum, { weight, bias }) => sum + weight.byteLength + bias.byteLength, 0);

/** The buffers of parameters that may change hands, each once. */
export const buffersOf = (parameters: readonly LayerParameters[]): ArrayBuffer[] => [
  ...new Set(
    parameters.flatMap(({ weight, bias }) => [weight.buffer as ArrayBuffer, bias.buffer as ArrayBuffer]),
  ),
];
