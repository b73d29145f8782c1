/**
 * @file Where the neurons' pictures are: a column for each layer, from the inputs to the output.
 */

import type { Box } from "../../kit/lattice";

/** The space between two pictures of a column, and the least and most that a picture is wide. */
const GAP = 6;
const MOST = 64;
const LEAST = 20;

export interface Tiles {
  readonly height: number;
  /** A column for each layer, the inputs first. */
  readonly columns: readonly (readonly Box[])[];
}

/** @param sizes neurons of each layer, the inputs first */
export function layOutTiles(width: number, height: number, sizes: readonly number[]): Tiles {
  const most = Math.max(...sizes);
  const fitting = Math.min((height - GAP * (most - 1)) / most, width / (sizes.length * 1.6));
  const side = Math.floor(Math.max(LEAST, Math.min(MOST, fitting)));
  const step = sizes.length > 1 ? (width - side) / (sizes.length - 1) : 0;
  const columns = sizes.map((count, layer) => {
    const tall = count * side + (count - 1) * GAP;
    return Array.from({ length: count }, (_, i) => ({
      left: layer * step,
      top: (height - tall) / 2 + i * (side + GAP),
      width: side,
      height: side,
    }));
  });
  return { height, columns };
}
