import { expect, test } from "vitest";
import { randomGenerator as uncheckedGenerator } from "../model/random.js";
import { randomGenerator } from "./chance.js";

test("its numbers are those of the library's own generators", () => {
  const draw = ({ uint32, uniform, below, normal }: ReturnType<typeof randomGenerator>) =>
    [uint32, uniform, () => below(6), () => below(2 ** 32), normal].map((next) => next());
  expect(draw(randomGenerator(7, "moves"))).toEqual(draw(uncheckedGenerator(7, "moves")));
});

test("a seed or a bound that there cannot be is refused", () => {
  for (const seed of [0.5, Number.NaN, 2 ** 53])
    expect(() => randomGenerator(seed, "a"), `${seed}`).toThrow("The seed must be a whole number");
  for (const bound of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN])
    expect(() => randomGenerator(1, "a").below(bound), `${bound}`).toThrow(
      "take a whole bound from 1 to 2³²",
    );
  expect(() => randomGenerator(1, undefined as unknown as string)).toThrow("must be a text, not undefined");
});
