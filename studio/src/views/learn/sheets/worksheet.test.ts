import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../i18n/language.svelte";
import { LESSONS, loadLesson } from "../lessons";
import { tablesOf } from "../lessons/08-xor/table";
import { begin } from "../progress";
import { loadWorksheet, MOST, sheetsOf, WITH_SHEETS } from "./worksheet";

describe.each(WITH_SHEETS)("the worksheet of lesson %s", (number) => {
  test("gives the largest class as many different sheets, the same ones again, and a key to each", async () => {
    const worksheet = await loadWorksheet(number);
    const sheets = sheetsOf(worksheet, number, 7, MOST);
    expect(sheetsOf(worksheet, number, 7, MOST)).toEqual(sheets);
    expect(sheetsOf(worksheet, number, 8, MOST)).not.toEqual(sheets);
    const texts = sheets.map(({ exercises }) => JSON.stringify(exercises));
    expect(new Set(texts).size).toBe(MOST);
    for (const { exercises } of sheets) {
      expect(exercises.length).toBeGreaterThan(0);
      for (const { text, table, answers } of exercises) {
        for (const language of LANGUAGES) expect(text[language]).toMatch(/\S/);
        for (const { label, value } of answers) expect(label + value).not.toMatch(/NaN|undefined|Infinity/);
        for (const row of table?.rows ?? []) expect(row.length).toBe(table?.head.length);
      }
    }
  });

  test("has a key that the lesson's own checks pass", async () => {
    const lesson = await loadLesson(LESSONS.find((one) => one.number === number) ?? LESSONS[0]);
    const worksheet = await loadWorksheet(number);
    for (let seed = 1; seed < 400; seed += 17) {
      const answers = worksheet.exercises(seed).flatMap((exercise) => exercise.answers);
      const typed = Object.fromEntries(
        answers.flatMap(({ field, value }) => (field ? [[field, value]] : [])),
      );
      for (const task of lesson.tasks) {
        const asked = task.fields.length > 0 && task.fields.every(({ name }) => name in typed);
        // Nothing of these is asked of the network.
        if (asked)
          expect(await task.check({ ...begin(seed), typed }, undefined as never)).toEqual({ done: true });
      }
    }
  });
});

test("the networks of lesson 8 make the tables that are wanted", async () => {
  const worksheet = await loadWorksheet("08");
  for (let seed = 1; seed < 400; seed += 17) {
    const { first, second } = tablesOf(seed);
    const made = worksheet.exercises(seed).map(({ answers }) => answers[2].value);
    expect(made).toEqual([first, second].map(({ rows }) => rows.map(({ target }) => target).join(" ")));
  }
});
