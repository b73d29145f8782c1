import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { findTerms } from "../../glossary/split";
import { LANGUAGES, type Phrase } from "../../i18n/language.svelte";
import { readModel } from "../../models/load";
import type { Lesson, Reader, Verdict, Work } from "./lesson";
import { LESSONS } from "./lessons";
import type { Played, Plays } from "./plays";
import { readerOf } from "./reader";
import { STATEMENTS } from "./statements";

const PLAYS = Object.entries(
  import.meta.glob<Plays>("./lessons/*/plays.ts", { eager: true, import: "plays" }),
).map(([path, plays]) => ({ number: /(\d\d)-/.exec(path)?.[1], plays }));
const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);

let reader: Reader;
beforeAll(async () => {
  const bytes = readFileSync(new URL("../../../../models/lamps.safetensors", import.meta.url));
  reader = await readerOf((await readModel(new Uint8Array(bytes), "lamps.safetensors")).model);
});

const untouched = (seed: number): Work => ({ seed, typed: {}, stage: [] });
const after = (seed: number, { typed = {}, stage = [] }: Played): Work => ({ seed, typed, stage });
const say = (phrase: Phrase<readonly string[]>, language: "en" | "ja", args: readonly string[]): string => {
  const text = phrase[language];
  return typeof text === "string" ? text : text(...args);
};

test("there are lessons, each with its own number, and every one is played", () => {
  expect(LESSONS.length).toBeGreaterThan(0);
  for (const { number } of LESSONS) expect(number).toMatch(/^\d\d$/);
  expect(PLAYS.map(({ number }) => number).sort()).toEqual(LESSONS.map(({ number }) => number));
});

test("no two lessons say that a statement has its place in them", () => {
  const placed = LESSONS.flatMap(({ statements }) => statements);
  expect(new Set(placed).size).toBe(placed.length);
  expect(placed.every((one) => one in STATEMENTS)).toBe(true);
});

describe.each(LESSONS.map((lesson) => [`${lesson.number} ${lesson.words.title.en}`, lesson] as const))(
  "lesson %s",
  (_, lesson: Lesson & { number: string }) => {
    const plays = PLAYS.find(({ number }) => number === lesson.number)?.plays ?? [];
    const task = (i: number) => lesson.tasks[i];
    const verdict = (i: number, seed: number, played: Played): Verdict =>
      task(i).check(
        after(seed, played),
        played.answer === undefined ? reader : () => ({ label: played.answer ?? "", probability: 1 }),
      );

    test("has the form: predictions, tasks with words and slips, hints for all of them, its place", () => {
      expect(lesson.statements.length).toBeGreaterThan(0);
      expect(lesson.words.tasks.length).toBe(lesson.tasks.length);
      expect(plays.length).toBe(lesson.tasks.length);
      for (const { slips } of lesson.tasks) expect(new Set(slips).size).toBeGreaterThanOrEqual(3);
      const slips = new Set(lesson.tasks.flatMap((one) => one.slips));
      expect([...slips].sort()).toEqual(Object.keys(lesson.words.hints).sort());
      for (const seed of SEEDS) {
        const predictions = lesson.predictions(seed);
        expect(predictions.length).toBeGreaterThan(0);
        for (const { outcome, options, shownAfter } of predictions) {
          if (options === undefined) expect(Number(outcome)).not.toBeNaN();
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

    test("is passed by what it asks for, on every seed, and by nothing left as it was", () => {
      for (const seed of SEEDS) {
        for (const [i, { right }] of plays.entries()) {
          expect(verdict(i, seed, right(seed, reader)), `task ${i}, seed ${seed}`).toEqual({ done: true });
          expect(task(i).check(untouched(seed), reader).done).toBe(false);
        }
      }
    });

    test("names every slip by what it looks like", () => {
      for (const [i, { slips }] of plays.entries()) {
        expect(Object.keys(slips).sort(), `task ${i}`).toEqual([...task(i).slips].sort());
        for (const [name, make] of Object.entries(slips)) {
          const made = SEEDS.flatMap((seed) => {
            const played = make(seed);
            return played === undefined ? [] : [{ seed, said: verdict(i, seed, played) }];
          });
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

    test("is hardly ever passed by another seed's numbers", () => {
      // A whole lesson is passed only where every one of its tasks is.
      const passed = SEEDS.slice(1).filter((seed, i) =>
        plays.every((one, at) => verdict(at, seed, one.right(SEEDS[i], reader)).done),
      );
      expect(passed.length).toBeLessThanOrEqual(SEEDS.length / 20);
    });
  },
);
