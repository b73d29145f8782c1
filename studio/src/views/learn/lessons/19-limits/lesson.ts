/**
 * @file Lesson 19: a network answers whatever it is shown. How sure it is says nothing of whether that is a digit, and a few pixels turn it.
 */

import { rounded, written } from "../../../../kit/numbers";
import { knownLikeness } from "../../../../mnist/known-likeness";
import { fartherThan, UNLIKE } from "../../../../mnist/likeness";
import { DONE, type Lesson, slip, type Tools, type Verdict, type Work } from "../../lesson";
import { MOST, SURE } from "./bounds";
import { leadOf, mapOf } from "./lead";
import { groundOf, noiseOf, paintedDigit, paintedNoise, picturesOf } from "./pictures";
import { words } from "./words";

const percent = (share: number): string => `${written(100 * share, 1)}%`;
const shown = (value: number): string => written(value, 1);

async function checkNoise(work: Work, tools: Tools): Promise<Verdict> {
  const { wanted } = picturesOf(work.seed);
  const { density, draw, painted } = groundOf(work);
  const after = paintedNoise(work);
  const { label, probability } = tools.read(after);
  const { share, lead } = leadOf(tools, after, wanted);
  const [name, said] = [String(wanted), [label, percent(probability)] as const];
  if (label === name && share >= SURE) {
    const farther = fartherThan(after, await knownLikeness());
    return farther >= UNLIKE ? DONE : slip("digit", name, percent(farther));
  }
  if (painted.length === 0) return slip(draw === 0 ? "untouched" : "unpainted", ...said, name);
  if (label !== name && probability >= SURE) return slip("another", ...said, name);
  const before = leadOf(tools, noiseOf(work.seed, density, draw), wanted).lead;
  if (lead < before) return slip("away", name, shown(before), shown(lead));
  if (label === name) return slip("unsure", name, percent(share));
  return slip("spread", ...said, name, percent(share));
}

const maps = new Map<number, Float64Array>();

/** The map of the digit as it was. */
function mapBefore(seed: number, tools: Tools): Float64Array {
  const { name, pixels } = picturesOf(seed).digit;
  const map = maps.get(seed) ?? mapOf(tools, pixels, name);
  maps.set(seed, map);
  return map;
}

/** What the map shows fainter than this share of its strongest is called faint. */
const FAINT = 0.2;
/** By so much a lead has to grow for its numbers to show it. */
const NOTICED = 0.1;

function checkDigit(work: Work, tools: Tools): Verdict {
  const { digit } = picturesOf(work.seed);
  const [name, after] = [String(digit.name), paintedDigit(work)];
  const changed = [...after.keys()].filter((pixel) => after[pixel] !== digit.pixels[pixel]);
  if (changed.length === 0) return slip("intact");
  const count = String(changed.length);
  if (changed.length > MOST) return slip("tooMany", count, String(MOST));
  if (tools.read(after).label !== name) return DONE;
  const sizes = mapBefore(work.seed, tools).map(Math.abs);
  const strongest = Math.max(...sizes);
  const faint = changed.filter((pixel) => sizes[pixel] < FAINT * strongest);
  const [from, to] = [digit.pixels, after].map((pixels) => leadOf(tools, pixels, digit.name).lead);
  if (2 * faint.length > changed.length && to - from < NOTICED)
    return slip("faint", count, String(faint.length));
  if (to >= from) return slip("stronger", name, shown(from), shown(to));
  const left = MOST - changed.length;
  return left === 0
    ? slip("spent", name, String(MOST), shown(to))
    : slip("short", name, shown(from), shown(to), String(left));
}

export const lesson: Lesson = {
  words,
  terms: ["softmax", "saliency", "weightedSum"],
  statements: ["eye", "alwaysAnswers"],
  further: "see",
  predictions(seed) {
    const { noise, letter, moved, digit } = picturesOf(seed);
    const sureOf =
      (pixels: Uint8Array) =>
      (_: Work, { read }: Tools) =>
        String(rounded(read(pixels).probability));
    return [
      { label: "A", outcome: sureOf(noise), shownAfter: 0 },
      { label: "B", outcome: sureOf(letter), shownAfter: 0 },
      {
        label: "C",
        outcome: (_, tools) => String(rounded(leadOf(tools, moved, digit.name).share)),
        shownAfter: 0,
      },
    ];
  },
  tasks: [
    {
      fields: [],
      slips: ["untouched", "unpainted", "away", "unsure", "spread", "another", "digit"],
      check: checkNoise,
    },
    { fields: [], slips: ["intact", "tooMany", "faint", "stronger", "spent", "short"], check: checkDigit },
  ],
};
