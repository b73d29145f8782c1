import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { readModel } from "../../../models/load";
import type { Tools } from "../lesson";
import { LESSONS, type Loaded, loadLesson } from "../lessons";
import type { Plays } from "../plays";
import { begin, type Play, type Progress } from "../progress";
import { toolsOf } from "../tools";
import {
  completionOf,
  fragmentsIn,
  hurdlesOf,
  judge,
  readCompletionLink,
  twinsOf,
  writeCompletionLink,
} from "./completion";

let tools: Tools;
let lesson: Loaded;
let plays: Plays;
beforeAll(async () => {
  const bytes = readFileSync(new URL("../../../../../models/lamps.safetensors", import.meta.url));
  const { model } = await readModel(new Uint8Array(bytes), "lamps.safetensors");
  tools = await toolsOf(model, () => Promise.reject(new Error("No images are needed here.")));
  lesson = await loadLesson(LESSONS.find(({ number }) => number === "06") ?? LESSONS[0]);
  ({ plays } = await import("../lessons/06-neuron/plays"));
});

/** Lesson 6 as somebody finished it. */
async function finished(seed: number): Promise<Play> {
  const rights = await Promise.all(plays.map((task) => task.right(seed, tools)));
  const typed = Object.assign({}, ...rights.map((right) => right.typed));
  return {
    ...begin(seed, 1),
    typed,
    guessed: ["darker", "brighter", "darker"],
    committed: true,
    task: plays.length,
    over: true,
    tries: [0, 2, 0],
  };
}
const progressOf = (play: Play): Progress => ({ seed: 1, plays: {}, done: { "06": play } });

describe("a completion link", () => {
  test("says what was done, finished or under way, and leaves out what was only opened", async () => {
    const done = await finished(5);
    const progress: Progress = {
      seed: 9,
      plays: { "01": begin(1), "06": { ...begin(8, 1), committed: true }, "02": { ...done, over: false } },
      done: { "06": done },
    };
    const completion = completionOf(progress, "  花子 ");
    expect(completion).toEqual({ name: "花子", plays: { "02": { ...done, over: false }, "06": done } });
    expect(await readCompletionLink(await writeCompletionLink(completion))).toEqual(completion);
  });

  test("is found among whatever stands around it, each once", async () => {
    const link = await writeCompletionLink(completionOf(progressOf(await finished(1)), "A"));
    const other = await writeCompletionLink(completionOf(progressOf(await finished(2)), "B"));
    const text = `Hello,\nmine: <https://example.org/?view=learn${link}>\n\n${other} ${link}`;
    expect(fragmentsIn(text)).toEqual([link, other]);
    expect(fragmentsIn("nothing #learn=3.abc")).toEqual([]);
  });

  test("holds for what was worked out, and not for what was not", async () => {
    for (let seed = 1; seed < 40; seed += 3) {
      const play = await finished(seed);
      expect(await judge(lesson, play, tools)).toEqual({ kind: "done", holds: 3, tasks: 3 });
      const half = { ...play, over: false, task: 1 };
      expect(await judge(lesson, half, tools)).toEqual({ kind: "begun", holds: 1, tasks: 3 });
      const forged: [string, Play][] = [
        ["an answer", { ...play, typed: { ...play.typed, z2: String(Number(play.typed.z2) + 0.4) } }],
        ["another's seed", { ...play, seed: seed + 1 }],
        ["a task more", { ...half, typed: {}, task: 2 }],
        ["the end", { ...begin(seed), committed: true, over: true, task: 3 }],
        ["an end with tasks left", { ...play, task: 1 }],
        ["no guess", { ...play, committed: false }],
      ];
      for (const [what, claimed] of forged)
        expect((await judge(lesson, claimed, tools)).kind, what).toBe("differs");
    }
  });

  test("of a class of thirty tells the five that were tampered with", async () => {
    const whole = await Promise.all(Array.from({ length: 30 }, (_, i) => finished(100 + i)));
    const tampered = new Set([3, 7, 12, 20, 28]);
    const fragments = await Promise.all(
      whole.map(async (play, i) => {
        const plain = (p: Play) => writeCompletionLink(completionOf(progressOf(p), `No. ${i}`));
        if (i === 3) return (await plain(play)).slice(0, -5);
        if (i === 7) return (await plain(play)).replace(/.{9}$/, "AAAAAAAAA");
        if (i === 12) return plain({ ...play, typed: { ...play.typed, a3: "0.99" } });
        if (i === 20) return plain({ ...whole[19], seed: play.seed });
        if (i === 28) return plain({ ...begin(play.seed), committed: true, over: true, task: 3 });
        return plain(play);
      }),
    );
    for (const [i, fragment] of fragments.entries()) {
      const read = await readCompletionLink(fragment);
      const holds =
        typeof read === "object" && (await judge(lesson, read.plays["06"], tools)).kind === "done";
      expect(holds, `link ${i}`).toBe(!tampered.has(i));
    }
  });
});

test("a hurdle is where somebody stands after a hint or needed many, the worst first", async () => {
  const play = await finished(1);
  const at = (task: number, tries: number[], over = false) => ({
    name: "",
    plays: { "06": { ...play, task, tries, over } },
  });
  const found = hurdlesOf([at(3, [0, 4, 0], true), at(1, [0, 1]), at(0, [2]), at(3, [1, 2, 0], true)]);
  expect(found).toEqual([
    { number: "06", task: 1, people: 2 },
    { number: "06", task: 0, people: 1 },
  ]);
});

test("who hands in another's work is told, and nobody who has done nothing", async () => {
  const [a, b] = [await finished(1), await finished(2)];
  const of = (play: Play, name: string) => completionOf(progressOf(play), name);
  const none = { name: "", plays: {} };
  expect(twinsOf([of(a, "A"), of(b, "B"), of(a, "C"), none, none])).toEqual([-1, -1, 0, -1, -1]);
});
