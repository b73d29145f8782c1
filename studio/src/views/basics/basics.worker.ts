/**
 * @file The thread in which the simple problems are trained.
 */

import { serveTasks } from "../../kit/worker-link";
import { type BasicsTasks, type Report, Trainer } from "./trainer";

serveTasks<BasicsTasks, Report>((report) => {
  const trainer = new Trainer(report);
  return { order: (order) => trainer.receive(order) };
});
