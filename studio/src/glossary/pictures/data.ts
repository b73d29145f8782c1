/**
 * @file Pictures of how data are dealt out, to parts, epochs and batches, and of what chance decides.
 */

import { defineModel } from "akari";
import { logMelSpectrogram } from "akari/data";
import { initializeParameters } from "akari/model";
import { pictures } from "../../i18n/pictures";
import { box, inkOf, lamp, type Picture, read, type Shape, words } from "./shapes";

/** So many images, so many of them a step. */
const CARDS = 12;
const BATCH = 4;
const PER_EPOCH = CARDS / BATCH;

/** Images dealt out batch by batch: those of the step are lit, those before it in the epoch done. */
function cards(step: number): Shape[] {
  const at = (step - 1) % PER_EPOCH;
  return Array.from({ length: CARDS }, (_, i) => {
    const batch = Math.floor(i / BATCH);
    const ink = batch === at ? "lamp" : batch < at ? "quiet" : "line";
    return box([13 + 18 * i, batch === at ? 30 : 44], [14, 30], ink, batch > at);
  });
}

const dealt = (epochs: boolean): Picture => ({
  label: pictures.step,
  range: [1, 2 * PER_EPOCH, 1],
  start: 2,
  draw(step, { say, number }) {
    const batch = (step - 1) % PER_EPOCH;
    const epoch = Math.floor((step - 1) / PER_EPOCH) + 1;
    return {
      shapes: [
        ...cards(step),
        ...(epochs ? [words([120, 104], `${number(batch + 1)} / ${number(PER_EPOCH)}`)] : []),
      ],
      reading: read(
        say(pictures.epoch, number(epoch)),
        say(pictures.stepWord, number(step)),
        say(pictures.images, number(batch * BATCH + 1), number((batch + 1) * BATCH)),
      ),
    };
  },
});

type PartName = "training" | "validation" | "test";

/** MNIST's images by the thousand: 60 to learn from and to validate on, 10 to test with. */
const LEARNED = 60;
const TESTED = 10;
const PART_INKS = { training: "positive", validation: "negative", test: "third" } as const;

/** How the images are dealt to the three parts, with one of them in colour. */
const parts = (shown: PartName): Picture => ({
  label: pictures.held,
  range: [5, 30, 5],
  start: 10,
  draw(percent, { say, number }) {
    const validation = (LEARNED * percent) / 100;
    const counts = { training: LEARNED - validation, validation, test: TESTED };
    const owners = (Object.keys(counts) as PartName[]).flatMap((name) =>
      Array.from({ length: counts[name] }, () => name),
    );
    return {
      shapes: [
        ...owners.map((name, i) => {
          const own = name === shown;
          return box(
            [18 + 15 * (i % 14), 14 + 15 * Math.floor(i / 14)],
            [11, 11],
            own ? PART_INKS[name] : "quiet",
            !own,
          );
        }),
        words([120, 108], `${say(pictures.parts[shown])} ${number(1000 * counts[shown])}`),
      ],
      reading: read(
        ...(Object.keys(counts) as PartName[]).map(
          (name) => `${say(pictures.parts[name])} ${number(1000 * counts[name])}`,
        ),
      ),
    };
  },
});

const SIDE = 4;
const SQUARE = defineModel({ inputs: SIDE, layers: [{ units: SIDE, activation: "linear" }] });
/** The initial weights of a small layer, as the library draws them. */
const drawn = (seed: number): number[] => [...initializeParameters(SQUARE, seed)[0].weight];

const seed: Picture = {
  label: pictures.seed,
  range: [1, 30, 1],
  start: 7,
  draw(value, { say, number }) {
    const twice = [drawn(value), drawn(value)];
    const same = twice[0].filter((weight, i) => Object.is(weight, twice[1][i])).length;
    const tiles = twice.flatMap((weights, copy) =>
      weights.map((weight, i) => {
        const size = 4 + 16 * Math.abs(weight);
        const [x, y] = [30 + 110 * copy + 22 * (i % SIDE), 18 + 22 * Math.floor(i / SIDE)];
        return box([x - size / 2, y - size / 2], [size, size], inkOf(weight));
      }),
    );
    return {
      shapes: [
        ...tiles,
        words([63, 114], say(pictures.seedOf, number(value))),
        words([173, 114], say(pictures.seedOf, number(value))),
      ],
      reading: say(pictures.same, number(same), number(twice[0].length)),
    };
  },
};

const LAMPS = 24;
const CHANCES = defineModel({ inputs: LAMPS, layers: [{ units: 1, activation: "linear" }] });

/** In every step others are off: here those whose chance, drawn from the step's seed, falls below a half. */
const dropout: Picture = {
  label: pictures.step,
  range: [1, 20, 1],
  start: 1,
  draw(step, { say, number }) {
    const chances = initializeParameters(CHANCES, step)[0].weight;
    const off = chances.filter((chance) => chance < 0).length;
    return {
      shapes: [...chances].map((chance, i) =>
        lamp([30 + 36 * (i % 6), 18 + 28 * Math.floor(i / 6)], chance < 0 ? 0 : 0.9, 10),
      ),
      reading: read(say(pictures.stepWord, number(step)), say(pictures.lit, number(off), number(LAMPS))),
    };
  },
};

/** A whistle from this pitch to another, in Hz, as long, in seconds, and at this rate. */
const [FROM, LASTS, RATE] = [800, 0.3, 8000];

const spectrogram: Picture = {
  label: pictures.endPitch,
  range: [400, 2400, 100],
  start: 1600,
  draw(to, { say, number }) {
    const samples = Float32Array.from({ length: LASTS * RATE }, (_, i) => {
      const t = i / RATE;
      return Math.sin(2 * Math.PI * (FROM * t + ((to - FROM) * t * t) / (2 * LASTS)));
    });
    const { frames, bands, levels } = logMelSpectrogram({ rate: RATE, samples });
    const [width, height] = [216 / frames, 92 / bands];
    const cells = Array.from(levels, (strength, i): Shape => {
      const [frame, band] = [Math.floor(i / bands), i % bands];
      const at = [12 + frame * width, 6 + (bands - 1 - band) * height] as const;
      return { kind: "box", at, size: [width, height], ink: "lamp", hollow: false, strength };
    });
    return {
      // What is too quiet to be seen is not drawn.
      shapes: [
        ...cells.filter((cell) => cell.kind === "box" && cell.strength > 0.1),
        words([120, 114], say(pictures.time)),
      ],
      reading: say(pictures.glide, number(FROM), number(to)),
    };
  },
};

export const data = {
  batch: dealt(false),
  epoch: dealt(true),
  trainingPart: parts("training"),
  validationPart: parts("validation"),
  testPart: parts("test"),
  seed,
  dropout,
  spectrogram,
};
