import { PNG } from "pngjs";
import { expect, test } from "vitest";
import type { Html } from "../html.js";
import {
  bar,
  barRange,
  heatMap,
  linesChart,
  pixelImage,
  reliabilityChart,
  scatterChart,
  spectrogramImage,
  waveformChart,
} from "./charts.js";

const chart = (values: readonly (number | null)[], mark?: { epoch: number; text: string }): string =>
  linesChart({
    title: "Loss <by> epoch",
    xName: "epoch",
    yName: "loss",
    lines: [{ style: "first", values }],
    ...(mark === undefined ? {} : { mark }),
  }).text;

test("a line from the first epoch at the left to the last at the right", () => {
  const drawn = chart([1, 0.5, 0.25]);
  expect(drawn).toContain("<title>Loss &lt;by&gt; epoch</title>");
  expect(drawn).toMatch(/class="line first" d="M58 12L233 124L408 180"/);
});

test("it breaks where a number is lacking", () => {
  expect(chart([1, null, 0.5, 0.3])).toMatch(/d="M58 12M[\d.]+ 124L/);
});

test("one epoch is a dot", () => {
  expect(chart([0.7])).toContain('<circle class="dot first"');
});

test("thousands of epochs are thinned, to the last one", () => {
  const values = Array.from({ length: 4999 }, (_, i) => 1 / (i + 1));
  const drawn = chart(values);
  expect(drawn.length).toBeLessThan(12_000);
  expect(drawn).toMatch(/L408 236"/);
});

test("the epoch that was kept is marked", () => {
  expect(chart([3, 2, 1, 2], { epoch: 3, text: "kept" })).toContain(">kept</text>");
});

const OPTIONS = { title: "t", xName: "actual", yName: "predicted", xs: [0, 10], ys: [2, 10] };

test("a point each, and the line of what is right", () => {
  const { text } = scatterChart({ ...OPTIONS, ideal: "equal" });
  expect(text).toContain('class="ideal" d="M58 236L408 12"');
  expect(text).toContain('class="points" d="M58 191.2h0M408 12h0"');
});

test("residuals lie around 0", () => {
  const { text } = scatterChart({ ...OPTIONS, ys: [-1, 1], ideal: "zero" });
  expect(text).toContain('class="ideal" d="M58 124L408 124"');
});

test("a dot for each bin that has answers, at its confidence and accuracy", () => {
  const { text } = reliabilityChart({
    title: "t",
    xName: "confidence",
    yName: "right",
    bins: [
      { from: 0, to: 0.5, count: 0 },
      { from: 0.5, to: 1, count: 4, confidence: 0.8, accuracy: 0.5 },
    ],
    describe: ({ count }) => `${count} answers`,
  });
  expect(text.match(/<circle/g)).toHaveLength(1);
  expect(text).toContain('cx="338" cy="124"');
  expect(text).toContain("<title>4 answers</title>");
  expect(text.match(/class="count"/g)).toHaveLength(1);
});

test("a range holds 0, all bars and their whiskers", () => {
  expect(
    barRange([
      { value: 3, deviation: 1 },
      { value: -1, deviation: 0.5 },
    ]),
  ).toEqual({ from: -1.5, to: 4 });
  expect(barRange([{ value: 0, deviation: 0 }])).toEqual({ from: 0, to: 1 });
});

test("a bar begins at 0", () => {
  const { text } = bar(2, 1, { from: 0, to: 4 });
  expect(text).toContain('x="0" y="3" width="100"');
  expect(text).toContain('d="M50 8H150M0 0V16"');
  expect(bar(-1, 0, { from: -1, to: 1 }).text).toContain('x="0" y="3" width="100"');
});

test("the largest number has the strongest colour; below 0 there is none", () => {
  const { text } = heatMap({
    title: "t",
    rows: 1,
    columns: 3,
    values: [0.2, -0.1, 0.1],
    text: String,
    describe: (cell) => `cell <${cell}>`,
  });
  expect([...text.matchAll(/fill-opacity="([\d.]+)"/g)].map(([, share]) => share)).toEqual([
    "0.750",
    "0.000",
    "0.375",
  ]);
  expect(text).toContain("cell &lt;1&gt;");
});

test("numbers that are all 0", () => {
  const { text } = heatMap({ title: "t", rows: 1, columns: 1, values: [0], text: String, describe: String });
  expect(text).toContain('fill-opacity="0.000"');
});

const decode = ({ text }: Html): PNG =>
  PNG.sync.read(Buffer.from(/base64,([^"]+)/.exec(text)?.[1] ?? "", "base64"));

test("the pixels come back", () => {
  const image = pixelImage({ height: 1, width: 2, channels: 1, levels: [0, 1] }, 'a "5"');
  expect([...decode(image).data]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  expect(image.text).toContain('alt="a &quot;5&quot;"');
  const colored = pixelImage({ height: 1, width: 1, channels: 3, levels: [1, 0.5, 0] }, "");
  expect([...decode(colored).data]).toEqual([255, 128, 0, 255]);
});

test("large pictures are brought down", () => {
  const image = decode(
    pixelImage({ height: 200, width: 100, channels: 1, levels: new Float32Array(20_000).fill(1) }, ""),
  );
  expect([image.width, image.height]).toEqual([34, 67]);
  expect([...image.data.subarray(0, 3)]).toEqual([255, 255, 255]);
});

test("a spectrogram has its highest band at the top", () => {
  const { data, width, height } = decode(
    spectrogramImage({ frames: 2, bands: 3, levels: [0, 0, 1, 0, 0, 0] }, ""),
  );
  expect([width, height]).toEqual([2, 3]);
  expect(data[0]).toBeGreaterThan(200);
  expect(data[4]).toBeLessThan(60);
});

test("the loudest sample fills the height", () => {
  expect(waveformChart([0, 0.5, -0.25, 0], "a word").text).toContain("M60 24V1M100 35.5V24");
});

test("long recordings have as many strokes as short ones, and silence is a line", () => {
  const strokes = (samples: Float32Array): number => waveformChart(samples, "").text.match(/V/g)?.length ?? 0;
  expect(strokes(new Float32Array(100_000))).toBe(160);
  expect(waveformChart([], "").text).toContain('d="M0 24H160"');
});
