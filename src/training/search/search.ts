/**
 * @file Hyperparameter search: settings drawn at random (Bergstra and Bengio, 2012), and successive halving (Jamieson and
 * Talwalkar, 2016), which trains many for a short time and goes on with the best of them.
 *
 * What is drawn is a function of the space and the seed, and what a trial scores one of its settings and its budget. So
 * who wins does not depend on how many trials run at a time, which of them ends first, or whether the search was stopped
 * and gone on with.
 */

import { AkariError, invalidArgument, requireOptions } from "../../error.js";
import { whole } from "../configuration.js";
import { TRAINING_OPTIONS } from "../options.js";
import {
  drawSettings,
  requireSpace,
  type SearchSpace,
  type Settings,
  type SettingsOf,
  settingsKey,
} from "./space.js";

/** Which score is better. */
export type SearchDirection = "minimize" | "maximize";

/** What an objective is told beside the settings. */
export interface TrialRequest {
  /** The trial's number, counted from 1. */
  readonly trial: number;
  /** How much of a whole training is wanted, above 0 to 1; 1 but for successive halving. */
  readonly budget: number;
  /** What this trial left behind when it had a smaller budget, to go on from; absent where it has to begin. */
  readonly state: unknown;
  /** Aborted when the search is: what is returned then, or thrown, is not looked at. */
  readonly signal: AbortSignal;
}

/** What a trial came to. */
export interface TrialScore {
  readonly score: number;
  /** What the score is one of, such as `validation cross_entropy`: those of different things cannot be compared. */
  readonly of?: string;
  /** What to go on from with a larger budget. */
  readonly state?: unknown;
  /** A larger budget would change nothing: training has ended by itself. */
  readonly ended?: boolean;
}

/** From settings to a score: the same for the same settings and budget, whenever it is asked. */
export interface Objective<T extends Settings = Settings> {
  (settings: T, request: TrialRequest): Promise<number | TrialScore> | number | TrialScore;
  /** Which score is better, where the objective itself knows. */
  readonly direction?: SearchDirection;
}

/** A trial: settings, and what came of them. Plain data. */
export interface Trial<T extends Settings = Settings> {
  /** Counted from 1, in the order in which they were drawn. */
  readonly trial: number;
  readonly settings: T;
  /** How much of a whole training it had in all, above 0 to 1. */
  readonly budget: number;
  /** Absent where it failed. */
  readonly score?: number;
  readonly of?: string;
  /** Why it failed, as a sentence. */
  readonly failure?: string;
  readonly ended?: true;
  /** How long it took in all; of a known one as long as it took then. */
  readonly seconds: number;
}

export interface SearchOptions<T extends Settings = Settings> {
  /** How many settings to try; 20 when left out. A space that has no more gives fewer. */
  readonly trials?: number;
  /** Decides which settings are drawn; 1 when left out. */
  readonly seed?: number;
  /** How many trials may run at a time; 1 when left out. It changes no result. */
  readonly parallel?: number;
  /** Which score is better: `minimize` when left out, or as the objective has it. */
  readonly direction?: SearchDirection;
  /**
   * Successive halving: every trial begins with a small budget, and of each round one in so many, the best ones, goes
   * on with a budget so many times as large, until it is a whole training. Left out: every trial has the whole.
   */
  readonly halving?: number;
  /** What an earlier search of the same objective found, from `onTrial`: that is not done again. */
  readonly known?: readonly Trial[];
  /** Settings as they will be used. Of those that come out the same one is tried. */
  readonly normalize?: (settings: T) => Settings;
  /** Ends the search; what is known by then is its result. */
  readonly signal?: AbortSignal;
  /** Is told of every trial that has ended, a round of it with halving; the search waits for it. */
  readonly onTrial?: (trial: Trial<T>, progress: SearchProgress<T>) => void | Promise<void>;
}

export interface SearchProgress<T extends Settings = Settings> {
  /** Budgets that are used up, those of known trials included, and all there will be: each trial's of each round. */
  readonly done: number;
  readonly of: number;
  /** So far. */
  readonly best: Trial<T> | undefined;
}

export interface SearchResult<T extends Settings = Settings> {
  /** The best trial; absent where the search was aborted before any had succeeded. */
  readonly best?: Trial<T>;
  /** All that have ended, the best first: by budget, then by score, then by number; those that failed at the end. */
  readonly trials: readonly Trial<T>[];
  readonly stopped: "finished" | "aborted";
}

const DEFAULT_TRIALS = 20;
const MOST_TRIALS = 100_000;

const OPTIONS = [
  ...["trials", "seed", "parallel", "direction", "halving", "known", "normalize", "signal", "onTrial"],
] as const;

/**
 * Searches for settings with the best score. A trial that fails is a trial with a sentence, and the search goes on.
 *
 * The best of many scores is better than it deserves: score the winner once more, on data that no trial has seen.
 *
 * @param space what each setting may be
 * @param objective from settings to a score, such as {@link trainingObjective} gives
 * @throws AkariError `invalid-argument` for a space or an option that cannot be, and where scores cannot be compared;
 * where every trial failed, what the first one failed by
 * @example
 * ```ts
 * const space = {
 *   learningRate: { from: 0.0001, to: 0.1, scale: "log" },
 *   layers: [[16], [32], [64, 16]],
 * } as const;
 * const objective = trainingObjective(
 *   ({ layers }) => defineModel({ inputs: 4, layers: [...layers.map(hidden), output] }),
 *   data,
 *   { validation: 0.2 },
 * );
 * const { best } = await search(space, objective, { trials: 20, halving: 3 });
 * ```
 */
export async function search<const S extends SearchSpace>(
  space: S,
  objective: Objective<SettingsOf<S>>,
  options: SearchOptions<SettingsOf<S>> = {},
): Promise<SearchResult<SettingsOf<S>>> {
  requireSpace(space);
  const { trials, seed, parallel, direction, halving, known, normalize, signal, onTrial } = complete(
    options as SearchOptions,
    objective.direction,
  );
  const drawn = drawSettings(space, trials, seed, normalize).map((settings, i) => new Entry(i + 1, settings));
  const rounds = roundsOf(drawn.length, halving);
  const memory = new Map(known.map((trial) => [keyOf(trial), trial]));
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  const of = rounds.reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  let first: unknown;
  let kind: Trial | undefined;

  async function measure(entry: Entry, budget: number): Promise<void> {
    const { trial, settings, last } = entry;
    const began = performance.now();
    const seconds = (): number => (last?.seconds ?? 0) + (performance.now() - began) / 1000;
    let ended: Trial | undefined = memory.get(keyOf({ settings, budget }));
    if (ended !== undefined) ended = { ...ended, trial, settings };
    else if (last?.ended) ended = { ...last, budget };
    else {
      try {
        const request = { trial, budget, state: entry.state, signal: stop.signal };
        const answer = await (objective as Objective)(settings, request);
        if (stop.signal.aborted) return;
        if (typeof answer !== "number" && (typeof answer !== "object" || answer === null)) {
          throw invalidArgument(
            `The objective returned ${String(answer)}, not the trial's score: a number, or { score: … }.`,
          );
        }
        const { state, ...score } = typeof answer === "number" ? { score: answer } : answer;
        entry.state = state;
        ended = { trial, settings, budget, ...scored(score), seconds: seconds() };
      } catch (error) {
        if (stop.signal.aborted) return;
        first ??= error;
        const failure = error instanceof Error ? error.message : String(error);
        ended = { trial, settings, budget, failure, seconds: seconds() };
      }
    }
    kind = requireSameKind(kind, ended);
    entry.last = ended;
    done++;
    await onTrial?.(ended, { done, of, best: ranked(drawn, direction).find(hasScore) });
  }

  try {
    let going: readonly Entry[] = drawn;
    for (const { count, budget } of rounds) {
      const best = budget === rounds[0].budget ? going : survivors(going, direction).slice(0, count);
      for (const entry of going) if (!best.includes(entry)) entry.state = undefined;
      going = best;
      await inLanes(going, parallel, stop, (entry) => measure(entry, budget));
      if (stop.signal.aborted) break;
    }
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  const results = ranked(drawn, direction);
  const best = results.find(hasScore);
  const aborted = stop.signal.aborted;
  if (best === undefined && !aborted) throw allFailed(results[0], results.length, first);
  return {
    ...(best === undefined ? {} : { best }),
    trials: results,
    stopped: aborted ? "aborted" : "finished",
  } as SearchResult<SettingsOf<S>>;
}

/** A trial on its way. */
class Entry {
  readonly trial: number;
  readonly settings: Settings;
  last: Trial | undefined;
  state: unknown;

  constructor(trial: number, settings: Settings) {
    this.trial = trial;
    this.settings = settings;
  }
}

/** Everything decided. @throws AkariError `invalid-argument` naming the option that is wrong */
function complete(options: SearchOptions, own: SearchDirection | undefined) {
  requireOptions(options, OPTIONS, "A search");
  const { seed = TRAINING_OPTIONS.seed.default, direction = own ?? "minimize", halving } = options;
  const trials = whole(options.trials, "trials") ?? DEFAULT_TRIALS;
  if (trials > MOST_TRIALS)
    throw invalidArgument(`The option trials must be at most ${MOST_TRIALS}, not ${trials}.`);
  if (!Number.isSafeInteger(seed)) throw invalidArgument(`The seed must be a whole number, not ${seed}.`);
  if (direction !== "minimize" && direction !== "maximize") {
    throw invalidArgument(`The option direction must be minimize or maximize, not ${String(direction)}.`);
  }
  if (own !== undefined && direction !== own) {
    throw invalidArgument(
      `The option direction is ${direction}, but the objective's score is one to ${own}.`,
    );
  }
  if (halving !== undefined && !(Number.isSafeInteger(halving) && halving >= 2)) {
    throw invalidArgument(`The option halving must be a whole number of 2 or more, not ${halving}.`);
  }
  return {
    ...options,
    trials,
    seed,
    direction,
    parallel: whole(options.parallel, "parallel") ?? 1,
    known: options.known ?? [],
  };
}

/** How many trials have which budget, from the first round to the last, whose budget is a whole training. */
function roundsOf(trials: number, halving: number | undefined): { count: number; budget: number }[] {
  const rounds = [{ count: trials, budget: 1 }];
  if (halving === undefined) return rounds;
  for (let factor = halving; factor <= trials; factor *= halving) {
    rounds.push({ count: Math.floor(trials / factor), budget: 1 });
  }
  return rounds.map(({ count }, i) => ({ count, budget: 1 / halving ** (rounds.length - 1 - i) }));
}

function scored({ score, of, ended }: TrialScore): Pick<Trial, "score" | "of" | "failure" | "ended"> {
  if (!Number.isFinite(score)) return { failure: `Its score is ${score}.` };
  return { score, ...(of === undefined ? {} : { of }), ...(ended ? { ended } : {}) };
}

/** @throws AkariError `invalid-argument` where a trial's score is one of something else than those before it */
function requireSameKind(before: Trial | undefined, { trial, of, score }: Trial): Trial | undefined {
  const now = { trial, of } as Trial;
  if (score === undefined) return before;
  if (before === undefined || before.of === of) return now;
  const [one, other] = [before, now].sort((a, b) => a.trial - b.trial);
  throw invalidArgument(
    `Trial ${one.trial} has a score of ${one.of}, and trial ${other.trial} one of ${other.of}: they cannot be compared. ` +
      "Choose by what all have, such as the accuracy.",
  );
}

const keyOf = ({ settings, budget }: Pick<Trial, "settings" | "budget">): string =>
  `${budget} ${settingsKey(settings)}`;

const hasScore = ({ score }: Trial): boolean => score !== undefined;

/** The trials that have ended, the best first. */
const ranked = (entries: readonly Entry[], direction: SearchDirection): Trial[] =>
  entries.flatMap(({ last }) => last ?? []).sort(byRank(direction));

function survivors(entries: readonly Entry[], direction: SearchDirection): Entry[] {
  const order = byRank(direction);
  return entries
    .filter(({ last }) => last?.score !== undefined)
    .sort((a, b) => order(a.last as Trial, b.last as Trial));
}

/** A score after more training counts for more than one after less. */
function byRank(direction: SearchDirection): (a: Trial, b: Trial) => number {
  const sign = direction === "minimize" ? 1 : -1;
  return (a, b) => {
    if (a.score === undefined || b.score === undefined) {
      return Number(a.score === undefined) - Number(b.score === undefined) || a.trial - b.trial;
    }
    return b.budget - a.budget || sign * (a.score - b.score) || a.trial - b.trial;
  };
}

/** Works through a list, so many at a time. Where one fails, none is begun any more, and those under way are told. */
async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  stop: AbortController,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length && !stop.signal.aborted) await work(items[next++]);
  };
  const running = Array.from({ length: Math.min(lanes, items.length) }, async () => {
    try {
      await lane();
    } catch (error) {
      stop.abort();
      throw error;
    }
  });
  const failed = (await Promise.allSettled(running)).find(({ status }) => status === "rejected");
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}

/** @param error what the first one failed by, unless it is known from an earlier search */
function allFailed({ failure }: Trial, trials: number, error: unknown): unknown {
  if (trials === 1 && error !== undefined) return error;
  const code = error instanceof AkariError ? error.code : "invalid-argument";
  return new AkariError(code, `All ${trials} trials failed, the first one so: ${failure}`, { cause: error });
}
