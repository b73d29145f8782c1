/**
 * @file Computes what an answer came from, away from the page: some dozens of passes through the network.
 */

import { contributions, saliency } from "akari";
import type { AttributionAnswer, AttributionRequest } from "./messages";

addEventListener("message", ({ data }: MessageEvent<AttributionRequest>) => {
  const { model, input, target } = data;
  const { unit, versus, sign } = target;
  const { value, baseline, shares } = contributions(model, input, unit, versus);
  const answer: AttributionAnswer = {
    contributions: {
      value: sign * value,
      baseline: sign * baseline,
      shares: shares.map((share) => sign * share),
    },
    saliency: saliency(model, input, unit, versus).map((slope) => sign * slope),
  };
  postMessage(answer);
});
