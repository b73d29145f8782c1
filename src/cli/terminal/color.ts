/**
 * @file What colours a stream can show, and the colours of light.
 */

import { WriteStream } from "node:tty";
import { styleText } from "node:util";
import type { Io, TextStream } from "../io.js";
import { esc } from "./output.js";

/** Bits of colour: none, the 16 named ones, the 256 of xterm, or any. */
type ColorDepth = 1 | 4 | 8 | 24;

/** How to write for one stream. */
export interface Style {
  readonly depth: ColorDepth;
  /** Bold, dim and named colours; plain text where there are none. */
  readonly text: Readonly<Record<Accent, (text: string) => string>>;
}

const ACCENTS = ["bold", "dim", "red", "green", "yellow"] as const;
type Accent = (typeof ACCENTS)[number];

/** Without colours. */
export const PLAIN: Style = styleOf(1);

/** How to write with so many bits of colour. */
export function styleOf(depth: ColorDepth): Style {
  const accents = ACCENTS.map((name): [Accent, (text: string) => string] => {
    if (depth === 1) return [name, (text) => text];
    const [begin, end] = styleText(name, "|", { validateStream: false }).replaceAll("\x1b", esc()).split("|");
    return [name, (text) => `${begin}${text}${end}`];
  });
  return { depth, text: Object.fromEntries(accents) as Style["text"] };
}

/** The style that suits a stream: colours in a terminal that has them, unless the environment says otherwise. */
export function streamStyle(stream: TextStream, env: Io["env"]): Style {
  return styleOf(colorDepth(stream.isTTY === true, env));
}

/**
 * `NO_COLOR` (no-color.org) rules out colours. `FORCE_COLOR` asks for them where there is no terminal: 0 none,
 * 1 sixteen at least, 2 for 256, 3 for all. Otherwise `COLORTERM` and Node's knowledge of terminals decide.
 */
export function colorDepth(isTTY: boolean, env: Io["env"]): ColorDepth {
  const { NO_COLOR, FORCE_COLOR: forced, ...rest } = env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return 1;
  if (forced === "0" || forced === "false") return 1;
  if (forced === "2") return 8;
  if (forced === "3") return 24;
  if (!isTTY && forced === undefined) return 1;
  // Node would trust tmux and the like with 256 colours only; they bring down what their terminal cannot show.
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? "") && env.TERM !== "dumb") return 24;
  const known = WriteStream.prototype.getColorDepth(rest) as ColorDepth;
  return forced !== undefined && known < 4 ? 4 : known;
}

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** A lamp from dark over amber to warm white; each stop is brighter than the one before. */
const WARM: readonly Rgb[] = [
  [38, 35, 40],
  [122, 70, 14],
  [228, 142, 28],
  [255, 208, 104],
  [255, 248, 226],
];
/** The same in blue, for activations below zero. */
const COOL: readonly Rgb[] = [
  [38, 35, 40],
  [24, 66, 128],
  [46, 128, 222],
  [126, 190, 255],
  [232, 244, 255],
];

/** The colour of a neuron: 0 dark to 1 bright, blue from 0 down to −1. */
export function light(level: number): Rgb {
  const ramp = level < 0 ? COOL : WARM;
  const position = Math.min(Math.abs(level), 1) * (ramp.length - 1);
  const i = Math.min(Math.floor(position), ramp.length - 2);
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(ramp[i][channel] + (position - i) * (ramp[i + 1][channel] - ramp[i][channel]));
  return [mix(0), mix(1), mix(2)];
}

/** Text in one colour on another. */
export function paint(depth: 8 | 24, text: string, foreground: Rgb, background: Rgb): string {
  return `${esc()}[38;${code(depth, foreground)};48;${code(depth, background)}m${text}${esc()}[0m`;
}

/** Black or white, whichever can be read on a colour (relative luminance after ITU-R BT.709). */
export function readableOn([r, g, b]: Rgb): Rgb {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 110 ? [20, 18, 16] : [235, 232, 225];
}

function code(depth: 8 | 24, color: Rgb): string {
  return depth === 24 ? `2;${color.join(";")}` : `5;${nearestOf256(color)}`;
}

/** The steps of each channel in xterm's colour cube, which begins at number 16. */
const CUBE = [0, 95, 135, 175, 215, 255];
/** xterm's 24 greys begin at number 232, with 8, 18, 28, … */
const GREYS = Array.from({ length: 24 }, (_, i) => 8 + 10 * i);

/** The number of the colour in xterm's palette that is closest, in the cube or among the greys. */
function nearestOf256(color: Rgb): number {
  const [r, g, b] = color.map((channel) => closest(CUBE, channel));
  const grey = closest(GREYS, (color[0] + color[1] + color[2]) / 3);
  const missed = (other: Rgb): number => color.reduce((sum, c, i) => sum + (c - other[i]) ** 2, 0);
  const isGrey = missed([GREYS[grey], GREYS[grey], GREYS[grey]]) < missed([CUBE[r], CUBE[g], CUBE[b]]);
  return isGrey ? 232 + grey : 16 + 36 * r + 6 * g + b;
}

/** Where in a rising list the number closest to `x` stands. */
function closest(list: readonly number[], x: number): number {
  let best = 0;
  list.forEach((candidate, i) => {
    if (Math.abs(candidate - x) < Math.abs(list[best] - x)) best = i;
  });
  return best;
}
