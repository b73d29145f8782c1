import { PNG } from "pngjs";
import { expect, test } from "vitest";
import type { Html } from "../html.js";
import { pixelImage, spectrogramImage, waveformChart } from "./images.js";

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
