/** A player that learns while it is played against: it expects what its opponent did in like situations. */

import { defineModel, trainer } from "akari";

export const MOVES = ["Rock", "Paper", "Scissors"] as const;

/** The move that beats another. */
export const beating = (move: number): number => (move + 1) % 3;

const ROUNDS = 4;
/** Examples that it goes on learning from: habits change. */
const RECENT = 60;
const STEPS = 10;

const oneHot = (move: number): number[] => MOVES.map((_, i) => (i === move ? 1 : 0));

export async function createOpponent() {
  const network = defineModel({
    inputs: 6 * ROUNDS,
    layers: [
      { units: 16, activation: "tanh" },
      { units: 3, activation: "softmax" },
    ],
  });
  const agent = await trainer(network, { learningRate: 0.01, weightDecay: 0.01 });
  const seen: { inputs: number[]; move: number }[] = [];
  let situation: number[] = Array(6 * ROUNDS).fill(0);

  return {
    /** Its move, and how sure it is of what it expects. */
    choose(): { move: number; sure: number } {
      const expected = Array.from(agent.predict(situation));
      const sure = Math.max(...expected);
      return { move: beating(expected.indexOf(sure)), sure };
    },
    /** After a round: what the other has played, and what it has played itself. */
    learn(theirs: number, own: number): void {
      seen.push({ inputs: situation, move: theirs });
      const recent = seen.slice(-RECENT);
      const batch = { inputs: recent.map(({ inputs }) => inputs), targets: recent.map(({ move }) => move) };
      for (let step = 0; step < STEPS; step++) agent.step(batch);
      situation = [...oneHot(theirs), ...oneHot(own), ...situation].slice(0, 6 * ROUNDS);
    },
  };
}
