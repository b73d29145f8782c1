/**
 * @file Pixels as lamps: 0 is the dark of the room, or the paper of the light theme.
 */

import { mix, readColors } from "./palette";

/**
 * @param values `[height, width]`
 * @param brightest the value of a full lamp
 */
export function drawPixels(
  context: CanvasRenderingContext2D,
  values: Uint8Array | Float32Array,
  [height, width]: readonly [number, number] = [28, 28],
  brightest = 255,
): void {
  const { dark, lamp, core } = readColors({ dark: "--ground", lamp: "--lamp", core: "--lamp-core" });
  const dim = document.documentElement.dataset.theme === "light";
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const brightness = Math.min(1, Math.max(0, values[i] / brightest));
    // On paper ink is darkest where a lamp in the dark is brightest.
    const color =
      dim || brightness < 0.5
        ? mix(dark, lamp, dim ? brightness : 2 * brightness)
        : mix(lamp, core, 2 * brightness - 1);
    image.data.set([...color, 255], i * 4);
  }
  context.putImageData(image, 0, 0);
}
