/**
 * @file What is said of a search: on standard error a line a trial and, in a terminal, a live one below them with a bar
 * for the whole; at its end a table of all trials.
 */

import type { SearchScore } from "../../training/search/objectives.js";
import type { SearchProgress, SearchResult, Trial } from "../../training/search/search.js";
import type { Settings } from "../../training/search/space.js";
import type { Io } from "../io.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine, writeIfRead } from "../terminal/output.js";
import { CLEAR_LINE, canRedraw, drawLine } from "../terminal/progress.js";
import { compact, countOf, duration, padAfter, padBefore, percent } from "../terminal/text.js";

/** Milliseconds between two drawings of the live line. */
const INTERVAL = 100;

export interface SearchShown {
  /** A trial has done this share of its task, from 0. */
  progress(trial: number, share: number): void;
  ended(trial: Trial, progress: SearchProgress): void;
  /** Takes the live line away. */
  end(): void;
}

/**
 * @param isEven whether all trials are trained for as long: then it can be said how long it will take
 * @param clock milliseconds
 */
export function searchProgress(
  { stderr, env }: Pick<Io, "stderr" | "env">,
  by: SearchScore,
  isEven: boolean,
  clock: () => number = () => performance.now(),
): SearchShown {
  const live = canRedraw({ stderr, env });
  const style = streamStyle(stderr, env);
  const began = clock();
  /** Of trials that are under way. */
  const shares = new Map<number, number>();
  let ended: SearchProgress | undefined;
  /** Known from before: they come at once, and say nothing about how long others take. */
  let known: number | undefined;
  let drawn = Number.NEGATIVE_INFINITY;

  function draw(): void {
    const now = clock();
    if (!live || now - drawn < INTERVAL) return;
    drawn = now;
    const { done = 0, of = 0, best } = ended ?? {};
    const running = [...shares.values()].reduce((sum, share) => sum + share, 0);
    const here = done - (known ?? 0) + running;
    const seconds = ((now - began) / 1000 / here) * (of - done - running);
    const said = [
      // How many there are is known when the first one has ended.
      ...(of === 0 ? [] : [`${done} of ${of} done`]),
      `${shares.size} under way`,
      ...(best?.score === undefined ? [] : [`best ${scoreText(best.score, by)} (trial ${best.trial})`]),
      ...(isEven && here > 0 && of > 0 ? [`${duration(seconds)} left`] : []),
    ].join("  ");
    drawLine(stderr, said, of === 0 ? undefined : (done + running) / of, style);
  }

  return {
    progress(trial, share) {
      known ??= ended?.done ?? 0;
      shares.set(trial, Math.min(1, share));
      draw();
    },
    ended(trial, progress) {
      ended = progress;
      if (!shares.delete(trial.trial)) return;
      const isBest = progress.best?.trial === trial.trial;
      const line = `${trialText(trial, by)}${isBest ? "  the best so far" : ""}`;
      writeIfRead(stderr, `${live ? CLEAR_LINE : ""}${oneLine(line)}\n`);
      drawn = Number.NEGATIVE_INFINITY;
      draw();
    },
    end() {
      if (live) stderr.write(CLEAR_LINE);
    },
  };
}

/** `trial 7  loss 0.1234  lr 0.01  layers 64,16  1.2 s`. */
function trialText({ trial, budget, score, failure, settings, seconds }: Trial, by: SearchScore): string {
  const figure = score === undefined ? `failed: ${failure}` : `validation ${by} ${scoreText(score, by)}`;
  const part = budget < 1 ? [`${percent(budget, 0)} trained`] : [];
  const named = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return [`trial ${trial}`, figure, ...part, ...named, timeText(seconds)].join("  ");
}

export const scoreText = (score: number, by: SearchScore): string =>
  by === "loss" ? compact(score) : percent(score);

const timeText = (seconds: number): string => (seconds < 10 ? `${seconds.toFixed(2)} s` : duration(seconds));

/** All trials, the best first, a setting a column. */
export function trialTable(
  trials: readonly Trial[],
  by: SearchScore,
  bold: (text: string) => string,
): string[] {
  const names = [...new Set(trials.flatMap(({ settings }) => Object.keys(settings)))];
  const isPartial = trials.some(({ budget }) => budget < 1);
  const failed = trials.filter(({ failure }) => failure !== undefined);
  const rows = trials.map((trial) => [
    String(trial.trial),
    trial.score === undefined ? "failed" : scoreText(trial.score, by),
    ...(isPartial ? [percent(trial.budget, 0)] : []),
    ...names.map((name) => cellOf(trial.settings, name)),
    timeText(trial.seconds),
  ]);
  const heads = ["trial", `validation ${by}`, ...(isPartial ? ["trained"] : []), ...names, "time"];
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? padBefore(cell, widths[i]) : padAfter(cell, widths[i])))
      .join("  ")
      .trimEnd();
  return [
    bold(line(heads)),
    ...rows.map(line),
    ...failed.map(({ trial, failure = "" }) => `Trial ${trial} failed: ${oneLine(failure)}`),
  ];
}

/** An option that another one of the settings makes pointless is left out of them. */
const cellOf = (settings: Settings, name: string): string =>
  name in settings ? String(settings[name]) : "–";

/** How the winner was chosen, and what its score is worth. */
export function chosenText(
  { best, trials }: SearchResult,
  { by, folds, tested }: { by: SearchScore; folds: number | undefined; tested: boolean },
): string[] {
  if (best?.score === undefined) return [];
  const on = folds === undefined ? "on the validation part" : `over ${folds} folds`;
  const worth = tested
    ? "The best of many scores flatters: what to expect of new data is the score on the test part, which follows. It is " +
      "computed once, for this model alone."
    : "The best of many scores flatters, and nothing was held out to test the winner on: expect less of new data.";
  return [
    `Of ${countOf(trials.length, "trial")}, trial ${best.trial} has the best ${by} ${on}: ${scoreText(best.score, by)}.`,
    worth,
  ];
}
