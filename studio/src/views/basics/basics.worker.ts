/**
 * @file The thread in which the simple problems are trained: the run that is watched, or trials that nobody watches. The page
 * has one of these for each, so that neither waits for the other.
 */

import { serveTasks } from "../../kit/worker-link";
import type { BasicsTasks } from "./messages";
import { runRace } from "./race";
import { findRemedy } from "./remedy";
import { type Report, Trainer } from "./trainer";

serveTasks<BasicsTasks, Report>((report) => {
  const trainer = new Trainer(report);
  return {
    order: (order) => trainer.receive(order),
    remedy: ({ trouble, situation, now }) => findRemedy(trouble, situation, now),
    race: (situation) => runRace(situation),
  };
});
