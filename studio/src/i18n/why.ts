/**
 * @file What the part `why` says.
 */

import type { Phrase } from "./language.svelte";

export const why = {} satisfies Record<string, Phrase<never>>;
