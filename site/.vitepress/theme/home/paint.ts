/**
 * @file Paints the network of the first page: its pixels, its neurons as lamps, and of what they send each other the strongest.
 */

import type { Model, Trace } from "akari";

/** How the picture is divided, in shares of its width; the rest of its width is for the names of the outputs. */
const LAYERS_AT = [0.56, 0.74, 0.91];
const SIDE = 28;
/** Edges drawn into a layer: what others send is hardly seen. */
const EDGES = 120;
/** How long the light takes from one layer to the next, in milliseconds. */
export const STEP = 260;

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface Places {
  readonly pixels: readonly Place[];
  readonly layers: readonly (readonly Place[])[];
  /** The square that the pixels stand in. */
  readonly square: { readonly left: number; readonly top: number; readonly side: number };
}

export function placeNetwork(width: number, height: number, units: readonly number[]): Places {
  const side = Math.min(height, width * 0.42);
  const square = { left: 0, top: (height - side) / 2, side };
  const pitch = side / SIDE;
  const pixels = Array.from({ length: SIDE * SIDE }, (_, i) => ({
    x: square.left + ((i % SIDE) + 0.5) * pitch,
    y: square.top + (Math.floor(i / SIDE) + 0.5) * pitch,
    radius: pitch * 0.46,
  }));
  const most = Math.max(...units);
  const layers = units.map((count, layer) => {
    const apart = height / most;
    const top = (height - apart * count) / 2;
    return Array.from({ length: count }, (_, unit) => ({
      x: LAYERS_AT[layer] * width,
      y: top + (unit + 0.5) * apart,
      radius: Math.min(apart * 0.36, width * 0.016),
    }));
  });
  return { pixels, layers, square };
}

/** The tokens of the Studio that are drawn with. */
function readColours(element: Element) {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    unlit: read("unlit"),
    lamp: read("lamp"),
    core: read("lamp-core"),
    ink: read("ink"),
    positive: read("positive"),
    negative: read("negative"),
    text: read("text"),
    quiet: read("quiet"),
    surface: read("surface"),
    line: read("line"),
    font: read("font"),
  };
}

export interface Scene {
  readonly model: Model;
  readonly trace: Trace;
  /** How far the light has come: 0 the pixels, 1 the first layer, and so on. */
  readonly light: number;
}

export function paint(canvas: HTMLCanvasElement, places: Places, scene: Scene): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const density = window.devicePixelRatio || 1;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const colours = readColours(canvas);
  const { model, trace, light } = scene;

  const { left, top, side } = places.square;
  context.fillStyle = colours.surface;
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(left + 0.5, top + 0.5, side - 1, side - 1, 8);
  context.fill();
  context.stroke();

  const columns = [places.pixels, ...places.layers];
  const activations = [trace.inputs, ...trace.layers.map((layer) => layer.activations)];
  model.parameters.forEach(({ weight }, layer) => {
    const come = Math.min(1, Math.max(0, light - layer));
    if (come === 0) return;
    const from = activations[layer];
    const to = columns[layer + 1];
    const sent = strongest(weight, from, to.length);
    const most = Math.abs(sent[0]?.value ?? 0);
    for (const { unit, input, value } of sent) {
      const start = columns[layer][input];
      const end = to[unit];
      context.globalAlpha = (Math.abs(value) / most) * 0.7 * come;
      context.strokeStyle = value > 0 ? colours.positive : colours.negative;
      context.beginPath();
      context.moveTo(start.x, start.y);
      context.lineTo(start.x + (end.x - start.x) * come, start.y + (end.y - start.y) * come);
      context.stroke();
    }
  });

  columns.forEach((column, layer) => {
    const come = layer === 0 ? 1 : Math.min(1, Math.max(0, light - layer + 0.5) * 2);
    column.forEach(({ x, y, radius }, unit) => {
      const value = activations[layer][unit] * come;
      if (layer === 0 && value < 0.02) return;
      context.globalAlpha = 1;
      if (layer > 0) {
        context.fillStyle = colours.surface;
        context.strokeStyle = colours.unlit;
        context.lineWidth = 1.5;
        circle(context, x, y, radius);
        context.fill();
        context.stroke();
        context.globalAlpha = value * 0.22;
        context.fillStyle = colours.lamp;
        circle(context, x, y, radius * 2.2);
        context.fill();
      }
      context.globalAlpha = value;
      context.fillStyle = layer === 0 ? colours.ink : colours.lamp;
      circle(context, x, y, radius);
      context.fill();
      if (layer === 0) return;
      context.globalAlpha = value ** 3;
      context.fillStyle = colours.core;
      circle(context, x, y, radius * 0.6);
      context.fill();
    });
  });

  context.globalAlpha = 1;
  const outputs = columns.at(-1) ?? [];
  const size = Math.max(11, Math.min(20, (outputs[1].y - outputs[0].y) * 0.8));
  context.textBaseline = "middle";
  outputs.forEach(({ x, y, radius }, unit) => {
    const value = activations[activations.length - 1][unit];
    const isAnswer =
      light >= model.parameters.length && value === Math.max(...activations[activations.length - 1]);
    context.font = `${isAnswer ? 700 : 400} ${size}px ${colours.font}`;
    context.fillStyle = isAnswer ? colours.text : colours.quiet;
    context.fillText(String(unit), x + radius * 2.4, y);
  });
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

/** What is sent along the edges into a layer, weight times activation, the strongest first. */
function strongest(
  weights: ArrayLike<number>,
  from: ArrayLike<number>,
  units: number,
): { unit: number; input: number; value: number }[] {
  const all: { unit: number; input: number; value: number }[] = [];
  for (let unit = 0; unit < units; unit++) {
    for (let input = 0; input < from.length; input++) {
      const value = weights[unit * from.length + input] * from[input];
      if (value !== 0) all.push({ unit, input, value });
    }
  }
  return all.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, EDGES);
}
