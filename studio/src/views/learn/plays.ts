/**
 * @file How lessons are played in their tests: each folder's plays.ts says it task by task.
 */

import type { Tools, Work } from "./lesson";

/** What is brought about in a task; `answer` stands in for the network's. */
export interface Played {
  readonly typed?: Work["typed"];
  readonly stage?: readonly number[];
  readonly answer?: string;
}

/** Chance, for plays of it: numbers from 0 to below 1. */
export type Random = () => number;

export interface TaskPlays {
  right(seed: number, tools: Tools): Played | Promise<Played>;
  /** By the slip that the check is to name; `undefined` where it cannot be made with this seed's numbers. */
  readonly slips: Readonly<
    Record<string, (seed: number, tools: Tools) => Played | undefined | Promise<Played | undefined>>
  >;
  /** Whatever somebody may do who does not think: all that the stage and the fields let through, equally likely. */
  random(random: Random, seed: number): Played;
}

export type Plays = readonly TaskPlays[];
