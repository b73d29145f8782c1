/**
 * @file The file of what a search has done: the score of every settings and budget. A score is a function of the data, the
 * options that are not searched over, the settings and the budget. So another search of the same data and options goes on
 * from it, too, whatever it goes over and in whichever order.
 */

import { readFile, rm } from "node:fs/promises";
import { AkariError, invalidArgument } from "../../error.js";
import {
  type JsonObject,
  parseJsonObject,
  requireList,
  requireNumber,
  requireObject,
  requireText,
  requireWhole,
} from "../../formats/description/json.js";
import { writeAtomically } from "../../platform/write-file.node.js";
import type { Trial } from "../../training/search/search.js";
import { besideOutput } from "../train/output.js";

/** What the scores of a file are scores of, a text each: what differs is named by its key. */
export type SearchIdentity = Readonly<Record<string, string>>;

export interface Journal {
  readonly path: string;
  /** Scores that were there when it was opened. */
  readonly known: readonly Trial[];
  /** Adds one that has a score, and writes the file. One that failed is tried again by the next search. */
  add(trial: Trial): Promise<void>;
}

/** Where the search whose winner is saved in `out` keeps what it has done. */
export const journalPath = (out: string): string => besideOutput(out, ".search.json");

/** Where it keeps the checkpoints of trials that may go on. */
export const checkpointFolder = (out: string): string => besideOutput(out, ".search");

/**
 * @param path from {@link journalPath}
 * @throws AkariError `invalid-argument` where the file there is of another search, `invalid-file` where it is none
 */
export async function openJournal(path: string, identity: SearchIdentity): Promise<Journal> {
  const trials = await readTrials(path, identity);
  let writing = Promise.resolve();
  return {
    path,
    known: [...trials],
    add(trial) {
      if (trial.score === undefined) return writing;
      trials.push(trial);
      // One after the other, each with all that there is by then.
      writing = writing.then(() => {
        const text = JSON.stringify({ akari: KIND, of: identity, trials }, undefined, 1);
        return writeAtomically(path, new TextEncoder().encode(`${text}\n`));
      });
      return writing;
    },
  };
}

const KIND = "search";

async function readTrials(path: string, identity: SearchIdentity): Promise<Trial[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new AkariError("invalid-file", `${path} cannot be read: ${error.message}.`, { cause: error });
  });
  if (text === undefined) return [];
  const stored = inJournal(path, () => {
    const json = parseJsonObject(text, "It");
    if (json.akari !== KIND) throw new AkariError("invalid-file", "It does not say that it is one.");
    const trials = requireList(json.trials, "Its trials").map((trial) =>
      parseTrial(requireObject(trial, "A trial")),
    );
    return { of: requireObject(json.of, "What it is of"), trials };
  });
  const names = [...new Set([...Object.keys(stored.of), ...Object.keys(identity)])];
  const other = names.find((name) => stored.of[name] !== identity[name]);
  if (other === undefined) return stored.trials;
  throw invalidArgument(
    `${path} is of another search: its ${other} is ${said(stored.of[other])}, and here it is ${said(identity[other])}. ` +
      "Name another file with --out, or remove that one to begin anew.",
  );
}

const said = (text: unknown): string => (text === undefined ? "not given" : String(text) || "given");

function parseTrial(trial: JsonObject): Trial {
  const { settings, budget, score, of, ended, seconds } = trial;
  return {
    trial: requireWhole(trial.trial, "A trial's number", 1),
    settings: requireObject(settings, "A trial's settings"),
    budget: requireNumber(budget, "A trial's budget", 0, 1),
    score: requireNumber(score, "A trial's score"),
    of: requireText(of, "What a trial's score is of"),
    ...(ended === true ? { ended } : {}),
    seconds: requireNumber(seconds, "A trial's seconds", 0),
  };
}

function inJournal<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    throw new AkariError(
      "invalid-file",
      `${path} is where the search keeps what it has done, but the file there is not of that kind, or damaged. ` +
        `${error.message} Name another file with --out, or remove that one to begin anew.`,
      { cause: error },
    );
  }
}

/** Takes the checkpoints away: the search has its winner. */
export const removeCheckpoints = (out: string): Promise<void> =>
  rm(checkpointFolder(out), { recursive: true, force: true });
