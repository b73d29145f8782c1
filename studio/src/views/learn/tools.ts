/**
 * @file What lessons may ask: the small network that comes with the page, whatever is looked at elsewhere, the test images, and training on
 * the others.
 */

import { compile, type Model } from "akari";
import { once } from "../../kit/once";
import { readAnswer } from "../../network/answer";
import type { TestImages, Tools, Training } from "./lesson";

/** Where nobody asks for training there need be none. */
const refuse = (): Promise<never> => Promise.reject(new Error("Nothing can be trained here."));
const NO_TRAINING: Training = { trained: refuse, watched: refuse, sounds: refuse };

/**
 * @param model a network that answers with a digit
 * @param fetchImages asked once, when somebody wants them; again where that failed
 * @param training asked once for each recipe and number of steps, or of images held out, or set of sounds; again where that failed
 */
export async function toolsOf(
  model: Model,
  fetchImages: () => Promise<TestImages>,
  training: Training = NO_TRAINING,
): Promise<Tools> {
  const network = await compile(model);
  const kept = new Map<string, Promise<unknown>>();
  const keep = <T>(name: string, make: () => Promise<T>): Promise<T> => once(kept, name, make) as Promise<T>;
  return {
    network,
    model,
    read(pixels) {
      const { predicted } = readAnswer(model.definition, network.trace(pixels));
      return { label: predicted?.label ?? "", probability: predicted?.probability ?? 0 };
    },
    images: () => keep("images", fetchImages),
    trained: (recipe, steps) =>
      keep(JSON.stringify(["trained", recipe, steps]), () => training.trained(recipe, steps)),
    watched: (recipe, held) =>
      keep(JSON.stringify(["watched", recipe, held]), () => training.watched(recipe, held)),
    sounds: (set) => keep(`sounds ${set}`, () => training.sounds(set)),
  };
}
