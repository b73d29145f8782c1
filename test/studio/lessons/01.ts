/** @file Paints pixels: each with its brush. */

import { paintPixels } from "./hands.js";
import type { Bring } from "./lessons.js";

export const bring: Bring = (page, stage, _, by) => paintPixels(page, stage, by);
