/**
 * @file Whether learning fails: neurons that are dark for every image or at one end of their range for all, and an accuracy that
 * stays at chance. Looked at at fixed steps, so that what is noticed is a function of the run and not of the clock.
 */

import { compile, type Dataset, type Model } from "akari";
import { canSaturate, isFlat } from "../../network/saturation";
import { measure } from "./measure";

/** What is wrong with a run. */
export type Trouble =
  /** It came to no number at all: by that step, in that layer first. */
  | { readonly kind: "diverged"; readonly step: number; readonly layer: number }
  /** ReLU neurons of a hidden layer that are dark for every image, so that they learn nothing more. */
  | {
      readonly kind: "dead";
      readonly step: number;
      readonly layer: number;
      readonly units: number;
      readonly of: number;
    }
  /** Values of a hidden layer that are at an end of their range, where the curve is flat. */
  | { readonly kind: "saturated"; readonly step: number; readonly layer: number; readonly share: number }
  /** It guesses as well as who has not seen the image. */
  | { readonly kind: "chance"; readonly step: number; readonly accuracy: number };

/** What a network does on some images. */
export interface Health {
  readonly accuracy: number;
  /** Of each hidden layer. */
  readonly layers: readonly LayerHealth[];
}

export interface LayerHealth {
  readonly units: number;
  /** Of a layer with ReLU: how many units are 0 for every image. */
  readonly dead: number;
  /** Of a layer with sigmoid or tanh: the share of values, over images and units, at which it is flat. */
  readonly saturated: number;
}

/** Images that are looked at. */
export const EXAMINED = 500;
/** Not before so many steps, and so many images learned from, is there anything to say. */
const FIRST_LOOK = { steps: 256, images: 16_384 };

/** Some dark neurons do no harm: it is noticed where half of a layer is dark and accuracy is low, or most of it. */
const DEAD = { some: 0.5, most: 0.75, accuracy: 0.85 };
/** Networks that have learned well have many flat values; where learning failed for it nearly all are. */
const SATURATED = 0.9;
/** Learning fails for saturation, or is at chance, where no more images than these are read rightly. */
const POOR = 0.6;
const CHANCE = 0.2;

/** Whether a run is looked at after so many steps: each look comes after twice as many as the one before. */
export const isLook = (step: number, batch: number): boolean =>
  step >= FIRST_LOOK.steps && step * batch >= FIRST_LOOK.images && Number.isInteger(Math.log2(step));

export async function examine(model: Model, images: Dataset): Promise<Health> {
  const { layers } = model.definition;
  const { data, rows, columns } = images.features;
  const counts = layers.slice(0, -1).map(({ units }) => ({ alive: new Uint8Array(units), flat: 0 }));
  const compiled = await compile(model);
  try {
    for (let row = 0; row < rows; row++) {
      const trace = compiled.trace(data.subarray(row * columns, (row + 1) * columns));
      for (const [l, count] of counts.entries()) {
        const { activations } = trace.layers[l];
        const { activation } = layers[l];
        for (let unit = 0; unit < activations.length; unit++) {
          if (activations[unit] !== 0) count.alive[unit] = 1;
          if (canSaturate(activation) && isFlat(activation, activations[unit])) count.flat++;
        }
      }
    }
  } finally {
    compiled.dispose();
  }
  const measured = await measure(images, model);
  return {
    accuracy: measured?.accuracy ?? 0,
    layers: counts.map(({ alive, flat }, l) => {
      const { units, activation } = layers[l];
      return {
        units,
        dead: activation === "relu" ? units - alive.reduce((sum, one) => sum + one, 0) : 0,
        saturated: flat / (units * rows),
      };
    }),
  };
}

/** What is wrong, if anything is: the cause before its effect. */
export function troubleOf({ accuracy, layers }: Health, step: number): Trouble | undefined {
  const share = accuracy < DEAD.accuracy ? DEAD.some : DEAD.most;
  const dead = layers.findIndex(({ units, dead: count }) => count >= share * units);
  if (dead >= 0) {
    return { kind: "dead", step, layer: dead + 1, units: layers[dead].dead, of: layers[dead].units };
  }
  const saturated = layers.findIndex((layer) => layer.saturated >= SATURATED);
  if (saturated >= 0 && accuracy < POOR) {
    return { kind: "saturated", step, layer: saturated + 1, share: layers[saturated].saturated };
  }
  return accuracy < CHANCE ? { kind: "chance", step, accuracy } : undefined;
}
