/**
 * @file Numbers of a file: to bytes and back, little-endian on every machine and at any offset (a typed array laid over a
 * file's bytes would take the machine's own byte order and refuse an unaligned start), by their shape, and turned where
 * other programs store a matrix the other way round.
 */

/** Float32 or float64 numbers, as the engines hold them. */
export type Floats = Float32Array | Float64Array;

/** What a file's numbers are written from: those of the engines, and whole ones of data. */
export type WrittenNumbers = Floats | Uint8Array | Int32Array;

/** Writes numbers at byte `at`, 1, 4 or 8 bytes each after the array's own type, and returns the byte after them. */
export function writeNumbers(bytes: Uint8Array, at: number, numbers: WrittenNumbers): number {
  const view = viewOf(bytes);
  let offset = at;
  if (numbers instanceof Uint8Array) {
    bytes.set(numbers, at);
    offset += numbers.length;
  } else if (numbers instanceof Int32Array) {
    for (let i = 0; i < numbers.length; i++, offset += 4) view.setInt32(offset, numbers[i], true);
  } else if (numbers instanceof Float32Array) {
    for (let i = 0; i < numbers.length; i++, offset += 4) view.setFloat32(offset, numbers[i], true);
  } else {
    for (let i = 0; i < numbers.length; i++, offset += 8) view.setFloat64(offset, numbers[i], true);
  }
  return offset;
}

/**
 * Reads numbers of each stored type, under safetensors' names. The two 16-bit types become float32, which holds all
 * their values exactly.
 */
export const FLOAT_READERS = {
  F64: (bytes: Uint8Array): Floats => {
    const view = viewOf(bytes);
    return filled(new Float64Array(bytes.length / 8), (i) => view.getFloat64(8 * i, true));
  },
  F32: (bytes: Uint8Array): Floats => {
    const view = viewOf(bytes);
    return filled(new Float32Array(bytes.length / 4), (i) => view.getFloat32(4 * i, true));
  },
  F16: (bytes: Uint8Array): Floats => {
    const view = viewOf(bytes);
    return filled(new Float32Array(bytes.length / 2), (i) => fromHalf(view.getUint16(2 * i, true)));
  },
  BF16: (bytes: Uint8Array): Floats => {
    const view = viewOf(bytes);
    const word = new DataView(new ArrayBuffer(4));
    return filled(new Float32Array(bytes.length / 2), (i) => {
      // A bfloat16 is the upper half of a float32.
      word.setUint16(0, view.getUint16(2 * i, true));
      return word.getFloat32(0);
    });
  },
};

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function filled(numbers: Floats, read: (i: number) => number): Floats {
  for (let i = 0; i < numbers.length; i++) numbers[i] = read(i);
  return numbers;
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent (bias 15), 10 of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -14 : sign * (1 + fraction) * 2 ** (exponent - 15);
}

/** How many numbers a tensor of this shape has; `[]` is a single one. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

/**
 * A matrix `[rows, columns]` as `[columns, rows]`.
 *
 * @param out takes its numbers, row by row
 */
export function transposed<T extends Floats>(
  numbers: ArrayLike<number>,
  rows: number,
  columns: number,
  out: T,
): T {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = numbers[row * columns + column];
  }
  return out;
}
