/**
 * @file A table, pictures and sounds, each handed in in one of two ways, and the same network trained on each of them.
 */

import { type Dataset, dataset, defineModel, evaluate, fit, type Model } from "akari";
import { defineOptimizer, type ElementwiseActivationName } from "akari/model";
import { once } from "../../../../kit/once";
import { seededRandom } from "../../../../kit/seeded";
import { PIXELS } from "../../../../mnist/digits";
import { pickBy } from "../../drawn";
import type { TestImages, Tools } from "../../lesson";
import { type Parts, SOUND_SETS } from "../../training/sounds";
import { tableOf, tableParts } from "./table";

export const KINDS = ["table", "picture", "sound"] as const;
export type Kind = (typeof KINDS)[number];

/** The two ways: as too few or too raw numbers, and as one input for each thing that may matter. */
export const [CRUDE, GOOD] = [0, 1];
export type Form = number;

/**
 * In percent of what is held out, which every one of the three is to have right. On 200 seeds the good ways come to 91% to 99% of the table, 90% to
 * 98% of the pictures and 97% to 100% of the sounds; the crude ones to at most 71%, 53% and 50%.
 */
export const ASKED = 80;

/** Neurons of the hidden layer, for all three. */
export const HIDDEN = 8;
const EPOCHS = 40;
const BATCH = 16;
const LEARNING_RATE = 0.01;

/** Digits that their brightness does not tell apart. */
const PAIRS = [
  [3, 5],
  [4, 9],
  [2, 5],
  [3, 8],
  [5, 8],
  [7, 9],
  [2, 3],
  [2, 6],
] as const;
/** Images to learn from, and as many that are held out. */
const IMAGES = 200;

export const pairOf = (seed: number): readonly [number, number] => pickBy(seededRandom(seed + 1))(PAIRS);
export const setOf = (seed: number): number => Math.floor(SOUND_SETS * seededRandom(seed + 2)());

/** The places of a pair's images among the test images. */
const placesOf = ([a, b]: readonly [number, number], { labels }: TestImages): number[] =>
  [...labels.keys()].filter((i) => labels[i] === a || labels[i] === b).slice(0, 2 * IMAGES);

export const imageAt = ({ images }: TestImages, place: number): Uint8Array =>
  images.subarray(PIXELS * place, PIXELS * (place + 1));

/** One of a pair's images, `[784]`. */
export const exampleOf = (seed: number, all: TestImages): Uint8Array =>
  imageAt(all, placesOf(pairOf(seed), all)[0]);

function pictureParts(pair: readonly [number, number], all: TestImages, form: Form): Parts {
  const places = placesOf(pair, all);
  const part = (some: readonly number[]): Dataset =>
    dataset(
      some.map((place) => {
        const pixels = Array.from(imageAt(all, place), (value) => value / 255);
        return form === GOOD ? pixels : [pixels.reduce((sum, value) => sum + value, 0) / PIXELS];
      }),
      some.map((place) => pair.indexOf(all.labels[place])),
      { labels: pair.map(String), name: "The pictures" },
    );
  return { train: part(places.slice(0, IMAGES)), held: part(places.slice(IMAGES)) };
}

/** What came of training: how many of the examples held out are right. */
export interface Learned {
  readonly model: Model;
  readonly inputs: number;
  readonly right: number;
  readonly of: number;
}

export interface Way {
  readonly hidden: readonly number[];
  readonly activation: ElementwiseActivationName;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
}

/** Trains, and asks about what was held out. */
export async function learnFrom({ train, held }: Parts, way: Way): Promise<Learned> {
  if (train.targets.kind !== "classes") throw new TypeError("There are no classes.");
  const { columns } = train.features;
  const { length } = train.targets.names;
  const definition = defineModel({
    inputs: columns,
    layers: [
      ...way.hidden.map((units) => ({ units, activation: way.activation })),
      length === 2
        ? ({ units: 1, activation: "sigmoid" } as const)
        : ({ units: length, activation: "softmax" } as const),
    ],
  });
  const { epochs, batch, learningRate } = way;
  const { model } = await fit(definition, train, {
    optimizer: defineOptimizer("adam", { learningRate }),
    epochs,
    batchSize: batch,
    seed: 1,
    threads: 1,
  });
  const evaluation = await evaluate(model, held);
  if (evaluation.task !== "classes") throw new TypeError("There are no classes.");
  const right = evaluation.confusion.reduce((sum, row, i) => sum + row[i], 0);
  return { model, inputs: columns, right, of: held.features.rows };
}

const WAY: Way = {
  hidden: [HIDDEN],
  activation: "sigmoid",
  epochs: EPOCHS,
  batch: BATCH,
  learningRate: LEARNING_RATE,
};

async function partsFor(seed: number, kind: Kind, form: Form, tools: Tools): Promise<Parts> {
  if (kind === "table") return tableParts(tableOf(seed), form === GOOD);
  if (kind === "picture") return pictureParts(pairOf(seed), await tools.images(), form);
  const { logMel, waveform } = await tools.sounds(setOf(seed));
  return form === GOOD ? logMel : waveform;
}

const kept = new Map<string, Promise<Learned>>();

/** What decides the examples of a kind. */
const sourceOf = (seed: number, kind: Kind): number | string =>
  kind === "table" ? seed : kind === "picture" ? pairOf(seed).join() : setOf(seed);

/** The network after it has learned from a kind's examples, handed in in a way. */
export const learnedFrom = (seed: number, kind: Kind, form: Form, tools: Tools): Promise<Learned> =>
  once(kept, [kind, form, sourceOf(seed, kind)].join(), async () =>
    learnFrom(await partsFor(seed, kind, form, tools), WAY),
  );

/** In percent. */
export const accuracyOf = ({ right, of }: Learned): number => (100 * right) / of;
