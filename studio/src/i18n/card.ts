/**
 * @file What the part `card` says.
 */

import type { Phrase } from "./language.svelte";

export const card = {} satisfies Record<string, Phrase<never>>;
