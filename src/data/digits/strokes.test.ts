import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { parseStrokes } from "./strokes.js";

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
