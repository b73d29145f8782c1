/**
 * @file The parts of pngjs that make pixels of what a PNG image unpacks to: filters, interlacing, depths, palettes and checksums.
 * scripts/vendor.mjs bundles them into this file, for a browser has no packages. What pngjs reads files with is not among
 * them: it needs Node, and unpacks whatever it is given, to any size.
 */

export { dataToBitMap } from "pngjs/lib/bitmapper.js";
export { default as CrcCalculator } from "pngjs/lib/crc.js";
export { default as Filter } from "pngjs/lib/filter-parse.js";
export { default as normaliseFormat } from "pngjs/lib/format-normaliser.js";
export { getImagePasses } from "pngjs/lib/interlace.js";
