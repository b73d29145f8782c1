/**
 * @file The axes of a square picture: its frame, ticks, and the names of what goes across and up.
 */

import { type Frame, tickLabel, ticks, toPixels } from "../geometry";
import { css, type Palette } from "./palette";

export function drawAxes(
  context: CanvasRenderingContext2D,
  frame: Frame,
  palette: Palette,
  [across, up]: readonly [string, string],
): void {
  const { left, top, side, range } = frame;
  const bottom = top + side;
  context.lineWidth = 1;
  context.strokeStyle = css(palette.line);
  context.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
  const [zeroX, zeroY] = toPixels(frame, 0, 0);
  context.beginPath();
  context.moveTo(Math.round(zeroX) + 0.5, top);
  context.lineTo(Math.round(zeroX) + 0.5, bottom);
  context.moveTo(left, Math.round(zeroY) + 0.5);
  context.lineTo(left + side, Math.round(zeroY) + 0.5);
  context.stroke();

  context.fillStyle = css(palette.quiet);
  context.font = `12px ${palette.font}`;
  const values = ticks(frame);
  values.forEach((value, i) => {
    const [x] = toPixels(frame, value, 0);
    const [, y] = toPixels(frame, 0, value);
    const last = i === values.length - 1;
    context.textBaseline = "alphabetic";
    context.textAlign = i === 0 ? "left" : last ? "right" : "center";
    context.fillText(tickLabel(value, range), x, bottom + 16);
    context.textAlign = "right";
    context.textBaseline = i === 0 ? "alphabetic" : last ? "top" : "middle";
    // Very large ones are made narrower rather than cut off.
    context.fillText(tickLabel(value, range), left - 6, y, left - 8);
  });
  context.fillStyle = css(palette.text);
  context.font = `italic 14px ${palette.font}`;
  context.textBaseline = "alphabetic";
  context.textAlign = "right";
  context.fillText(across, left + side * 0.875 + 6, bottom + 16);
  context.textBaseline = "middle";
  context.fillText(up, left - 8, top + side * 0.125);
}
