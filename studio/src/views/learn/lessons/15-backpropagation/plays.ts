/**
 * @file How the lesson about backpropagation is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays, Random } from "../../plays";
import { type Chain, stepOf } from "./chain";
import { fieldOf, lesson } from "./lesson";
import { type Asked, answerTo } from "./slips";
import { chainsOf, LEFT_OUT } from "./variants";

/** All right but for one. */
function but(task: number, seed: number, asked?: Asked, value?: number | string): Played {
  const chain = chainsOf(seed)[task];
  return {
    typed: Object.fromEntries(
      LEFT_OUT[task].map((one) => [
        fieldOf(task, one),
        String(one === asked ? value : answerTo(one, chain).right),
      ]),
    ),
  };
}

/** With the first number that can be got wrong so, by the last of the ways in which it can. */
function slipped(name: string, task: number, seed: number): Played | undefined {
  if (name === "missing") return but(task, seed, LEFT_OUT[task].at(-1), "");
  for (const asked of LEFT_OUT[task]) {
    const { wrongs, otherwise } = answerTo(asked, chainsOf(seed)[task]);
    if (otherwise.slip === name) return but(task, seed, asked, 987.25);
    const value = wrongs.find(({ slip }) => slip === name)?.values.at(-1);
    if (value !== undefined) return but(task, seed, asked, value);
  }
  return undefined;
}

/** Somebody who does not calculate copies a number that stands on the stage, or types one that looks like it. */
function guessed(random: Random, chain: Chain): string {
  const { z1, a1, y, loss, delta2 } = stepOf(chain);
  const seen = [...Object.values(chain), z1, a1, y, loss, delta2];
  if (random() < 0.3) return String(seen[Math.floor(random() * seen.length)]);
  return (12 * random() - 6).toFixed(random() < 0.5 ? 1 : 2);
}

export const plays: Plays = LEFT_OUT.map((asked, task) => ({
  right: (seed) => but(task, seed),
  slips: Object.fromEntries(
    lesson.tasks[task].slips.map((name) => [name, (seed: number) => slipped(name, task, seed)]),
  ),
  random: (random, seed) => ({
    typed: Object.fromEntries(
      asked.map((one) => [fieldOf(task, one), guessed(random, chainsOf(seed)[task])]),
    ),
  }),
}));
