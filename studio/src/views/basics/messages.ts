/**
 * @file What the Worker of the simple problems can be asked.
 */

import type { Quality } from "../../plot/forward";
import type { Trail } from "../../plot/training";
import type { Remedy } from "./remedy";
import type { Order } from "./trainer";
import type { Situation } from "./trial";
import type { Trouble } from "./trouble";

export interface BasicsTasks {
  /** To the run that is watched. */
  order(order: Order): void;
  /** What helps against a trouble: the first change that was tried and did. */
  remedy(question: {
    readonly trouble: Trouble;
    readonly situation: Situation;
    readonly now: { readonly steps: number; readonly quality: Quality | undefined };
  }): Promise<Remedy | undefined>;
  /** Every optimizer from the same start. */
  race(situation: Situation): Promise<readonly Trail[]>;
}
