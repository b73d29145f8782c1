import { readFileSync } from "node:fs";
import { mnist } from "akari/node";
import { beforeAll, describe, expect, test } from "vitest";
import { findTerms } from "../../glossary/split";
import { LANGUAGES, type Phrase } from "../../i18n/language.svelte";
import { seededRandom } from "../../kit/seeded";
import { readModel } from "../../models/load";
import { outcomeOf, SHARES, type Tools, type Verdict, type Work } from "./lesson";
import { LESSONS, type Loaded, loadLesson } from "./lessons";
import type { Played, Plays } from "./plays";
import { STATEMENTS } from "./statements";
import { toolsOf } from "./tools";
import { soundSet } from "./training/sounds";
import { trainTo, watch } from "./training/train-to";

const PLAYS = Object.entries(
  import.meta.glob<Plays>("./lessons/*/plays.ts", { eager: true, import: "plays" }),
).map(([path, plays]) => ({ number: /(\d\d)-/.exec(path)?.[1], plays }));
/** `npm run test:lessons` takes the time to look at more seeds, and at 10,000 random plays of each task. */
const EVERYTHING = process.env.AKARI_LESSONS === "all";
const SEEDS = Array.from({ length: EVERYTHING ? 40 : 12 }, (_, i) => i * 7919 + 1);
/** Lessons that train a network, or three, of each seed. */
const TRAINING = ["16", "17", "20"];
const RANDOM_PLAYS = EVERYTHING ? 10_000 : 100;
/** In milliseconds: a check may train something, on a busy machine. */
const PATIENCE_FOR_ALL = 60_000 + 60 * RANDOM_PLAYS;
/** Fewer than one of a hundred; of few plays by chance some more, up to three standard deviations. */
const PASSING = 0.01 * RANDOM_PLAYS + (RANDOM_PLAYS < 10_000 ? 3 * Math.sqrt(0.01 * RANDOM_PLAYS) : 0);

let tools: Tools;
beforeAll(async () => {
  const bytes = readFileSync(new URL("../../../../models/lamps.safetensors", import.meta.url));
  const { model } = await readModel(new Uint8Array(bytes), "lamps.safetensors");
  tools = await toolsOf(
    model,
    async () => {
      const { features, targets } = (await mnist()).test;
      if (!(features.data instanceof Uint8Array) || targets.kind !== "classes")
        throw new TypeError("No MNIST.");
      return { images: features.data, labels: Uint8Array.from(targets.classes) };
    },
    {
      trained: async (recipe, steps) => trainTo((await mnist()).train, recipe, steps),
      watched: async (recipe, held) => watch((await mnist()).train, recipe, held),
      sounds: soundSet,
    },
  );
});

const untouched = (seed: number): Work => ({ seed, typed: {}, stages: [] });
/** What is brought about in one task: nothing is done in those before it. */
const after = (seed: number, at: number, { typed = {}, stage = [] }: Played): Work => ({
  seed,
  typed,
  stages: [...Array.from({ length: at }, () => []), stage],
});
const LOADED: readonly Loaded[] = await Promise.all(LESSONS.map(loadLesson));
const say = (phrase: Phrase<readonly string[]>, language: "en" | "ja", args: readonly string[]): string => {
  const text = phrase[language];
  return typeof text === "string" ? text : text(...args);
};

test("there are lessons, each with its own number, and every one is played", () => {
  expect(LESSONS.length).toBeGreaterThan(0);
  for (const { number } of LESSONS) expect(number).toMatch(/^\d\d$/);
  expect(PLAYS.map(({ number }) => number).sort()).toEqual(LESSONS.map(({ number }) => number));
});

test("the pages for teachers say what each lesson is for, and how many there are", () => {
  const pages = { en: "teaching.md", ja: "teaching.ja.md" };
  const counts = { en: `a course of ${LESSONS.length} lessons`, ja: `${LESSONS.length} 個のレッスン` };
  for (const language of LANGUAGES) {
    const page = readFileSync(new URL(`../../../../docs/${pages[language]}`, import.meta.url), "utf8");
    const rows = LESSONS.map(({ number, title }) => `| ${Number(number)} | ${title[language]} | `);
    expect([counts[language], ...rows].filter((row) => !page.includes(row))).toEqual([]);
  }
});

test("every statement has its place in one lesson", () => {
  const placed = LOADED.flatMap(({ statements }) => statements);
  expect([...placed].sort()).toEqual(Object.keys(STATEMENTS).sort());
});

describe.each(LOADED.map((lesson) => [`${lesson.number} ${lesson.title.en}`, lesson] as const))(
  "lesson %s",
  (_, lesson: Loaded) => {
    const plays = PLAYS.find(({ number }) => number === lesson.number)?.plays ?? [];
    const task = (i: number) => lesson.tasks[i];
    const seeds = EVERYTHING || !TRAINING.includes(lesson.number) ? SEEDS : SEEDS.slice(0, 4);
    const verdict = async (i: number, seed: number, played: Played): Promise<Verdict> =>
      task(i).check(
        after(seed, i, played),
        played.answer === undefined
          ? tools
          : { ...tools, read: () => ({ label: played.answer ?? "", probability: 1 }) },
      );

    test("has the form: predictions, tasks with words and slips, hints for all of them, its place", async () => {
      expect(lesson.statements.length).toBeGreaterThan(0);
      expect(lesson.words.tasks.length).toBe(lesson.tasks.length);
      expect(plays.length).toBe(lesson.tasks.length);
      for (const { slips } of lesson.tasks) expect(new Set(slips).size).toBeGreaterThanOrEqual(3);
      const fields = lesson.tasks.flatMap((one) => one.fields.map(({ name }) => name));
      expect(new Set(fields).size).toBe(fields.length);
      const slips = new Set(lesson.tasks.flatMap((one) => one.slips));
      expect([...slips].sort()).toEqual(Object.keys(lesson.words.hints).sort());
      for (const seed of seeds) {
        const predictions = lesson.predictions(seed);
        expect(predictions.length).toBeGreaterThan(0);
        for (const prediction of predictions) {
          const { options, range: [least, most] = SHARES, shownAfter } = prediction;
          const outcome = await outcomeOf(prediction, untouched(seed), tools);
          if (options === undefined) expect(Number(outcome) >= least && Number(outcome) <= most).toBe(true);
          else expect(options.map(({ value }) => value)).toContain(outcome);
          expect(shownAfter).toBeLessThanOrEqual(lesson.tasks.length);
        }
      }
    });

    test("names the words of the field that it is about, in both languages", () => {
      const { say: sentences, tasks, predict } = lesson.words;
      const phrases = [...sentences, predict, ...tasks.flatMap(({ prompt, done }) => [prompt, done])];
      for (const language of LANGUAGES) {
        const found = phrases.flatMap((phrase) => findTerms(say(phrase, language, []), language));
        for (const term of lesson.terms) expect(found.map(({ id }) => id)).toContain(term);
      }
    });

    test("is passed by what it asks for, on every seed, and by nothing left as it was", async () => {
      for (const seed of seeds) {
        for (const [i, { right }] of plays.entries()) {
          const said = await verdict(i, seed, await right(seed, tools));
          expect(said, `task ${i}, seed ${seed}`).toEqual({ done: true });
          expect((await task(i).check(untouched(seed), tools)).done).toBe(false);
        }
      }
    });

    test(
      "is hardly ever passed by random plays",
      async () => {
        const random = seededRandom(2);
        for (const [i, { random: play }] of plays.entries()) {
          let passed = 0;
          for (let n = 0; n < RANDOM_PLAYS; n++) {
            const seed = seeds[n % seeds.length];
            if ((await verdict(i, seed, play(random, seed))).done) passed++;
          }
          expect(passed, `task ${i}`).toBeLessThan(PASSING);
        }
      },
      PATIENCE_FOR_ALL,
    );

    test("names every slip by what it looks like", async () => {
      for (const [i, { slips }] of plays.entries()) {
        expect(Object.keys(slips).sort(), `task ${i}`).toEqual([...task(i).slips].sort());
        for (const [name, make] of Object.entries(slips)) {
          const made: { seed: number; said: Verdict }[] = [];
          for (const seed of seeds) {
            const played = await make(seed, tools);
            if (played !== undefined) made.push({ seed, said: await verdict(i, seed, played) });
          }
          expect(made.length, name).toBeGreaterThan(0);
          for (const { seed, said } of made) {
            expect(said, `task ${i}, seed ${seed}`).toMatchObject({ done: false, slip: name });
            if (said.done) continue;
            for (const language of LANGUAGES)
              expect(say(lesson.words.hints[name], language, said.says)).not.toMatch(/undefined|NaN/);
          }
        }
      }
    });

    test("is hardly ever passed by another seed's numbers", async () => {
      let passed = 0;
      for (const [i, seed] of seeds.slice(1).entries()) {
        const said: Verdict[] = [];
        for (const [at, { right }] of plays.entries())
          said.push(await verdict(at, seed, await right(seeds[i], tools)));
        // A whole lesson is passed only where every one of its tasks is.
        if (said.every(({ done }) => done)) passed++;
      }
      expect(passed).toBeLessThanOrEqual(seeds.length / 20);
    });
  },
);
