/**
 * @file A run as a folder for PyTorch's torchrun: a program, the experiment, the rows in shards, the checkpoint to start
 * from, and how to start it on one machine and on many.
 */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ChunkedDataset, type Dataset, isChunked } from "../../data/dataset.js";
import { invalidArgument } from "../../error.js";
import type { Model, ModelDefinition } from "../../model/model.js";
import { oneHotClass, saysOneHot } from "../../model/outputs.js";
import { cannotWrite } from "../../platform/write-file.node.js";
import type { Checkpoint, CheckpointInterval } from "../../training/checkpoint.js";
import { fit, weightsFor } from "../../training/fit.js";
import { asLabelled, inModelUnits } from "../../training/model-units.js";
import { planTraining } from "../../training/plan.js";
import type { FitOptions, StartEvent } from "../../training/run.js";
import { sha256 } from "../bytes/hashes.js";
import type { TensorNames } from "../description/model-description.js";
import type { TrainingRecord } from "../description/training-record.js";
import { encodeCheckpoint, type RunFiles } from "../safetensors/checkpoint-file.js";
import { describeExperiment, requireExportable, type ShardFile } from "./experiment.js";
import { trainingProgram } from "./program.js";
import { encodeShard, inputBlocks, rowsOfShard, type ShardForm } from "./shards.js";
import { folderTexts } from "./texts.js";

/** A run, and what its files are to say of it. */
export interface TorchrunRun {
  readonly start: ModelDefinition | Model;
  readonly data: Dataset | ChunkedDataset;
  readonly options: FitOptions;
  /** How often the program makes a checkpoint. */
  readonly every: CheckpointInterval;
  /** What to call the model's tensors. */
  readonly names: readonly TensorNames[] | undefined;
  /** For `akari train --resume`: where data and result are. */
  files(definition: ModelDefinition): RunFiles;
  /** How the result's training record begins. */
  record(definition: ModelDefinition, planned: Checkpoint["planned"]): Promise<TrainingRecord>;
  /** Told before the first row is written. */
  readonly onBegin?: (
    begins: Pick<StartEvent, "trainingExamples" | "validationExamples" | "step" | "steps">,
  ) => void;
  /** Told how far it is: rows that are written, of all. */
  readonly onRows?: (rows: number, of: number) => void;
}

/** What was written. */
export interface TorchrunFolder {
  /** The files' paths from the folder. */
  readonly files: readonly string[];
  readonly definition: ModelDefinition;
  readonly checkpoint: Checkpoint;
}

/**
 * Writes a run into a folder that is there and empty.
 *
 * @throws AkariError what `fit` throws before its first step; `unsupported` for what the program cannot do;
 * `invalid-argument` where a file cannot be written
 */
export async function writeTorchrun(folder: string, run: TorchrunRun): Promise<TorchrunFolder> {
  const { names, options } = run;
  const checkpoint = await beginning(run);
  const { definition } = checkpoint.model;
  const data = asLabelled(run.data, definition.labels);
  const plan = planTraining(data, options);
  requireExportable(definition, plan);
  if (checkpoint.step >= plan.steps) {
    throw invalidArgument(
      `The run of the checkpoint has come to its end, after ${checkpoint.step} steps: extend it with --epochs or --steps.`,
    );
  }
  run.onBegin?.({ ...plan, step: checkpoint.step });
  const weighted = (await weightsFor(data, plan)) ?? ((same: Dataset) => same);
  const form: ShardForm = {
    blocks: inputBlocks(definition),
    precision: plan.engine.precision,
    numbered: plan.configuration.augmentation !== undefined,
  };
  const files: string[] = [];
  const write = async (name: string, content: Uint8Array | string): Promise<void> => {
    const path = join(folder, name);
    await writeFile(path, content, { flag: "wx" }).catch((cause) => {
      throw cannotWrite(path, cause);
    });
    files.push(name);
  };
  await mkdir(join(folder, "data"));
  const held = plan.validationData && inModelUnits(plan.validationData, definition);
  const all = plan.trainingExamples + plan.validationExamples;
  let done = 0;
  const shards = async (
    part: string,
    source: Dataset | ChunkedDataset,
    rows: Uint32Array | undefined,
    look: (data: Dataset, rows: Uint32Array) => void = () => {},
  ): Promise<ShardFile[]> => {
    const written: ShardFile[] = [];
    for await (const [given, chosen] of pieces(source, rows, weighted)) {
      look(given, chosen);
      const bytes = encodeShard(given, chosen, form);
      const file = `data/${part}-${String(written.length).padStart(5, "0")}.safetensors`;
      await write(file, bytes);
      written.push({ file, rows: chosen.length, bytes: bytes.length, sha256: sha256(bytes) });
      done += chosen.length;
      run.onRows?.(done, all);
    }
    return written;
  };
  const train = await shards("train", data, plan.trainingRows);
  let areClasses = true;
  const validation =
    plan.validationExamples === 0
      ? []
      : await shards(
          "validation",
          held ?? data,
          held === undefined ? plan.validationRows : undefined,
          ({ targets }, rows) => {
            if (targets.kind === "classes" || !areClasses) return;
            areClasses = saysOneHot(definition) && rows.every((row) => oneHotClass(targets, row) >= 0);
          },
        );
  const { planned } = checkpoint;
  const record = await run.record(definition, planned);
  const experiment = describeExperiment(
    { definition, data, plan, blocks: form.blocks, record },
    { train, validation, tellsAccuracy: areClasses },
  );
  await write("experiment.json", `${JSON.stringify(experiment, null, 2)}\n`);
  const template = await readFile(new URL("train.py", import.meta.url), "utf8");
  await write("train.py", trainingProgram(template, definition));
  const runFiles = run.files(definition);
  await write(
    "start.safetensors",
    encodeCheckpoint(checkpoint, { ...(names && { names }), files: runFiles }),
  );
  const texts = folderTexts({ definition, plan, checkpoint, source: runFiles.source });
  for (const [name, text] of Object.entries(texts)) await write(name, text);
  return { files: files.sort(), definition, checkpoint };
}

/** Where the run stands before its next step: all that `fit` refuses is refused here. */
async function beginning({ start, data, options, every }: TorchrunRun): Promise<Checkpoint> {
  let made: Checkpoint | undefined;
  await fit(start, data, {
    ...options,
    signal: AbortSignal.abort(),
    checkpoint: {
      every,
      save(checkpoint) {
        made = checkpoint;
      },
    },
  });
  if (made === undefined) throw new Error("A run without a checkpoint.");
  return made;
}

/**
 * A data set's rows as its shards have them: a chunk each, or so many as are a shard.
 *
 * @param rows which, of data in memory; all when left out
 * @param weighted gives rows the weights that they have in the run
 */
async function* pieces(
  source: Dataset | ChunkedDataset,
  rows: Uint32Array | undefined,
  weighted: (data: Dataset) => Dataset,
): AsyncGenerator<[data: Dataset, rows: Uint32Array], void, void> {
  const numbered = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, row) => row);
  if (isChunked(source)) {
    for (const [chunk, count] of source.chunks.entries()) {
      yield [weighted(await source.load(chunk)), numbered(count)];
    }
    return;
  }
  const given = weighted(source);
  const all = rows ?? numbered(given.features.rows);
  const count = rowsOfShard(given.features);
  for (let from = 0; from < all.length; from += count) yield [given, all.subarray(from, from + count)];
}
