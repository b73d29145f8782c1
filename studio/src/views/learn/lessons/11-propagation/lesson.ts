/**
 * @file Lesson 11: light goes from 784 pixels through two hidden layers to ten outputs, and one neuron can decide which of them wins.
 */

import { readTyped } from "../../../../card/typed";
import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Tools, type Verdict, type Work } from "../../lesson";
import { paintedOver, rowOf } from "../../paint/painted";
import {
  asShown,
  dark,
  decidersOf,
  eightOf,
  givenBy,
  lastHidden,
  MOST,
  type Pair,
  readHolding,
  sumsOf,
} from "./flip";
import { gapOf, heightOf, threeOf } from "./three";
import { leadLabel, words } from "./words";

const shown = (value: number): string => written(value, 1);

/** Where less of a gap's rows has light, it is still open. */
const CLOSED = 0.7;

function checkPainting(work: Work, tools: Tools): Verdict {
  const three = threeOf(work.seed);
  const after = paintedOver(three.pixels, stageOf(work, 0));
  const changed = [...after.keys()].filter((pixel) => after[pixel] !== three.pixels[pixel]);
  if (changed.length === 0) return slip("untouched");
  if (changed.length > MOST) return slip("tooMany", String(changed.length), String(MOST));
  const { label } = tools.read(after);
  if (label !== "8" && label !== "3") return slip("another", label);
  const lit = changed.filter((pixel) => after[pixel] > three.pixels[pixel]);
  const closing = ([0, 1] as const).map((gap) => lit.filter((pixel) => gapOf(three, pixel) === gap));
  const elsewhere = closing.flat().length * 2 < lit.length;
  if (label === "8") {
    if (elsewhere) return slip("fooled");
    return decidersOf(tools, after).length > 0 ? DONE : tooFirm(tools, after);
  }
  if (lit.length * 2 < changed.length) return slip("erased", String(changed.length - lit.length));
  if (elsewhere) return slip("elsewhere");
  for (const gap of [0, 1] as const)
    if (new Set(closing[gap].map(rowOf)).size < CLOSED * heightOf(three, gap))
      return slip(gap === 0 ? "upperOpen" : "lowerOpen");
  return slip("thin", shown(-sumsOf(tools.network.trace(after)).lead));
}

function tooFirm(tools: Tools, pixels: Uint8Array): Verdict {
  const trace = tools.network.trace(pixels);
  const { activations } = trace.layers[lastHidden(tools) - 1];
  const most = Math.max(...Array.from(activations, (_, unit) => givenBy(tools, trace, unit).lead));
  return slip("firm", shown(sumsOf(trace).lead), shown(most));
}

/** How near the lead that is left is to be. */
const NEAR = 0.05 + 1e-6;

function checkHolding(work: Work, tools: Tools): Verdict {
  const [layer, unit] = stageOf(work, 1);
  if (!isHidden(tools, layer, unit)) return slip("noneHeld");
  const name = String(unit + 1);
  if (layer !== lastHidden(tools)) return slip("earlier", name);
  const eight = eightOf(work, tools);
  const trace = tools.network.trace(eight);
  const [sums, given] = [sumsOf(trace), givenBy(tools, trace, unit)];
  const label = readHolding(tools, eight, [dark(layer, unit)]);
  if (label === "8") return slip("still8", name, shown(given.lead), shown(sums.lead));
  if (label !== "3") return slip("third", name, label);
  const typed = readTyped(work.typed.lead ?? "", [-1000, 1000]);
  if (!("value" in typed)) return slip("missing", name);
  return checkLead(typed.value, sums, given);
}

const isHidden = ({ model }: Tools, layer: number, unit: number): boolean =>
  layer >= 1 && layer < model.definition.layers.length && unit in model.parameters[layer - 1].bias;

/** What is left comes to with each slip. */
export const slipsOfLead = (sums: Pair, given: Pair): Readonly<Record<string, number>> => ({
  oldLead: sums.lead,
  partOnly: given.lead,
  backwards: given.lead - sums.lead,
  sign: sums.lead - given.eight - given.three,
  onlyEight: sums.lead - given.eight,
  added: sums.lead + given.lead,
});

export const leftOf = (sums: Pair, given: Pair): number => asShown(sums.lead - given.lead);

function checkLead(value: number, sums: Pair, given: Pair): Verdict {
  const isNear = (wanted: number): boolean => Math.abs(value - wanted) <= NEAR;
  if (isNear(leftOf(sums, given))) return DONE;
  const [name] = Object.entries(slipsOfLead(sums, given)).find(([, result]) => isNear(result)) ?? ["sum"];
  return slip(name, ...[sums.lead, given.eight, given.three, given.lead].map(shown));
}

export const lesson: Lesson = {
  words,
  terms: ["neuron", "layer", "weight", "weightedSum", "activation"],
  statements: ["connected", "answers"],
  further: "see",
  predictions: (seed) => [
    {
      label: "A",
      range: [0, 16],
      outcome: (_, tools) => {
        const { activations } = tools.network.trace(threeOf(seed).pixels).layers[lastHidden(tools) - 1];
        return String(activations.filter((activation) => activation > 0.5).length);
      },
      shownAfter: 0,
    },
    {
      label: "B",
      range: [0, 16],
      outcome: (work, tools) => String(decidersOf(tools, eightOf(work, tools)).length),
      shownAfter: 2,
    },
  ],
  tasks: [
    {
      fields: [],
      slips: [
        "untouched",
        "tooMany",
        "another",
        "fooled",
        "firm",
        "erased",
        "elsewhere",
        "upperOpen",
        "lowerOpen",
        "thin",
      ],
      check: checkPainting,
    },
    {
      fields: [{ name: "lead", label: leadLabel }],
      slips: [
        "noneHeld",
        "earlier",
        "still8",
        "third",
        "missing",
        "oldLead",
        "partOnly",
        "backwards",
        "sign",
        "onlyEight",
        "added",
        "sum",
      ],
      check: checkHolding,
    },
  ],
};
