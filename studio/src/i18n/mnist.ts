/**
 * @file What the part `mnist` says.
 */

import type { Phrase } from "./language.svelte";

export const mnist = {} satisfies Record<string, Phrase<never>>;
