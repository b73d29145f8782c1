/**
 * @file `akari search`: data in, and the model that the best of many settings gives. Trials are trained as `akari train`
 * trains, without the test part; the winner is then trained by it, and scored on the test part.
 */

import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fingerprint } from "../../data/fingerprint.js";
import { invalidArgument } from "../../error.js";
import type { SearchRecord } from "../../formats/description/training-record.js";
import { TRAINING_OPTIONS } from "../../training/options.js";
import { recommendedValidation } from "../../training/recommend.js";
import { directionOf, type SearchScore } from "../../training/search/objectives.js";
import { type Objective, type SearchResult, search, type Trial } from "../../training/search/search.js";
import { type SearchSpace, type Settings, settingsKey } from "../../training/search/space.js";
import { wholeFingerprint } from "../input/part-of-data.js";
import { type LargeSource, type Source, sourceOf } from "../input/sources.js";
import { EXIT, INTERRUPTED, type Interruption, type Io } from "../io.js";
import type { OptionName } from "../options.js";
import { requireOutputs } from "../output-files.js";
import { type Arguments, parseArguments } from "../parse.js";
import { streamStyle } from "../terminal/color.js";
import { countOf } from "../terminal/text.js";
import { learnedRows } from "../train/data.js";
import { DEFAULT_OUT, requireTransfer, resolveJob } from "../train/job.js";
import { withPreset } from "../train/presets.js";
import { trainJob } from "../train/train.js";
import { checkpointFolder, type Journal, journalPath, openJournal, removeCheckpoints } from "./journal.js";
import { type OptionTexts, optionWords, parseOver, typed, withoutIgnored } from "./over.js";
import { ownThread, type Pool, threads } from "./pool.js";
import { chosenText, scoreText, searchProgress, trialTable } from "./show.js";
import { openData } from "./trial.js";

/** Options that say how to search, and not how to train. */
const OF_SEARCH: readonly OptionName[] = ["over", "trials", "halving", "by", "parallel", "folds"];
/** Options that change no weights. */
const OF_OUTPUT: readonly OptionName[] = ["out", "confusion", "json", "debug"];
const DEFAULT_TRIALS = 20;

/** What is searched, and how: all decided. */
interface Plan {
  readonly over: string;
  readonly space: SearchSpace;
  readonly by: SearchScore;
  readonly folds: number | undefined;
  readonly halving: number | undefined;
  readonly trials: number;
  readonly seed: number;
  readonly parallel: number;
  readonly data: string;
  /** What follows `akari search`. */
  readonly words: readonly string[];
  /** The options of every trial, as one would type them. */
  readonly fixed: OptionTexts;
  readonly out: string;
  readonly source: Source | LargeSource;
}

/** @returns the exit code */
export async function searchSettings(args: Arguments, io: Io): Promise<number> {
  const { over } = args.options;
  if (over === undefined) {
    throw invalidArgument(
      "akari search needs --over: what to search over, such as --over lr=0.0001..0.1. To train with options that you know, " +
        "there is akari train.",
    );
  }
  const out = args.options.out ?? DEFAULT_OUT;
  const [data] = args.operands;
  const typedOptions = new Map([...args.texts].filter(([name]) => !OF_SEARCH.includes(name)));
  const space = parseOver(over, typedOptions);
  requireTransfer(args.options);
  await requireOutputs([out, journalPath(out)], [data, args.options.init]);
  const { source, close } = await openData(args, io);
  try {
    const plan = planOf(args, { over, space, out, source, typedOptions });
    return await searchAndTrain(plan, args, io);
  } finally {
    await close();
  }
}

function planOf(
  { operands, options, texts }: Arguments,
  found: Pick<Plan, "over" | "space" | "out" | "source"> & { readonly typedOptions: OptionTexts },
): Plan {
  const { typedOptions, ...known } = found;
  const { folds, ...training } = options;
  const { halving, by = "loss", trials = DEFAULT_TRIALS, parallel = "auto" } = training;
  if (folds !== undefined && halving !== undefined) {
    throw invalidArgument(
      "--halving goes on from where a trial was stopped, and --folds trains anew in each fold: leave one of them out.",
    );
  }
  if (options.validation === 0) {
    throw invalidArgument(
      "A search chooses by the examples held out to validate on, but --validation 0 holds none out.",
    );
  }
  // Said, so that every trial has the same, the exact ones too, which would hold out none.
  const usual =
    withPreset(options).options.validation ||
    recommendedValidation(known.source.kind, learnedRows(training, known.source));
  const fixed = new Map([...typedOptions].filter(([name]) => !OF_OUTPUT.includes(name)));
  if (!texts.has("validation")) fixed.set("validation", String(usual));
  return {
    ...known,
    by,
    folds,
    halving,
    trials,
    seed: options.seed ?? TRAINING_OPTIONS.seed.default,
    // A table that memory has no room for is in a file of its own: once is enough.
    parallel:
      "large" in known.source ? 1 : Math.min(trials, parallel === "auto" ? availableParallelism() : parallel),
    data: operands[0],
    words: [operands[0], ...optionWords(texts)],
    fixed,
  };
}

/** Searches, then trains with what was found. */
async function searchAndTrain(plan: Plan, args: Arguments, io: Io): Promise<number> {
  const journal = await openJournal(journalPath(plan.out), identityOf(plan));
  const stop = new AbortController();
  let interruption: Interruption | undefined;
  const release = io.onInterruption((reason) => {
    interruption = reason;
    stop.abort();
  });
  let result: SearchResult;
  try {
    result = await searched(plan, journal, stop.signal, io);
  } finally {
    release();
  }
  const { best, trials } = result;
  const command = best && typed(["akari", "train", ...wordsOf(plan, best.settings)]);
  if (result.stopped === "aborted" && interruption !== undefined) {
    if (trials.length > 0) tell(plan, result, io, args.options.json === true);
    const goesOn =
      command === undefined
        ? ""
        : ` The best so far is trained by: ${command}\nThe same command goes on with the search, from ${journal.path}.`;
    io.stderr.write(`Stopped after ${countOf(trials.length, "trial")}.${goesOn}\n`);
    return INTERRUPTED[interruption];
  }
  if (best === undefined || command === undefined) throw new Error("A search without a winner.");
  tell(plan, result, io, args.options.json === true, command);
  await removeCheckpoints(plan.out);
  return trainWinner(plan, best, recordOf(plan, result, command), args, io);
}

async function searched(plan: Plan, journal: Journal, signal: AbortSignal, io: Io): Promise<SearchResult> {
  const { space, by, folds, halving, trials, seed, parallel, words, source } = plan;
  if (journal.known.length > 0) {
    io.stderr.write(`${countOf(journal.known.length, "score")} of trials are known from ${journal.path}.\n`);
  }
  const pool: Pool = parallel === 1 ? ownThread(source) : threads(words);
  const shown = searchProgress(io, by, halving === undefined);
  const folder = checkpointFolder(plan.out);
  const ran = new Set<number>();
  const objective: Objective = async (settings, { trial, budget, signal: stopped }) => {
    ran.add(trial);
    shown.progress(trial, 0);
    if (budget < 1) await mkdir(folder, { recursive: true });
    const task = {
      words: wordsOf(plan, settings),
      ...{ budget, by, folds, isOneOfMany: parallel > 1 },
      checkpoint: halving === undefined ? undefined : join(folder, checkpointName(settings)),
    };
    return pool.run(task, stopped, (share) => shown.progress(trial, share));
  };
  try {
    return await search(space, objective, {
      ...{ trials, seed, parallel, known: journal.known, normalize: withoutIgnored, signal },
      direction: directionOf(by),
      ...(halving === undefined ? {} : { halving }),
      async onTrial(trial, progress) {
        shown.ended(trial, progress);
        if (ran.delete(trial.trial)) await journal.add(trial);
      },
    });
  } finally {
    shown.end();
    await pool.close();
  }
}

/** What follows `akari train` to train with these settings. */
const wordsOf = ({ data, fixed }: Plan, settings: Settings): string[] => [
  data,
  ...optionWords([...Object.entries(settings), ...fixed]),
];

/** Of a trial by what it is, and not by its number, which another seed or space gives to others. */
const checkpointName = (settings: Settings): string =>
  `${createHash("sha256").update(settingsKey(settings)).digest("hex").slice(0, 16)}.safetensors`;

/** All that decides the score of given settings. */
function identityOf({ data, source, fixed, folds, by }: Plan): Record<string, string> {
  const options = [...fixed].map(([name, text]) => [`--${name}`, text]);
  return {
    data: sourceOf(data),
    contents: contentsOf(source),
    ...Object.fromEntries(options),
    ...(folds === undefined ? {} : { "--folds": String(folds) }),
    "--by": by,
  };
}

/** A hash of all that is in the data; of a table that memory has no room for, its size. */
function contentsOf(source: Source | LargeSource): string {
  if (source.kind === "digits") return `${fingerprint(source.train).hash} ${fingerprint(source.test).hash}`;
  if ("large" in source) return `${source.large.rows} rows`;
  const { examples } = source;
  return wholeFingerprint(
    examples,
    examples.prepare(Uint32Array.from({ length: examples.rows }, (_, i) => i)),
  ).hash;
}

/** Tells what all trials came to. @param command what trains the winner; absent where the search was stopped */
function tell(plan: Plan, result: SearchResult, io: Io, json: boolean, command?: string): void {
  const { by, folds, source, fixed } = plan;
  const { trials, best } = result;
  if (json) {
    for (const trial of trials) io.stdout.write(`${JSON.stringify({ event: "trial", ...trial })}\n`);
    if (command === undefined || best === undefined) return;
    const { trial, settings, score, of } = best;
    io.stdout.write(`${JSON.stringify({ event: "best", trial, settings, score, of, command })}\n`);
    return;
  }
  const { text } = streamStyle(io.stdout, io.env);
  const tested = source.kind === "digits" || Number(fixed.get("test") ?? 1) > 0;
  const lines = [
    ...trialTable(trials, by, text.bold),
    "",
    ...(command === undefined
      ? []
      : [...chosenText(result, { by, folds, tested }), `It is trained by: ${command}`, ""]),
  ];
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

function recordOf(
  { over, by, folds, halving }: Plan,
  { trials, best }: SearchResult,
  command: string,
): SearchRecord {
  return {
    over,
    trials: trials.length,
    ...(halving === undefined ? {} : { halving }),
    ...(folds === undefined ? {} : { folds }),
    by,
    score: best?.score ?? Number.NaN,
    command,
  };
}

/**
 * Trains the winner as the command in its record does.
 *
 * @throws AkariError where its score is another one than in the search
 */
async function trainWinner(
  plan: Plan,
  best: Trial,
  record: SearchRecord,
  { texts }: Arguments,
  io: Io,
): Promise<number> {
  const output = [...texts].filter(([name]) => OF_OUTPUT.includes(name));
  const args = parseArguments("train", [...wordsOf(plan, best.settings), ...optionWords(output)]);
  const job = await resolveJob(args, io, plan.source);
  try {
    const { code, result } = await trainJob({ ...job, search: record }, io);
    const { validationLoss, validationAccuracy } = result.best ?? result.history.at(-1) ?? {};
    const score = plan.by === "loss" ? validationLoss : validationAccuracy;
    if (code === EXIT.done && plan.folds === undefined && score !== best.score) {
      throw invalidArgument(
        `The winner's validation ${plan.by} is ${scoreText(score ?? Number.NaN, plan.by)}, but in the search it was ` +
          `${scoreText(best.score ?? Number.NaN, plan.by)}: ${journalPath(plan.out)} holds scores of other data or another ` +
          "version of Akari. Remove it and search again.",
      );
    }
    return code;
  } finally {
    await job.close();
  }
}
