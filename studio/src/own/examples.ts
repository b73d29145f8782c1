/**
 * @file Examples by class: what they still lack before a network can learn from them, and which are held out.
 */

import type { Dataset } from "akari";
import { DIGIT_SIDE } from "akari/data";

/** One class with its examples, each `[784]`, 0 dark to 255 bright. */
export interface ExampleClass {
  readonly name: string;
  readonly examples: readonly Uint8Array[];
}

/** One of these is held out; one alone would leave nothing to learn from. */
const FEWEST_EXAMPLES = 4;

/** Every so many-th example of a class is held out, the last one first. */
const HELD_OUT_EVERY = 4;

export type Lack =
  | { readonly kind: "classes" }
  /** Counted from 0. */
  | { readonly kind: "name"; readonly index: number }
  | { readonly kind: "examples"; readonly name: string; readonly missing: number };

/** What is missing first; `undefined` where a network can be trained. */
export function findLack(classes: readonly ExampleClass[]): Lack | undefined {
  if (classes.length < 2) return { kind: "classes" };
  const names = classes.map(({ name }) => name.trim());
  const index = names.findIndex((name, i) => name === "" || names.indexOf(name) < i);
  if (index >= 0) return { kind: "name", index };
  const short = classes.find(({ examples }) => examples.length < FEWEST_EXAMPLES);
  if (short === undefined) return undefined;
  return { kind: "examples", name: short.name.trim(), missing: FEWEST_EXAMPLES - short.examples.length };
}

/** Examples to learn from, and those held out: a quarter of every class. */
export function split(classes: readonly ExampleClass[]): { train: Dataset; test: Dataset } {
  const held = (_: Uint8Array, i: number): boolean => i % HELD_OUT_EVERY === HELD_OUT_EVERY - 1;
  const part = (name: string, choose: (example: Uint8Array, i: number) => boolean): Dataset =>
    toDataset(
      name,
      classes.map((one) => ({ name: one.name.trim(), examples: one.examples.filter(choose) })),
    );
  return {
    train: part("Own images, training part", (example, i) => !held(example, i)),
    test: part("Own images, test part", held),
  };
}

function toDataset(name: string, classes: readonly ExampleClass[]): Dataset {
  const columns = DIGIT_SIDE * DIGIT_SIDE;
  const rows = classes.reduce((sum, { examples }) => sum + examples.length, 0);
  const data = new Uint8Array(rows * columns);
  const targets = new Uint16Array(rows);
  let row = 0;
  classes.forEach(({ examples }, index) => {
    for (const example of examples) {
      data.set(example, row * columns);
      targets[row++] = index;
    }
  });
  return {
    name,
    features: { data, rows, columns },
    targets: { kind: "classes", classes: targets, names: classes.map((one) => one.name) },
    preprocessing: { divideBy: 255, image: [DIGIT_SIDE, DIGIT_SIDE] },
  };
}
