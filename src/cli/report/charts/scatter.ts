/**
 * @file Points in a plane, with a line that they would lie on if all was right.
 */

import { type Html, html } from "../html.js";
import { plot } from "./plot.js";
import { type Scale, scaleOf } from "./scale.js";

export interface ScatterOptions {
  readonly title: string;
  readonly xName: string;
  readonly yName: string;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** `equal`: y = x, both axes alike; `zero`: y = 0. */
  readonly ideal: "equal" | "zero";
}

export function scatterChart({ title, xName, yName, xs, ys, ideal }: ScatterOptions): Html {
  const both = scaleOf([...xs, ...ys]);
  const x: Scale = ideal === "equal" ? both : scaleOf(xs);
  const y: Scale = ideal === "equal" ? both : scaleOf(ys, 0);
  const [start, end] = ideal === "equal" ? [x.from, x.to] : [0, 0];
  return plot({ title, x, y, xName, yName }, (canvas) => [
    html`<path class="ideal" d="M${canvas.x(x.from)} ${canvas.y(start)}L${canvas.x(x.to)} ${canvas.y(end)}"/>`,
    html`<path class="points" d="${xs.map((value, i) => `M${canvas.x(value)} ${canvas.y(ys[i])}h0`).join("")}"/>`,
  ]);
}
