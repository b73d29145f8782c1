/**
 * @file Drawn digits as text: one JSON object a line, `{"strokes": [[[x, y], …], …], "label": 7}`, with `y`
 * downwards and in any unit. `label` may be left out, and other keys are ignored.
 */

import { AkariError } from "../../error.js";
import type { Point, Stroke } from "./from-strokes.js";

/** One drawing. */
export interface Drawing {
  readonly strokes: readonly Stroke[];
  /** The class that its writer meant. */
  readonly label?: string;
  /** The line of the file that it stands in, from 1. */
  readonly line: number;
}

/**
 * Reads a file of drawings; empty lines are passed over.
 *
 * @param text the whole file
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` naming the file and the line
 */
export function parseStrokes(text: string, name: string): Drawing[] {
  const drawings: Drawing[] = [];
  text.split("\n").forEach((json, i) => {
    const line = i + 1;
    if (json.trim() !== "") drawings.push({ ...parseDrawing(json, `${name}, line ${line}`), line });
  });
  if (drawings.length === 0) throw invalid(`${name} holds no drawings: it has no line with any text.`);
  return drawings;
}

function parseDrawing(json: string, where: string): Omit<Drawing, "line"> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new AkariError("invalid-file", `${where}: this is not JSON.`, { cause });
  }
  if (typeof value !== "object" || value === null || !("strokes" in value)) {
    throw invalid(`${where}: there are no strokes. It should read {"strokes": [[[x, y], …], …]}.`);
  }
  const { strokes } = value;
  if (!Array.isArray(strokes)) throw invalid(`${where}: the strokes are not a list.`);
  const checked = strokes.map((stroke: unknown, s) => checkStroke(stroke, `${where}: stroke ${s + 1}`));
  if (checked.every((stroke) => stroke.length === 0)) throw invalid(`${where}: nothing is drawn.`);
  const label = "label" in value ? checkLabel(value.label, where) : undefined;
  return label === undefined ? { strokes: checked } : { strokes: checked, label };
}

function checkStroke(stroke: unknown, where: string): Stroke {
  if (!Array.isArray(stroke)) throw invalid(`${where} is not a list of points.`);
  return stroke.map((point: unknown, p) => {
    if (!isPoint(point)) throw invalid(`${where}, point ${p + 1} is not a pair of finite numbers.`);
    return point;
  });
}

const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length === 2 && value.every((coordinate) => Number.isFinite(coordinate));

function checkLabel(label: unknown, where: string): string | undefined {
  if (label === null) return undefined;
  if (typeof label === "string" || typeof label === "number") return String(label);
  throw invalid(`${where}: the label is neither a number nor a text.`);
}

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);
