/**
 * @file What pictures are compared with, as it was learned when the page was built: fetched when it is first asked for, and again where
 * that failed.
 */

import { decodeLikeness, type Likeness } from "./likeness";

let known: Promise<Likeness> | undefined;

export function knownLikeness(): Promise<Likeness> {
  known ??= import("virtual:likeness").then((module) => decodeLikeness(module.default));
  known.catch(() => {
    known = undefined;
  });
  return known;
}
