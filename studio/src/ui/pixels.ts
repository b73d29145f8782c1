/**
 * @file Pixels as lamps: 0 is the dark of the room (or the paper of the light theme), 255 a lamp.
 */

import { mix, readColors } from "./colors";

export function drawPixels(
  context: CanvasRenderingContext2D,
  values: Uint8Array | Float32Array,
  side: number,
): void {
  const { dark, lamp, core } = readColors({ dark: "--ground", lamp: "--lamp", core: "--lamp-core" });
  const dim = document.documentElement.dataset.theme === "light";
  const image = context.createImageData(side, side);
  for (let i = 0; i < side * side; i++) {
    const brightness = values[i] / 255;
    // On paper ink is darkest where a lamp in the dark is brightest.
    const color =
      dim || brightness < 0.5
        ? mix(dark, lamp, dim ? brightness : 2 * brightness)
        : mix(lamp, core, 2 * brightness - 1);
    image.data.set([...color, 255], i * 4);
  }
  context.putImageData(image, 0, 0);
}
