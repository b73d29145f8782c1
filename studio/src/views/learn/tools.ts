/**
 * @file What lessons may ask: the small network that comes with the page, whatever is looked at elsewhere, and the test images.
 */

import { compile, type Model } from "akari";
import { readAnswer } from "../../network/answer";
import type { TestImages, Tools } from "./lesson";

/**
 * @param model a network that answers with a digit
 * @param fetchImages asked once, when somebody wants them; again where that failed
 */
export async function toolsOf(model: Model, fetchImages: () => Promise<TestImages>): Promise<Tools> {
  const network = await compile(model);
  let images: Promise<TestImages> | undefined;
  return {
    network,
    model,
    read(pixels) {
      const { predicted } = readAnswer(model.definition, network.trace(pixels));
      return { label: predicted?.label ?? "", probability: predicted?.probability ?? 0 };
    },
    images() {
      images ??= fetchImages();
      images.catch(() => {
        images = undefined;
      });
      return images;
    },
  };
}
