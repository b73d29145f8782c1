/**
 * @file Examples by class: what they still lack before a network can learn from them, and which are held out.
 */

import type { Dataset } from "akari";
import { DIGIT_SIDE, type Sound, soundExamples } from "akari/data";

/** One class with its examples. */
export interface ExampleClass<Example> {
  readonly name: string;
  readonly examples: readonly Example[];
}

/** Examples to learn from, and those held out. */
export interface Parts {
  readonly train: Dataset;
  readonly test: Dataset;
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
export function findLack(classes: readonly ExampleClass<unknown>[]): Lack | undefined {
  if (classes.length < 2) return { kind: "classes" };
  const names = classes.map(({ name }) => name.trim());
  const index = names.findIndex((name, i) => name === "" || names.indexOf(name) < i);
  if (index >= 0) return { kind: "name", index };
  const short = classes.find(({ examples }) => examples.length < FEWEST_EXAMPLES);
  if (short === undefined) return undefined;
  return { kind: "examples", name: short.name.trim(), missing: FEWEST_EXAMPLES - short.examples.length };
}

/** Whether an example is held out. @param index its place in its class */
const isHeldOut = (index: number): boolean => index % HELD_OUT_EVERY === HELD_OUT_EVERY - 1;

/** How many examples there are to learn from, and how many are held out. */
export function countParts(classes: readonly ExampleClass<unknown>[]): { learn: number; held: number } {
  const held = classes.reduce((sum, { examples }) => sum + Math.floor(examples.length / HELD_OUT_EVERY), 0);
  return { learn: classes.reduce((sum, { examples }) => sum + examples.length, 0) - held, held };
}

/** Images, `[784]` each, 0 dark to 255 bright: a quarter of every class is held out. */
export function splitImages(classes: readonly ExampleClass<Uint8Array>[]): Parts {
  const part = (name: string, held: boolean): Dataset =>
    toDataset(
      name,
      classes.map((one) => ({
        name: one.name.trim(),
        examples: one.examples.filter((_, i) => isHeldOut(i) === held),
      })),
    );
  return { train: part("Own images, training part", false), test: part("Own images, test part", true) };
}

/**
 * Sounds likewise, as `akari train` takes a folder of them.
 *
 * @throws AkariError where one cannot be learned from
 */
export function splitSounds(classes: readonly ExampleClass<Sound>[]): Parts {
  const all = classes.flatMap(({ name, examples }) =>
    examples.map((sound, i) => ({ sound, label: name.trim(), name: `${name.trim()} ${i + 1}`, place: i })),
  );
  const examples = soundExamples(all, { name: "Own sounds" });
  const rows = (held: boolean): Uint32Array =>
    Uint32Array.from(all.flatMap(({ place }, row) => (isHeldOut(place) === held ? [row] : [])));
  const preprocessing = examples.prepare(rows(false));
  return {
    train: examples.encode(rows(false), preprocessing, "Own sounds, training part"),
    test: examples.encode(rows(true), preprocessing, "Own sounds, test part"),
  };
}

function toDataset(name: string, classes: readonly ExampleClass<Uint8Array>[]): Dataset {
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
