/**
 * @file What the part `network` says.
 */

import type { Phrase } from "./language.svelte";

export const network = {} satisfies Record<string, Phrase<never>>;
