/** @file The parts of pngjs that are used here; the package has no types for them. */

/** What a PNG image's header says, and its colours. */
interface PngjsImage {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: number;
  /** Numbers that a pixel is stored as. */
  readonly bpp: number;
  readonly interlace: boolean;
  /** Of colour type 3: red, green, blue and opacity of each. */
  readonly palette?: readonly (readonly number[])[] | undefined;
  /** The numbers of the one colour that is transparent. */
  readonly transColor?: readonly number[] | undefined;
}

declare module "pngjs/lib/bitmapper.js" {
  /**
   * @param rows without filters
   * @returns `[height, width, 4]` as deep as the image; of a palette each number is the colour's place
   * @throws Error where there are too few or too many
   */
  export function dataToBitMap(rows: Uint8Array, image: PngjsImage): Uint8Array | Uint16Array;
}

declare module "pngjs/lib/crc.js" {
  const CrcCalculator: { crc32(bytes: Uint8Array): number };
  export default CrcCalculator;
}

declare module "pngjs/lib/filter-parse.js" {
  /** Asks for one row after another, by calling `read`, and writes it without its filter. */
  const Filter: new (
    image: PngjsImage,
    to: {
      read(length: number, then: (row: Uint8Array) => void): void;
      write(row: Uint8Array): void;
      complete(): void;
    },
  ) => { start(): void };
  export default Filter;
}

declare module "pngjs/lib/format-normaliser.js" {
  /** @returns eight bits a channel; a Buffer in Node. @throws Error where the palette lacks a colour */
  export default function normaliseFormat(pixels: Uint8Array | Uint16Array, image: PngjsImage): Uint8Array;
}

declare module "pngjs/lib/interlace.js" {
  /** The passes of an interlaced image that have pixels. */
  export function getImagePasses(
    width: number,
    height: number,
  ): { readonly width: number; readonly height: number }[];
}
