import { describe, expect, test } from "vitest";
import { colorDepth, light, paint, readableOn } from "./color.js";
import { esc } from "./output.js";

describe("colorDepth", () => {
  test.each([
    [true, { COLORTERM: "truecolor", TERM: "xterm-256color" }, 24],
    [true, { COLORTERM: "truecolor", TERM: "tmux-256color", TMUX: "/tmp/tmux" }, 24],
    [true, { COLORTERM: "truecolor", TERM: "dumb" }, 1],
    [true, { TERM: "xterm-256color" }, 8],
    [true, { TERM: "dumb" }, 1],
    [false, { COLORTERM: "truecolor" }, 1],
    [true, { COLORTERM: "truecolor", NO_COLOR: "1" }, 1],
    [true, { COLORTERM: "truecolor", NO_COLOR: "" }, 24],
    [true, { COLORTERM: "truecolor", FORCE_COLOR: "0" }, 1],
    [false, { FORCE_COLOR: "1", TERM: "dumb" }, 4],
    [false, { FORCE_COLOR: "1", COLORTERM: "truecolor" }, 24],
    [false, { FORCE_COLOR: "2" }, 8],
    [false, { FORCE_COLOR: "3" }, 24],
    [false, { FORCE_COLOR: "3", NO_COLOR: "1" }, 1],
  ] as const)("a terminal: %s, %o gives %d bits", (isTTY, env, depth) => {
    expect(colorDepth(isTTY, env)).toBe(depth);
  });
});

const luminance = ([r, g, b]: readonly number[]): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

test("more light is never darker, above and below zero", () => {
  for (const sign of [1, -1]) {
    for (let level = 0; level < 1; level += 0.01) {
      expect(luminance(light(sign * (level + 0.01)))).toBeGreaterThan(luminance(light(sign * level)));
    }
  }
});

test("numbers stand out from every lamp", () => {
  for (let level = -1; level <= 1; level += 0.05) {
    const difference = luminance(light(level)) - luminance(readableOn(light(level)));
    expect(Math.abs(difference), `at ${level}`).toBeGreaterThan(80);
  }
});

test("paint writes 24-bit colours, or the closest of xterm's 256", () => {
  expect(paint(24, "x", [255, 0, 1], [2, 3, 4])).toBe(`${esc()}[38;2;255;0;1;48;2;2;3;4mx${esc()}[0m`);
  // 196 is the cube's pure red, 235 the grey 38.
  expect(paint(8, "x", [254, 2, 1], [38, 38, 39])).toBe(`${esc()}[38;5;196;48;5;235mx${esc()}[0m`);
});
