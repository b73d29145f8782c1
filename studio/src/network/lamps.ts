/**
 * @file Paints neurons: a lamp at a brightness, the input layer as the picture that it is and unrolled row by row into the
 * line of neurons that the network sees, and rings for numbers with a sign.
 */

import { css, mix, type Palette, type Rgb } from "../kit/palette";
import type { LayerPlace, Layout, PicturePlace } from "./layout";

/** A layer's brightnesses, −1 to 1, as `networkBrightness` of the library has them; the sign tells the colour. */
type Levels = Float64Array;

const STEPS = 64;
/** How far a halo reaches, in radii. */
const HALO = 2.4;

export class Lamps {
  readonly #palette: Palette;
  readonly #density: number;
  readonly #drawn = new Map<string, HTMLCanvasElement>();

  /** @param density device pixels in a CSS pixel */
  constructor(palette: Palette, density: number) {
    this.#palette = palette;
    this.#density = density;
  }

  /** @param level −1 to 1: the sign chooses the hue, 0 is unlit */
  paint(context: CanvasRenderingContext2D, x: number, y: number, radius: number, level: number): void {
    // A stage that is hidden has no room for lamps.
    if (radius <= 0) return;
    const lamp = this.#lamp(radius, Math.round(level * STEPS));
    const size = lamp.width / this.#density;
    context.drawImage(lamp, x - size / 2, y - size / 2, size, size);
  }

  #lamp(radius: number, step: number): HTMLCanvasElement {
    const key = `${radius.toFixed(2)}/${step}`;
    let lamp = this.#drawn.get(key);
    if (lamp === undefined) {
      lamp = this.#draw(radius, step / STEPS);
      this.#drawn.set(key, lamp);
    }
    return lamp;
  }

  #draw(radius: number, level: number): HTMLCanvasElement {
    const { unlit, lamp, lampCore, negative, ground, dark } = this.#palette;
    const canvas = document.createElement("canvas");
    const size = Math.ceil(2 * radius * HALO * this.#density);
    canvas.width = canvas.height = size;
    const context = canvas.getContext("2d");
    if (context === null) return canvas;
    context.setTransform(this.#density, 0, 0, this.#density, size / 2, size / 2);
    const light = Math.abs(level);
    const hue: Rgb = level < 0 ? negative : lamp;
    const heart: Rgb = level < 0 ? mix(negative, [255, 255, 255], 0.6) : lampCore;
    if (light > 0) disc(context, radius * HALO, glow(context, hue, radius, light * (dark ? 0.5 : 0.3)));
    // Opaque, so that the edges end at the rim.
    disc(context, radius, css(mix(ground, hue, light ** 0.8)));
    if (light > 0) {
      const fill = context.createRadialGradient(0, 0, 0, 0, 0, radius);
      fill.addColorStop(0, css(heart, light ** 1.6));
      fill.addColorStop(0.4, css(heart, 0.8 * light ** 2.2));
      fill.addColorStop(1, css(heart, 0));
      disc(context, radius, fill);
    }
    context.strokeStyle = css(mix(unlit, hue, light));
    context.lineWidth = Math.min(1.5, radius * 0.22);
    context.beginPath();
    context.arc(0, 0, radius - context.lineWidth / 2, 0, 2 * Math.PI);
    context.stroke();
    return canvas;
  }
}

function disc(context: CanvasRenderingContext2D, radius: number, fill: string | CanvasGradient): void {
  context.fillStyle = fill;
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.fill();
}

function glow(context: CanvasRenderingContext2D, hue: Rgb, radius: number, alpha: number): CanvasGradient {
  const gradient = context.createRadialGradient(0, 0, radius * 0.7, 0, 0, radius * HALO);
  gradient.addColorStop(0, css(hue, alpha));
  gradient.addColorStop(0.5, css(hue, alpha * 0.3));
  gradient.addColorStop(1, css(hue, 0));
  return gradient;
}

/** The input layer as the picture that it is: a lamp for each pixel, dark where nothing is lit. */
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

/** Weighted sums before the activation function has made light of them: rings with the hue of their sign. */
export function paintSums(
  context: CanvasRenderingContext2D,
  { x, y, radius }: LayerPlace,
  sums: ArrayLike<number>,
  { positive, negative }: Palette,
  opacity: number,
): void {
  context.lineWidth = Math.max(1, radius * 0.25);
  for (let unit = 0; unit < sums.length; unit++) {
    context.strokeStyle = css(sums[unit] < 0 ? negative : positive, opacity);
    context.beginPath();
    context.arc(x[unit], y[unit], Math.max(0, radius - context.lineWidth / 2), 0, 2 * Math.PI);
    context.stroke();
  }
}

/** A layer's δ: wider and stronger rings for larger ones. Layers are apart by powers of ten, so each has its own scale. */
export function paintDeltas(
  context: CanvasRenderingContext2D,
  { x, y, radius }: LayerPlace,
  deltas: ArrayLike<number>,
  { positive, negative }: Palette,
  opacity: number,
): void {
  let most = 0;
  for (let unit = 0; unit < deltas.length; unit++) most = Math.max(most, Math.abs(deltas[unit]));
  if (most === 0) return;
  for (let unit = 0; unit < deltas.length; unit++) {
    const share = Math.abs(deltas[unit]) / most;
    context.lineWidth = Math.max(1, radius * 0.6 * share);
    context.strokeStyle = css(deltas[unit] < 0 ? negative : positive, opacity * (0.25 + 0.75 * share));
    context.beginPath();
    context.arc(x[unit], y[unit], radius + context.lineWidth / 2, 0, 2 * Math.PI);
    context.stroke();
  }
}
