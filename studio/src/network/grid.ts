/**
 * @file The inputs of a network as the picture that they make: an image's pixels, row by row from above, or a spectrogram's
 * cells, frame by frame from the left and in each from the lowest band up.
 */

import type { ModelDefinition } from "akari";

export interface InputGrid {
  readonly kind: "image" | "spectrogram";
  readonly rows: number;
  readonly columns: number;
}

/** The picture that the inputs make; `undefined` where they make none. */
export function inputGrid(definition: ModelDefinition): InputGrid | undefined {
  const image = greyImage(definition);
  if (image !== undefined) return { kind: "image", rows: image[0], columns: image[1] };
  const { sound } = definition.preprocessing;
  if (sound?.form !== "log-mel") return undefined;
  return { kind: "spectrogram", rows: sound.mel.bands, columns: sound.mel.frames };
}

/** Height and width of the grey picture that the inputs are; `undefined` where they are none, or one in colour. */
export const greyImage = ({
  preprocessing: { image, channels },
}: ModelDefinition): readonly [height: number, width: number] | undefined =>
  channels === undefined ? image : undefined;

/** The input at a row and a column, counted from the upper left. */
export const unitAt = ({ kind, rows, columns }: InputGrid, row: number, column: number): number =>
  kind === "image" ? row * columns + column : column * rows + (rows - 1 - row);

/** Row and column of an input. */
export const cellOf = ({ kind, rows, columns }: InputGrid, unit: number): [row: number, column: number] =>
  kind === "image"
    ? [Math.floor(unit / columns), unit % columns]
    : [rows - 1 - (unit % rows), Math.floor(unit / rows)];

/** An input's place among the pixels of the picture, and the other way round. */
export function pixelOf(grid: InputGrid, unit: number): number {
  const [row, column] = cellOf(grid, unit);
  return row * grid.columns + column;
}

export const unitOfPixel = (grid: InputGrid, pixel: number): number =>
  unitAt(grid, Math.floor(pixel / grid.columns), pixel % grid.columns);

/** Numbers of the inputs as the pixels of the picture lie. */
export const asPixels = (grid: InputGrid, values: ArrayLike<number>): Float32Array =>
  Float32Array.from({ length: values.length }, (_, pixel) => values[unitOfPixel(grid, pixel)]);
