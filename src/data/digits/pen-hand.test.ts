import { expect, test } from "vitest";
import { randomGenerator } from "../../model/random.js";
import { chooseStyle, curve, drawDigit } from "./pen-hand.js";
import { PEN_STYLES, type PenPoint, penStyle } from "./pen-styles.js";

const NAMES = Object.keys(PEN_STYLES);

test("a style is read as it is written", () => {
  expect(penStyle("50 0, 13 -14! / 0 100, 5 5", 0.7, 2)).toEqual({
    strokes: [
      [
        [0.5, 0],
        [0.13, -0.14, true],
      ],
      [
        [0, 1],
        [0.05, 0.05],
      ],
    ],
    width: 0.7,
    share: 2,
  });
});

test("every style has strokes of two places or more, and no digit has one twice", () => {
  expect(NAMES.join("")).toBe("0123456789");
  for (const [name, styles] of Object.entries(PEN_STYLES)) {
    expect(new Set(styles.map(({ strokes }) => JSON.stringify(strokes))).size, name).toBe(styles.length);
    for (const { strokes, width, share } of styles) {
      expect(Math.min(...strokes.map((places) => places.length)), name).toBeGreaterThanOrEqual(2);
      expect(
        strokes
          .flat(2)
          .filter((part) => part !== true)
          .every(Number.isFinite),
        name,
      ).toBe(true);
      expect(Math.min(width, share), name).toBeGreaterThan(0);
    }
  }
});

test("styles come as often as their shares say", () => {
  const styles = PEN_STYLES["7"];
  const random = randomGenerator(1, "test");
  const draws = 4000;
  const counts = new Map(styles.map((style) => [style, 0]));
  for (let i = 0; i < draws; i++) {
    const style = chooseStyle(styles, random);
    counts.set(style, (counts.get(style) ?? 0) + 1);
  }
  const sum = styles.reduce((total, { share }) => total + share, 0);
  for (const [{ share }, count] of counts) {
    const expected = (draws * share) / sum;
    // Five standard deviations of a binomial count.
    expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  }
});

test("a curve passes through its places, and goes straight from corner to corner", () => {
  const places: PenPoint[] = [
    [0, 0],
    [1, 0.5],
    [0.2, 1, true],
    [0.9, 0.8, true],
  ];
  const points = curve(places);
  for (const [x, y] of places) expect(points).toContainEqual([x, y]);
  for (const [x, y] of points.slice(-5)) expect(y - 1).toBeCloseTo(((x - 0.2) / 0.7) * -0.2, 12);
});

test("no two digits of a hand are the same, and all stay near the box that they are drawn in", () => {
  const random = randomGenerator(2, "test");
  for (const name of NAMES) {
    const drawings = Array.from({ length: 40 }, () => drawDigit(name, random));
    expect(new Set(drawings.map((drawing) => JSON.stringify(drawing))).size).toBe(40);
    for (const { strokes, penWidth } of drawings) {
      expect(penWidth).toBeGreaterThanOrEqual(1.3);
      expect(penWidth).toBeLessThan(2.8);
      for (const [x, y] of strokes.flat()) {
        // The longest slash of a zero goes 0.9 beyond its ring.
        expect(Math.abs(x)).toBeLessThan(2.5);
        expect(Math.abs(y)).toBeLessThan(2.2);
      }
    }
  }
});
