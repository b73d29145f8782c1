/**
 * @file Lesson 18: what a hidden neuron sees is a claim, and a claim can be tested.
 */

import { readTyped } from "../../../../card/typed";
import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Tools, type Verdict, type Work } from "../../lesson";
import { drawnFor, shapeOf, templateOf } from "./claims";
import { aucOf, seenBy } from "./seen";
import { words } from "./words";

const shown = (value: number): string => written(value, 2);

/**
 * A claim holds from here on ‡. Of somebody who paints the strongest weights in blocks, all of the 11 neurons that are asked about reach 0.85;
 * of 10,000 random paintings fewer than one of a hundred reaches 0.8.
 */
export const HOLDS = 0.8;
/** Below, it is rather the contrary that holds. */
const CONTRARY = 0.4;
/** More pixels are no claim about a place: the frame of a digit has 400. */
const MOST = 400;

function countsOf(template: Int8Array): { light: number; dark: number } {
  return {
    light: template.filter((sign) => sign > 0).length,
    dark: template.filter((sign) => sign < 0).length,
  };
}

/** What is no claim at all. */
function emptiness(template: Int8Array): Verdict | undefined {
  const { light, dark } = countsOf(template);
  if (light + dark === 0) return slip("empty");
  return light + dark > MOST ? slip("whole", String(light + dark)) : undefined;
}

async function checkClaim(work: Work, tools: Tools): Promise<Verdict> {
  const { unit } = drawnFor(work.seed);
  const template = templateOf(stageOf(work, 0));
  const none = emptiness(template);
  if (none !== undefined) return none;
  const auc = aucOf(await seenBy(tools), template, 1, unit);
  if (auc >= HOLDS) return DONE;
  if (auc < CONTRARY) return slip("contrary", shown(auc));
  const { light, dark } = countsOf(template);
  if (dark === 0) return slip("onlyLight", shown(auc));
  if (light === 0) return slip("onlyDark", shown(auc));
  return slip("weak", shown(auc));
}

/** How near the estimate is to be. */
const NEAR = 0.1 + 1e-9;

/** The neuron that the claim is about; the first that is offered while none is chosen. */
export function chosenIn(work: Work): { readonly unit: number; readonly painted: readonly number[] } {
  const { offered } = drawnFor(work.seed);
  const [unit = offered[0], ...painted] = stageOf(work, 1);
  return { unit: offered.includes(unit) ? unit : offered[0], painted };
}

async function checkLoop(work: Work, tools: Tools): Promise<Verdict> {
  const { unit, painted } = chosenIn(work);
  const template = templateOf(painted);
  const none = emptiness(template);
  if (none !== undefined) return none;
  const shape = shapeOf(template);
  if (shape !== "loop") return slip(shape);
  const typed = readTyped(work.typed.estimate ?? "", [-1000, 1000]);
  if (!("value" in typed)) return slip("missing");
  if (typed.value < 0 || typed.value > 1) return slip("outside", written(typed.value, 2));
  const auc = aucOf(await seenBy(tools), template, 2, unit);
  if (Math.abs(typed.value - auc) <= NEAR) return DONE;
  const name = String(unit + 1);
  if (typed.value > auc) return slip(auc < CONTRARY ? "rather" : "tooSure", shown(typed.value), name);
  return slip("tooDoubtful", shown(typed.value), name);
}

/** Digits with a loop in them. */
export const LOOPED = ["0", "6", "8", "9"] as const;
/** How many neurons of the second hidden layer tell them with an AUC of at least 0.8: worked out in `claims.test.ts`. */
export const SEEING_LOOPS = 0;

export const lesson: Lesson = {
  words,
  terms: ["neuron", "layer", "weight", "testPart"],
  statements: ["extract", "circles"],
  further: "see",
  predictions: () => [{ label: "A", range: [0, 16], outcome: String(SEEING_LOOPS), shownAfter: 2 }],
  tasks: [
    {
      fields: [],
      slips: ["empty", "whole", "contrary", "onlyLight", "onlyDark", "weak"],
      check: checkClaim,
    },
    {
      fields: [{ name: "estimate", label: "AUC" }],
      slips: ["empty", "whole", "open", "scribble", "missing", "outside", "rather", "tooSure", "tooDoubtful"],
      check: checkLoop,
    },
  ],
};
