/**
 * @file The tiny picture of a problem: its points, as one sees them before choosing it.
 */

import type { Problem } from "../problems";
import type { Sample } from "../samples";
import { markColour, traceMark } from "./marks";
import { css, type Palette } from "./palette";

export interface ThumbnailScene {
  readonly problem: Problem;
  readonly samples: readonly Sample[];
}

export function drawThumbnail(
  context: CanvasRenderingContext2D,
  palette: Palette,
  side: number,
  { problem, samples }: ThumbnailScene,
): void {
  for (const sample of samples) {
    const [x, y] = [(side * (1.05 + sample.x)) / 2.1, (side * (1.05 - sample.y)) / 2.1];
    traceMark(context, problem.kind === "classes" ? sample.target : 0, x, y, side / 28);
    context.fillStyle = css(markColour(palette, problem, sample));
    context.fill();
  }
}
