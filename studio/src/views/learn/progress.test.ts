import fc from "fast-check";
import { expect, test } from "vitest";
import {
  begin,
  merge,
  type Play,
  type Progress,
  readProgress,
  readProgressLink,
  seedFor,
  seedIn,
  writeProgressLink,
} from "./progress";

const plays = fc.record({
  seed: fc.nat(2 ** 31),
  typed: fc.dictionary(fc.constantFrom("D", "z1", "a1"), fc.string({ maxLength: 12 })),
  stages: fc.array(fc.array(fc.nat(784), { maxLength: 8 }), { maxLength: 3 }),
  guessed: fc.array(fc.constantFrom("", "0.5", "darker", "５"), { maxLength: 3 }),
  committed: fc.boolean(),
  task: fc.nat(3),
  over: fc.boolean(),
  finished: fc.nat(5),
  tries: fc.array(fc.nat(9), { maxLength: 3 }),
});
const progresses = fc.record({
  seed: fc.nat(2 ** 31),
  plays: fc.dictionary(fc.constantFrom("01", "06"), plays),
  done: fc.dictionary(fc.constantFrom("01", "06"), plays),
});
const plain = (progress: Progress): unknown => JSON.parse(JSON.stringify(progress));

test("what a link carries comes back to the letter", async () => {
  await fc.assert(
    fc.asyncProperty(progresses, async (progress) => {
      const found = await readProgressLink(await writeProgressLink(progress));
      expect(plain(found as Progress)).toEqual(plain(progress));
    }),
  );
});

test("what is no link of ours is none, and what is damaged is said to be", async () => {
  expect(await readProgressLink("#m=1.abc")).toBeUndefined();
  expect(await readProgressLink("")).toBeUndefined();
  for (const hash of ["#learn=", "#learn=3.", "#learn=3.%%%", "#learn=3.abcd", "#learn=9.e30"])
    expect(await readProgressLink(hash), hash).toBe("damaged");
});

test("what makes no sense is left out", () => {
  fc.assert(fc.property(fc.jsonValue(), (found) => void readProgress(found)));
  const odd = { seed: 1, plays: { "01": begin(3), "06": { ...begin(3), task: -1 }, x: begin(3) } };
  expect(readProgress(odd)).toEqual({ seed: 1, plays: { "01": begin(3) }, done: {} });
});

test("of each lesson the play that has come further is kept, and the device keeps its seed", () => {
  const play = (more: Partial<Play>): Play => ({ ...begin(1), ...more });
  const [first, second] = [play({ finished: 1 }), play({ finished: 2 })];
  const kept = {
    seed: 1,
    done: { "01": first },
    plays: { "01": play({ finished: 1 }), "06": play({ task: 1 }) },
  };
  const sent = {
    seed: 2,
    done: { "01": second, "06": second },
    plays: { "01": play({ task: 1 }), "06": play({ task: 2 }), "02": play({}) },
  };
  expect(merge(kept, sent)).toEqual({
    seed: 1,
    done: { "01": first, "06": second },
    plays: { "01": kept.plays["01"], "06": sent.plays["06"], "02": sent.plays["02"] },
  });
});

test("neighbours, lessons and repetitions have seeds of their own, and a query can fix one", () => {
  const seeds = [1, 2, 3].flatMap((device) =>
    ["01", "06"].flatMap((lesson) => [0, 1, 2].map((finished) => seedFor(device, lesson, finished))),
  );
  expect(new Set(seeds).size).toBe(seeds.length);
  for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
  expect([seedIn("?seed=7"), seedIn("?seed=x"), seedIn("?seed=-1"), seedIn("")]).toEqual([
    7,
    undefined,
    undefined,
    undefined,
  ]);
});
