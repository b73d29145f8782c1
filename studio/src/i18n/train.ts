/**
 * @file What the part `train` says.
 */

import type { Phrase } from "./language.svelte";

export const train = {} satisfies Record<string, Phrase<never>>;
