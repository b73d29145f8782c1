import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import {
  fromStrokes,
  PEN_WIDTH,
  type Point,
  parseStrokes,
  placeStrokes,
  type Stroke,
} from "./from-strokes.js";

const SEVEN: Stroke[] = [
  [
    [10, 20],
    [70, 20],
    [30, 120],
  ],
];

const sum = (pixels: Uint8Array): number => pixels.reduce((total, ink) => total + ink, 0);

/** First and last row and column with any ink, and the centre of mass, in pixel edges. */
function measure(pixels: Uint8Array) {
  const lit = [...pixels.keys()].filter((i) => pixels[i] > 0);
  const columns = lit.map((i) => i % 28);
  const rows = lit.map((i) => Math.floor(i / 28));
  const mean = (at: (i: number) => number): number =>
    lit.reduce((total, i) => total + pixels[i] * (at(i) + 0.5), 0) / sum(pixels);
  return {
    width: Math.max(...columns) - Math.min(...columns) + 1,
    height: Math.max(...rows) - Math.min(...rows) + 1,
    across: mean((i) => i % 28),
    down: mean((i) => Math.floor(i / 28)),
  };
}

const point = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }));
const drawing = fc.array(fc.array(point, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });
const spread = (strokes: Point[][]): number => {
  const points = strokes.flat();
  const extent = (values: number[]): number => Math.max(...values) - Math.min(...values);
  return Math.max(extent(points.map(([x]) => x)), extent(points.map(([, y]) => y)));
};

test("the longest side becomes 20 pixels and the centre of mass the middle of pixel 14", () => {
  const { height, across, down } = measure(fromStrokes(SEVEN));
  // A box of 20 that begins within a pixel touches 21.
  expect(height).toBeGreaterThanOrEqual(20);
  expect(height).toBeLessThanOrEqual(21);
  expect(Math.abs(across - 14.5)).toBeLessThan(0.1);
  expect(Math.abs(down - 14.5)).toBeLessThan(0.1);
});

test("an upright line has the area of its pen's path", () => {
  const pixels = fromStrokes([
    [
      [0, 0],
      [0, 5],
    ],
  ]);
  const area = PEN_WIDTH * (20 - PEN_WIDTH) + Math.PI * (PEN_WIDTH / 2) ** 2;
  expect(sum(pixels) / 255).toBeCloseTo(area, 0);
  expect(measure(pixels).width).toBeLessThanOrEqual(3);
});

test("a wider pen leaves more ink", () => {
  expect(sum(fromStrokes(SEVEN, { penWidth: 4 }))).toBeGreaterThan(sum(fromStrokes(SEVEN)) * 1.5);
});

test("a dot is a dot in the middle", () => {
  const pixels = fromStrokes([[[400, 3]]]);
  expect(sum(pixels) / 255).toBeCloseTo(Math.PI * (PEN_WIDTH / 2) ** 2, 0);
  expect(pixels[14 * 28 + 14]).toBe(255);
});

test("ink far from the centre of mass stays in the picture", () => {
  const hatched = [0, 20, 40, 60, 80, 100, 120].map(
    (x): Stroke => [
      [x, 0],
      [x, 300],
    ],
  );
  const arm: Stroke = [
    [0, 0],
    [400, 0],
  ];
  const pixels = fromStrokes([...hatched, arm]);
  const { width, across } = measure(pixels);
  expect(width).toBe(20);
  expect(pixels[28 * 14 - 1]).toBe(0);
  expect(across).toBeLessThan(14.2);
});

test("where and how large it was drawn makes no difference", () => {
  fc.assert(
    fc.property(
      drawing,
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.integer({ min: -10, max: 20 }),
      (strokes, shift, power) => {
        // Whole numbers times powers of two: no rounding in the coordinates themselves.
        const moved = strokes.map((stroke) =>
          stroke.map(([x, y]): Point => [(x + shift) * 2 ** power, (y - shift) * 2 ** power]),
        );
        expect(fromStrokes(moved)).toEqual(fromStrokes(strokes));
      },
    ),
    { numRuns: 50 },
  );
});

test("any drawing fills the box and is centred, or pushed to the picture's rim", () => {
  fc.assert(
    fc.property(drawing, (strokes) => {
      fc.pre(spread(strokes) > 0);
      const { width, height, across, down } = measure(fromStrokes(strokes));
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(19);
      expect(Math.max(width, height)).toBeLessThanOrEqual(21);
      for (const mass of [across, down]) expect(Math.abs(mass - 14.5)).toBeLessThan(7);
    }),
    { numRuns: 50 },
  );
});

test("the placement tells where fromStrokes has put a drawing", () => {
  const { bounds, scale, size, mass, corner } = placeStrokes(SEVEN);
  expect(bounds).toEqual({ left: 10, top: 20, width: 60, height: 100 });
  expect(scale).toBeCloseTo((20 - PEN_WIDTH) / 100);
  expect(size).toEqual([60 * scale + PEN_WIDTH, 20]);
  const { across, down } = measure(fromStrokes(SEVEN));
  expect(corner[0] + mass[0]).toBeCloseTo(across, 1);
  expect(corner[1] + mass[1]).toBeCloseTo(down, 1);
  // The pen was set down at the corner of the points' box.
  const at = (x: number, y: number): number =>
    fromStrokes(SEVEN)[Math.floor(corner[1] + y) * 28 + Math.floor(corner[0] + x)];
  expect(at(PEN_WIDTH / 2, PEN_WIDTH / 2)).toBeGreaterThan(128);
  expect(at(size[0] - PEN_WIDTH / 2, PEN_WIDTH / 2)).toBeGreaterThan(128);
});

test("a dot is not scaled", () => {
  expect(placeStrokes([[[400, 3]]])).toMatchObject({ scale: 0, size: [PEN_WIDTH, PEN_WIDTH] });
});

describe("what cannot be drawn gets a sentence", () => {
  test.each([
    ["no strokes", [], "nothing is drawn"],
    ["empty strokes", [[], []], "nothing is drawn"],
    ["not a number", [[[0, 0]], [[1, Number.NaN]]], "Point 1 of stroke 2 is (1, NaN)"],
    ["infinite", [[[Number.POSITIVE_INFINITY, 0]]], "two finite numbers"],
    ["too far apart", [[[-1.5e308, 0]], [[1.5e308, 0]]], "too far apart"],
  ] satisfies [string, Stroke[], string][])("%s", (_what, strokes, sentence) => {
    expect(() => fromStrokes(strokes)).toThrow(AkariError);
    expect(() => fromStrokes(strokes)).toThrow(sentence);
  });

  test.each([0, -1, 20, Number.NaN])("a pen %d wide", (penWidth) => {
    expect(() => fromStrokes(SEVEN, { penWidth })).toThrow("A pen must be wider than 0");
  });

  test("any numbers at all are drawn or refused with an AkariError", () => {
    const strokes = fc.array(fc.array(fc.tuple(fc.double(), fc.double()), { maxLength: 4 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(strokes, (any) => {
        try {
          expect(sum(fromStrokes(any))).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof AkariError)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });
});

test("one drawing a line, with or without a label; empty lines and other keys are passed over", () => {
  const text =
    '{"label": 3, "writer": "a/1", "strokes": [[[0, 0], [1.5, -2]], [[3, 4]]]}\r\n\n{"strokes": [[[5, 6]]]}\n';
  expect(parseStrokes(text, "drawn.jsonl")).toEqual([
    {
      line: 1,
      label: "3",
      strokes: [
        [
          [0, 0],
          [1.5, -2],
        ],
        [[3, 4]],
      ],
    },
    { line: 3, strokes: [[[5, 6]]] },
  ]);
});

test("a label may be text; null is none", () => {
  const [named, unnamed] = parseStrokes(
    '{"label": "yes", "strokes": [[[0, 0]]]}\n{"label": null, "strokes": [[[0, 0]]]}',
    "drawn.jsonl",
  );
  expect(named.label).toBe("yes");
  expect(unnamed).not.toHaveProperty("label");
});

describe("a bad line gets a sentence with its number", () => {
  const good = '{"strokes": [[[0, 0]]]}';
  test.each([
    ["{", "line 2: this is not JSON"],
    ["null", "line 2: there are no strokes"],
    ["7", "line 2: there are no strokes"],
    ["[[[0, 0]]]", "line 2: there are no strokes"],
    ['{"stroke": []}', "line 2: there are no strokes"],
    ['{"strokes": {}}', "line 2: the strokes are not a list"],
    ['{"strokes": []}', "line 2: nothing is drawn"],
    ['{"strokes": [[], []]}', "line 2: nothing is drawn"],
    ['{"strokes": [[[0, 0]], 5]}', "line 2: stroke 2 is not a list of points"],
    ['{"strokes": [[[0, 0], [1]]]}', "line 2: stroke 1, point 2 is not a pair of finite numbers"],
    ['{"strokes": [[[0, 1, 2]]]}', "point 1 is not a pair"],
    ['{"strokes": [[[0, "1"]]]}', "point 1 is not a pair"],
    ['{"strokes": [[[0, 1e999]]]}', "point 1 is not a pair of finite numbers"],
    ['{"strokes": [[[0, null]]]}', "point 1 is not a pair"],
    ['{"strokes": [[[0, 0]]], "label": [1]}', "line 2: the label is neither"],
  ])("%s", (line, sentence) => {
    expect(() => parseStrokes(`${good}\n${line}\n`, "drawn.jsonl")).toThrow(AkariError);
    expect(() => parseStrokes(`${good}\n${line}\n`, "drawn.jsonl")).toThrow(/^drawn\.jsonl, /);
    expect(() => parseStrokes(`${good}\n${line}\n`, "drawn.jsonl")).toThrow(sentence);
  });

  test.each(["", "\n\n"])("nothing at all: %j", (text) => {
    expect(() => parseStrokes(text, "drawn.jsonl")).toThrow("drawn.jsonl holds no drawings");
  });
});

test("any text at all is read or refused with an AkariError", () => {
  const values = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"strokes":${json}}`),
  );
  fc.assert(
    fc.property(values, (text) => {
      try {
        expect(parseStrokes(text, "drawn.jsonl").length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(AkariError);
      }
    }),
  );
});
