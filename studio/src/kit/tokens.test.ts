/**
 * @file Whether the colours can be told from what is behind them: WCAG 2.2, 1.4.3 for text and 1.4.11 for what is no text, in both themes.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lightColour, type Palette, parseColour, type Rgb } from "./palette";

const CSS = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

/** The colours of a theme: the dark one's stand where the light one says nothing. */
function colours(theme: "dark" | "light"): Readonly<Record<string, Rgb>> {
  const [dark = ""] = /^:root \{.*?^\}/ms.exec(CSS) ?? [];
  const [light = ""] = /^:root\[data-theme="light"\] \{.*?^\}/ms.exec(CSS) ?? [];
  const block = theme === "dark" ? dark : dark + light;
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, parseColour(value)]),
  );
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Rgb, b: Rgb): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const BEHIND = ["ground", "surface", "raised"];
const TEXT = ["text", "quiet", "accent", "good", "bad"];
/** Lines, bars, points and outlines that say something. */
const DRAWN = ["focus", "positive", "negative", "third", "lamp", "ink"];

test("contrast is what WCAG says it is", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});

describe.each(["dark", "light"] as const)("in the %s theme", (theme) => {
  const all = colours(theme);
  const pairs = (names: readonly string[]) => names.flatMap((name) => BEHIND.map((behind) => [name, behind]));

  test.each(pairs(TEXT))("%s can be read on %s", (name, behind) => {
    expect(contrast(all[name], all[behind])).toBeGreaterThanOrEqual(4.5);
  });

  test("the word on a filled button can be read", () => {
    expect(contrast(all["on-accent"], all.accent)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(DRAWN))("%s can be told from %s", (name, behind) => {
    expect(contrast(all[name], all[behind])).toBeGreaterThanOrEqual(3);
  });

  test("more light is always more: it goes on leaving the ground behind", () => {
    const palette = {
      ...all,
      lampCore: all["lamp-core"],
      dark: theme === "dark",
      font: "",
    } as unknown as Palette;
    const steps = Array.from({ length: 21 }, (_, i) => contrast(lightColour(palette, i / 20), all.ground));
    for (const [i, step] of steps.entries()) if (i > 0) expect(step).toBeGreaterThan(steps[i - 1]);
  });
});
