/**
 * @file Reads all test images away from the page.
 */

import { examine } from "./examine";
import type { ExaminationRequest } from "./messages";

addEventListener("message", async ({ data }: MessageEvent<ExaminationRequest>) => {
  postMessage(await examine(data));
});
