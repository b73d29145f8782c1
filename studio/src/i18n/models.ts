/**
 * @file What the part `models` says.
 */

import type { Phrase } from "./language.svelte";

export const models = {} satisfies Record<string, Phrase<never>>;
