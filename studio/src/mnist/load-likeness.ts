/** @file What a drawing is compared with, fetched when somebody has drawn: it was learned when the page was built. */

import { decodeLikeness, type Likeness } from "./likeness";

export async function loadLikeness(): Promise<Likeness> {
  return decodeLikeness((await import("virtual:likeness")).default);
}
