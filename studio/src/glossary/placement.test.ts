import fc from "fast-check";
import { expect, test } from "vitest";
import { placeBeside } from "./placement";

const WORD = { left: 100, top: 100, width: 60, height: 20 };

test("below its word, above it at the foot of the screen, at its side on a low one", () => {
  const wanted = { width: 300, height: 260 };
  expect(placeBeside(WORD, wanted, { width: 1280, height: 800 })).toMatchObject({ left: 100, top: 128 });
  expect(placeBeside({ ...WORD, top: 700 }, wanted, { width: 1280, height: 800 })).toMatchObject({
    top: 432,
  });
  expect(placeBeside({ ...WORD, top: 180 }, wanted, { width: 740, height: 360 })).toMatchObject({
    left: 168,
    top: 60,
  });
});

test("it is always whole on the screen", () => {
  const number = (most: number) => fc.integer({ min: 0, max: most });
  const screen = fc.record({
    width: fc.integer({ min: 160, max: 3840 }),
    height: fc.integer({ min: 120, max: 2160 }),
  });
  const word = fc.record({ left: number(3840), top: number(2160), width: number(400), height: number(60) });
  const wanted = fc.record({
    width: fc.integer({ min: 1, max: 500 }),
    height: fc.integer({ min: 1, max: 900 }),
  });
  fc.assert(
    fc.property(word, wanted, screen, (at, size, area) => {
      const placed = placeBeside(at, size, area);
      expect(placed.left).toBeGreaterThanOrEqual(0);
      expect(placed.top).toBeGreaterThanOrEqual(0);
      expect(placed.left + placed.width).toBeLessThanOrEqual(area.width);
      expect(placed.top + placed.height).toBeLessThanOrEqual(area.height);
    }),
  );
});
