/** @file Checkpoints at the places where models are saved and loaded from. */

import type { Checkpoint } from "../training/checkpoint.js";
import { type ModelSource, readSource } from "./load-save.js";
import {
  type CheckpointFileOptions,
  decodeCheckpoint,
  encodeCheckpoint,
  type StoredCheckpoint,
} from "./safetensors/checkpoint-file.js";
import { requirePlace, saveBytes } from "./stored.js";
import { explained } from "./table.js";

/**
 * Saves a checkpoint, replacing what is at `place` in one step: an older checkpoint stands until the new one does.
 *
 * @param place a path; in a browser `indexeddb://NAME`, or the name of a download
 * @throws AkariError as {@link save} does
 * @example
 * ```ts
 * const { model } = await fit(network, data, {
 *   checkpoint: { every: { epochs: 1 }, save: (checkpoint) => saveCheckpoint("run.checkpoint", checkpoint) },
 * });
 * ```
 */
export async function saveCheckpoint(
  place: string,
  checkpoint: Checkpoint,
  options?: CheckpointFileOptions,
): Promise<void> {
  requirePlace(place);
  await saveBytes(place, encodeCheckpoint(checkpoint, options));
}

/**
 * Reads a checkpoint that {@link saveCheckpoint} wrote.
 *
 * @param source as for {@link load}
 * @throws AkariError `not-found` where there is nothing, `invalid-file` where it is not a sound checkpoint
 * @example
 * ```ts
 * const { checkpoint } = await loadCheckpoint("run.checkpoint");
 * const { model } = await fit(network, data, { resume: checkpoint });
 * ```
 */
export async function loadCheckpoint(source: ModelSource): Promise<StoredCheckpoint> {
  const { bytes, name } = await readSource(source);
  return explained(bytes, name, () => decodeCheckpoint(bytes, name));
}
