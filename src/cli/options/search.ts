/**
 * @file Options that say how to search for the others.
 */

import { MONITORS } from "../../training/option-values.js";
import { type OptionDefinition, oneOf, text, threadCount, wholeNumber } from "./values.js";

export const SEARCH_OPTIONS = {
  over: {
    value: "SPACE",
    help:
      "the options to search over, with commas between them: NAME=A..B is a range of numbers, NAME=A|B|C a choice; " +
      "such as 'lr=0.0001..0.1,layers=16|32|64,16', in quotes, for | means something to the shell",
    parse: text,
    aliases: ["space", "search", "grid", "params"],
  },
  trials: {
    value: "N",
    help: "how many settings to try; fewer where the space has no more",
    default: "20",
    parse: wholeNumber(1),
    aliases: ["n-trials", "n-iter", "samples"],
  },
  halving: {
    value: "N",
    help:
      "successive halving: try all for a short time, go on with the best N-th for N times as long, and so on, until what is " +
      "left has been trained to the end",
    default: "every trial is trained to the end",
    parse: wholeNumber(2),
    aliases: ["successive-halving", "hyperband", "eta", "reduction"],
  },
  by: {
    value: "NAME",
    help: "what the winner is chosen by: the validation loss or the validation accuracy",
    default: "loss",
    parse: oneOf(MONITORS),
    aliases: ["metric", "score", "scoring"],
  },
  parallel: {
    value: "N",
    help: "trials at a time, or auto: as many as the machine has cores; they change no result",
    default: "auto",
    parse: threadCount,
    aliases: ["n-jobs", "jobs", "workers"],
  },
} as const satisfies Record<string, OptionDefinition>;
