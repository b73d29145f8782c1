import { fromStrokes } from "akari/data";
import { expect, test } from "vitest";
import { BLANK, beginStroke, extendStroke, isBlank, onPad, type PadContent, toInput } from "./drawing.svelte";

const picture: PadContent = {
  kind: "picture",
  input: { values: new Uint8Array(784), source: { kind: "mnist", index: 3, label: 0 } },
};

test("strokes grow by what the pen does, and older sheets stay as they were", () => {
  const one = beginStroke(BLANK, [0.1, 0.2]);
  const longer = extendStroke(one, [
    [0.1, 0.2],
    [0.3, 0.4],
    [0.3, 0.4],
  ]);
  const two = beginStroke(longer, [0.5, 0.5]);
  expect(one).toEqual({ kind: "strokes", strokes: [[[0.1, 0.2]]] });
  expect(two).toEqual({
    kind: "strokes",
    strokes: [
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      [[0.5, 0.5]],
    ],
  });
  expect(isBlank(BLANK)).toBe(true);
  expect(isBlank(two)).toBe(false);
  expect(extendStroke(one, [[0.1, 0.2]])).toBe(one);
});

test("a picture gives way to the pen, and is not drawn on without one", () => {
  expect(beginStroke(picture, [0, 1])).toEqual({ kind: "strokes", strokes: [[[0, 1]]] });
  expect(extendStroke(picture, [[0, 1]])).toBe(picture);
  expect(extendStroke(BLANK, [[0, 1]])).toBe(BLANK);
});

test("the network is given a picture as it is, strokes as MNIST would show them, and of nothing nothing", () => {
  expect(toInput(BLANK)).toBeUndefined();
  expect(toInput(picture)).toBe(picture.kind === "picture" && picture.input);
  const drawn = extendStroke(beginStroke(BLANK, [0.5, 0.1]), [[0.5, 0.9]]);
  expect(toInput(drawn, "demonstration")?.source).toEqual({ kind: "demonstration" });
  expect(toInput(drawn)).toEqual({
    values: fromStrokes([
      [
        [0.5, 0.1],
        [0.5, 0.9],
      ],
    ]),
    source: { kind: "drawing" },
  });
});

test("places of the screen become places of the pad, held at its rim", () => {
  const pad = { left: 100, top: 50, width: 200, height: 200 };
  expect(onPad(150, 150, pad)).toEqual([0.25, 0.5]);
  expect(onPad(20, 999, pad)).toEqual([0, 1]);
});
