/**
 * @file Lamps: the picture of one neuron at a brightness. A lamp is drawn once for each of 64 brightnesses and then
 * stamped, for hundreds of them are painted in every frame.
 */

import { css, mix, type Palette, type Rgb } from "./palette";

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
    const { unlit, lamp, core, negative, ground, dark } = this.#palette;
    const canvas = document.createElement("canvas");
    const size = Math.ceil(2 * radius * HALO * this.#density);
    canvas.width = canvas.height = size;
    const context = canvas.getContext("2d");
    if (context === null) return canvas;
    context.setTransform(this.#density, 0, 0, this.#density, size / 2, size / 2);
    const light = Math.abs(level);
    const hue: Rgb = level < 0 ? negative : lamp;
    const heart: Rgb = level < 0 ? mix(negative, [255, 255, 255], 0.6) : core;
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
