/**
 * @file What the part `see` says.
 */

import type { Phrase } from "./language.svelte";

export const see = {} satisfies Record<string, Phrase<never>>;
