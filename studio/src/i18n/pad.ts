/**
 * @file What the part `pad` says.
 */

import type { Phrase } from "./language.svelte";

export const pad = {} satisfies Record<string, Phrase<never>>;
