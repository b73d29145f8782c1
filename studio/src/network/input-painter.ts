/**
 * @file Paints the input layer twice: as the picture that it is, and unrolled row by row into the line of neurons that
 * the network sees.
 */

import type { Levels } from "./brightness";
import type { Lamps } from "./lamps";
import type { Layout, PicturePlace } from "./layout";
import { css, mix, type Palette } from "./palette";

export function paintPicture(
  context: CanvasRenderingContext2D,
  { x, y, radius }: PicturePlace,
  levels: Levels | undefined,
  lamps: Lamps,
): void {
  for (let unit = 0; unit < x.length; unit++)
    lamps.paint(context, x[unit], y[unit], radius, levels?.[unit] ?? 0);
}

/** A layer of too many neurons for lamps: each is a thin line across the strip. */
export function paintStrip(
  context: CanvasRenderingContext2D,
  { layers: [place], orientation }: Layout,
  levels: Levels | undefined,
  { ground, unlit, lamp, negative }: Palette,
): void {
  const { x, y, width, height } = place.box;
  context.fillStyle = css(mix(ground, unlit, 0.5));
  context.fillRect(x, y, width, height);
  if (levels === undefined) return;
  const flat = orientation === "landscape";
  const pitch = (flat ? height : width) / place.count;
  for (let unit = 0; unit < place.count; unit++) {
    const level = levels[unit];
    if (level === 0) continue;
    context.fillStyle = css(level > 0 ? lamp : negative, Math.abs(level));
    if (flat) context.fillRect(x, y + unit * pitch, width, pitch);
    else context.fillRect(x + unit * pitch, y, pitch, height);
  }
}

/** Which rows of the picture became which stretches of the line: faint bands from one to the other. */
export function paintUnrolling(
  context: CanvasRenderingContext2D,
  { picture, layers: [place], orientation }: Layout,
  { unlit }: Palette,
): void {
  if (picture === undefined) return;
  const flat = orientation === "landscape";
  const line = place.box;
  const { box } = picture;
  context.strokeStyle = css(unlit, 0.6);
  context.lineWidth = 1;
  context.beginPath();
  for (let row = 0; row <= picture.rows; row++) {
    const share = row / picture.rows;
    // On a phone the line lies under the picture, whose rows cannot be followed past each other: only its two ends are.
    if (flat)
      curve(
        context,
        box.x + box.width,
        box.y + share * box.height,
        line.x,
        line.y + share * line.height,
        true,
      );
    else if (row === 0 || row === picture.rows)
      curve(
        context,
        box.x + share * box.width,
        box.y + box.height,
        line.x + share * line.width,
        line.y,
        false,
      );
  }
  context.stroke();
}

function curve(
  context: CanvasRenderingContext2D,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  flat: boolean,
): void {
  const mx = (x0 + x1) / 2;
  const my = (y0 + y1) / 2;
  context.moveTo(x0, y0);
  if (flat) context.bezierCurveTo(mx, y0, mx, y1, x1, y1);
  else context.bezierCurveTo(x0, my, x1, my, x1, y1);
}
