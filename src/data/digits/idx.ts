/**
 * @file The IDX format, in which MNIST and its kin are distributed (described on LeCun, Cortes and Burges' page of
 * the MNIST database): two zero bytes, a type, the number of dimensions, each dimension's size as a big-endian
 * 32-bit number, then the values.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { Dataset } from "../dataset.js";

/** The type code of unsigned bytes, in which pixels and labels are stored. */
const UNSIGNED_BYTE = 0x08;
const OTHER_TYPES: Readonly<Record<number, string>> = {
  9: "signed bytes",
  11: "16-bit integers",
  12: "32-bit integers",
  13: "32-bit floats",
  14: "64-bit floats",
};
const GZIP_MAGIC = [0x1f, 0x8b];

/** An array of bytes and its shape. */
export interface IdxArray {
  readonly shape: readonly number[];
  /** All values, the last dimension running fastest: a view into the file's bytes, not a copy. */
  readonly data: Uint8Array;
}

/**
 * Reads an IDX file of unsigned bytes.
 *
 * @param bytes the whole file
 * @param name what to call it in messages
 * @throws AkariError `invalid-file`
 */
export function decodeIdx(bytes: Uint8Array, name: string): IdxArray {
  if (bytes.length >= 2 && GZIP_MAGIC.every((byte, i) => bytes[i] === byte)) {
    throw invalid(
      `${name} is compressed with gzip, although its name does not end in .gz. Rename or unpack it.`,
    );
  }
  if (bytes.length < 4)
    throw invalid(`${name} is cut short: it has ${bytes.length} bytes, not even a whole header.`);
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    throw invalid(`${name} is not an IDX file: it does not begin with two zero bytes.`);
  }
  const [, , type, dimensions] = bytes;
  if (type !== UNSIGNED_BYTE) {
    const what = OTHER_TYPES[type] ?? `values of the unknown type ${type}`;
    throw invalid(`${name} holds ${what}, but pixels and labels are unsigned bytes in an IDX file.`);
  }
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) {
    throw invalid(`${name} is cut short: its header takes ${header} bytes, but it has ${bytes.length}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, header);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const size = shape.reduce((product, length) => product * length, 1);
  const held = bytes.length - header;
  if (held !== size) {
    const fault = held < size ? "is cut short" : "is too long";
    throw invalid(`${name} ${fault}: ${shape.join("×")} values take ${size} bytes, but it holds ${held}.`);
  }
  return { shape, data: bytes.subarray(header) };
}

/** A file's bytes and what to call it. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Pictures and their labels, from two IDX files. Pixels are to be divided by 255.
 *
 * @param dataset what to call it in messages
 * @param images `[pictures, height, width]`
 * @param labels `[pictures]`, each a class from 0
 * @throws AkariError `invalid-file` where a file is damaged, `invalid-data` where the two do not belong together
 */
export function decodeImages(dataset: string, images: NamedBytes, labels: NamedBytes): Dataset {
  const pictures = decodeIdx(images.bytes, images.name);
  const classes = decodeIdx(labels.bytes, labels.name);
  if (pictures.shape.length !== 3) {
    throw invalid(`${images.name} should hold pictures (3 dimensions), but has ${countOf(pictures.shape)}.`);
  }
  if (classes.shape.length !== 1) {
    throw invalid(`${labels.name} should hold labels (1 dimension), but has ${countOf(classes.shape)}.`);
  }
  const [rows, height, width] = pictures.shape;
  if (rows !== classes.data.length) {
    throw new AkariError(
      "invalid-data",
      `${images.name} has ${rows} pictures, but ${labels.name} has ${classes.data.length} labels: they do not ` +
        "belong together.",
    );
  }
  if (rows === 0 || height === 0 || width === 0) {
    throw new AkariError(
      "invalid-data",
      `${images.name} is empty: its pictures are ${pictures.shape.join("×")}.`,
    );
  }
  const largest = classes.data.reduce((most, label) => Math.max(most, label), 0);
  const names = Array.from({ length: Math.max(largest + 1, 2) }, (_, i) => String(i));
  const preprocessing: Preprocessing = { divideBy: 255, image: [height, width] };
  return {
    name: dataset,
    features: { data: pictures.data, rows, columns: height * width },
    targets: { kind: "classes", classes: classes.data, names },
    preprocessing,
  };
}

const countOf = (shape: readonly number[]): string =>
  shape.length === 1 ? "1 dimension" : `${shape.length} dimensions`;

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);
