/**
 * @file Lesson 1: to a network a picture is numbers, and no single one of them makes a 9.
 */

import { readTyped } from "../../../../card/typed";
import { written } from "../../../../kit/numbers";
import { DONE, type Lesson, slip, stageOf, type Tools, type Verdict, type Work } from "../../lesson";
import { brightness, FULL, paintedOver } from "../../paint/painted";
import { pictureOf } from "./picture";
import { words } from "./words";

export const GUESSED = ["A", "B", "C"] as const;
export const READ = ["D", "E", "F", "G"] as const;

/** How near a brightness is to be read. */
const NEAR = 0.1;
/** Rounding of what is typed is no slip. */
const ROUNDING = 1e-6;

function checkReading({ seed, typed }: Work): Verdict {
  const { pixels, read } = pictureOf(seed);
  for (const [i, name] of READ.entries()) {
    const given = readTyped(typed[name] ?? "", [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    if (!("value" in given)) return slip("missing", name);
    const { value } = given;
    const real = brightness(pixels, read[i]);
    if (value > 1) return slip("scale", name, written(value, 0), String(FULL));
    if (value < 0) return slip("negative", name);
    if (Math.abs(value - real) <= NEAR + ROUNDING) continue;
    if (Math.abs(1 - value - real) <= NEAR) return slip("inverted", name);
    return slip(value > real ? "tooBright" : "tooDark", name, written(value, 2));
  }
  return DONE;
}

/** From here on a pixel is called bright, and up to there dark. */
const [BRIGHT, DARK] = [0.8, 0.2];

function checkPainting(work: Work, { read }: Tools): Verdict {
  const { pixels } = pictureOf(work.seed);
  const after = paintedOver(pixels, stageOf(work, 1));
  const changed = [...pixels.keys()].filter((pixel) => after[pixel] !== pixels[pixel]);
  if (changed.length === 0) return slip("untouched");
  if (changed.length === 1) return slip("onlyOne");
  if (changed.length > 2) return slip("tooMany", String(changed.length));
  const [from, to] = [pixels, after].map((values) => changed.map((pixel) => brightness(values, pixel)));
  const lit = changed.filter((_, i) => from[i] <= DARK && to[i] >= BRIGHT);
  const unlit = changed.filter((_, i) => from[i] >= BRIGHT && to[i] <= DARK);
  if (lit.length === 2) return slip("bothLit");
  if (unlit.length === 2) return slip("bothUnlit");
  if (lit.length === 0 || unlit.length === 0) return slip("faint");
  const { label } = read(after);
  return label === "9" ? DONE : slip("flipped", label);
}

export const lesson: Lesson = {
  words,
  terms: ["activation"],
  statements: ["brightness", "inputs"],
  further: "see",
  predictions(seed) {
    const { pixels, guessed } = pictureOf(seed);
    return GUESSED.map((label, i) => ({
      label,
      outcome: written(brightness(pixels, guessed[i]), 2),
      shownAfter: 0,
    }));
  },
  tasks: [
    {
      fields: READ.map((name) => ({ name, label: name })),
      slips: ["missing", "scale", "negative", "inverted", "tooBright", "tooDark"],
      check: checkReading,
    },
    {
      fields: [],
      slips: ["untouched", "onlyOne", "tooMany", "bothLit", "bothUnlit", "faint", "flipped"],
      check: checkPainting,
    },
  ],
};
