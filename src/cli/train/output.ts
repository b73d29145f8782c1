/**
 * @file Where a run's checkpoints are, how they are written, and what is said of them.
 */

import { basename, resolve } from "node:path";
import type { Fingerprint } from "../../data/dataset.js";
import { AkariError } from "../../error.js";
import type { CheckpointInterval } from "../../training/checkpoint.js";
import type { CheckpointOptions } from "../../training/run.js";
import { countOf } from "../terminal/text.js";
import { examplesFingerprint } from "./data.js";
import { checkpointPath, type Run } from "./job.js";

/** `every 500 steps`, `every epoch`. */
export function intervalText(every: CheckpointInterval): string {
  const [count, noun] = "steps" in every ? [every.steps, "step"] : [every.epochs, "epoch"];
  return count === 1 ? `every ${noun}` : `every ${countOf(count, noun)}`;
}

/** The checkpoints of one run. */
export interface Checkpoints extends CheckpointOptions {
  readonly path: string;
  /** Whether the last one could be written. */
  readonly stands: boolean;
}

/**
 * @param run where its result goes, what its tensors are called, and where its data come from
 * @param tell takes a line for the user: a checkpoint that cannot be written is no reason to stop a run
 */
export function checkpointsOf(
  run: Pick<Run, "definition" | "out" | "names" | "source" | "reading" | "data" | "penDigits">,
  every: CheckpointInterval,
  tell: (line: string) => void,
): Checkpoints {
  const path = checkpointPath(run.out);
  const { source, reading, data, penDigits } = run;
  const split = data.divided?.split;
  let examples: Fingerprint | undefined;
  const files = {
    source,
    reading,
    ...(split === undefined ? {} : { split }),
    ...(penDigits === undefined ? {} : { penDigits }),
    out: basename(resolve(run.out)),
  };
  let stands = false;
  let told: string | undefined;
  return {
    path,
    every,
    get stands() {
      return stands;
    },
    async save(checkpoint) {
      const { saveCheckpoint } = await import("../../formats/files.node.js");
      try {
        examples ??= examplesFingerprint(data, run.definition);
        await saveCheckpoint(path, checkpoint, {
          names: run.names,
          files: { ...files, ...(examples === undefined ? {} : { examples }) },
        });
        stands = true;
        told = undefined;
      } catch (error) {
        if (!(error instanceof AkariError)) throw error;
        stands = false;
        // A disk that stays full is told of once.
        if (told !== error.message) {
          tell(`akari: ${error.message} Training goes on without this checkpoint.`);
        }
        told = error.message;
      }
    },
  };
}
