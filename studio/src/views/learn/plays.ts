/**
 * @file How lessons are played in their tests: each folder's plays.ts says it task by task.
 */

import type { Reader, Work } from "./lesson";

/** What is brought about; `answer` stands in for the network's. */
export type Played = Partial<Pick<Work, "typed" | "stage">> & { readonly answer?: string };

export interface TaskPlays {
  right(seed: number, read: Reader): Played;
  /** By the slip that the check is to name; `undefined` where it cannot be made with this seed's numbers. */
  readonly slips: Readonly<Record<string, (seed: number) => Played | undefined>>;
}

export type Plays = readonly TaskPlays[];
