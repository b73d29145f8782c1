/**
 * @file What the part `share` says.
 */

import type { Phrase } from "./language.svelte";

export const share = {} satisfies Record<string, Phrase<never>>;
