/**
 * @file What the part `basics` says.
 */

import type { Phrase } from "./language.svelte";

export const basics = {} satisfies Record<string, Phrase<never>>;
