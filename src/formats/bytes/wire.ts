/**
 * @file Reads and writes the wire format of Protocol Buffers: a message is a run of fields, each a key (number and type) and
 * a value. Reading allocates nothing beyond views of the given bytes.
 *
 * Source: "Encoding", https://protobuf.dev/programming-guides/encoding.
 */

import type { Bytes } from "../../bytes.js";

/** Why bytes are no message; whoever knows the file's name makes an AkariError of it. */
export class WireError extends Error {}

/** How a field's value is stored. */
export const VARINT = 0;
const FIXED64 = 1;
export const BYTES = 2;
const FIXED32 = 5;

const UINT32 = 2 ** 32;
const LONGEST_VARINT = 10;

/** A field of a message: its number, how it is stored, and its value. */
export class WireField {
  readonly number: number;
  readonly type: number;
  /** The value's own bytes: of a varint, of 4 or 8 bytes, or what a length precedes. */
  readonly bytes: Uint8Array;

  constructor(number: number, type: number, bytes: Uint8Array) {
    this.number = number;
    this.type = type;
    this.bytes = bytes;
  }

  /** A whole number, signed, with 64 bits; beyond 2⁵³ it is rounded. */
  integer(): number {
    this.#require(VARINT);
    return readVarint(this.bytes, 0).value;
  }

  float(): number {
    this.#require(FIXED32);
    return viewOf(this.bytes).getFloat32(0, true);
  }

  /** A message, text or bytes. */
  block(): Uint8Array {
    this.#require(BYTES);
    return this.bytes;
  }

  text(): string {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(this.block());
    } catch (cause) {
      if (cause instanceof WireError) throw cause;
      throw new WireError(`the text of field ${this.number} is not UTF-8`);
    }
  }

  /** Whole numbers, one or packed. */
  integers(): number[] {
    if (this.type === VARINT) return [this.integer()];
    const bytes = this.block();
    const numbers: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      const { value, end } = readVarint(bytes, at);
      numbers.push(value);
      at = end;
    }
    return numbers;
  }

  /** Float32 numbers, one or packed. */
  floats(): number[] {
    if (this.type === FIXED32) return [this.float()];
    return this.#packed(4, (view, at) => view.getFloat32(at, true));
  }

  /** Float64 numbers, one or packed. */
  doubles(): number[] {
    if (this.type === FIXED64) return [viewOf(this.bytes).getFloat64(0, true)];
    return this.#packed(8, (view, at) => view.getFloat64(at, true));
  }

  #packed(size: number, read: (view: DataView, at: number) => number): number[] {
    const bytes = this.block();
    if (bytes.length % size !== 0) {
      throw new WireError(`the ${bytes.length} bytes of field ${this.number} are no whole numbers`);
    }
    const view = viewOf(bytes);
    return Array.from({ length: bytes.length / size }, (_, i) => read(view, i * size));
  }

  #require(type: number): void {
    if (this.type !== type) throw new WireError(`field ${this.number} is stored as type ${this.type}`);
  }
}

/**
 * The fields of a message, in their order.
 *
 * @throws WireError where the bytes are no message
 */
export function* readFields(bytes: Uint8Array): Generator<WireField, void> {
  let at = 0;
  while (at < bytes.length) {
    const key = readVarint(bytes, at);
    const number = Math.floor(key.value / 8);
    const type = key.value % 8;
    if (number < 1 || number >= 2 ** 29) throw new WireError(`it has a field with the number ${number}`);
    const { start, end } = extent(bytes, key.end, type, number);
    if (end > bytes.length) {
      throw new WireError(`field ${number} should end at byte ${end} of a message of ${bytes.length}`);
    }
    yield new WireField(number, type, bytes.subarray(start, end));
    at = end;
  }
}

function extent(bytes: Uint8Array, at: number, type: number, number: number): { start: number; end: number } {
  switch (type) {
    case VARINT:
      return { start: at, end: readVarint(bytes, at).end };
    case FIXED64:
      return { start: at, end: at + 8 };
    case FIXED32:
      return { start: at, end: at + 4 };
    case BYTES: {
      const { value: length, end } = readVarint(bytes, at);
      if (length < 0) throw new WireError(`field ${number} has a negative length`);
      return { start: end, end: end + length };
    }
    default:
      throw new WireError(`field ${number} is stored as type ${type}`);
  }
}

/** Seven bits a byte, the least first; the highest bit of a byte says that another one follows. */
function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let low = 0;
  let high = 0;
  for (let i = 0; i < LONGEST_VARINT; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) throw new WireError("it ends within a number");
    const bits = byte & 0x7f;
    if (i < 4) low |= bits << (7 * i);
    else if (i === 4) {
      low |= bits << 28;
      high |= bits >>> 4;
    } else high |= bits << (7 * i - 32);
    if (byte < 0x80) return { value: high * UINT32 + (low >>> 0), end: start + i + 1 };
  }
  throw new WireError("it has a number of more than 10 bytes");
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A message being put together, field by field. Readers take fields in any order. */
export class WireMessage {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** A whole number. */
  integer(field: number, value: number): this {
    return this.#key(field, VARINT).#push(varint(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#key(field, FIXED32).#push(bytes);
  }

  double(field: number, value: number): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    return this.#key(field, FIXED64).#push(bytes);
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#key(field, BYTES).#push(varint(value.length)).#push(value);
  }

  message(field: number, value: WireMessage): this {
    this.#key(field, BYTES).#push(varint(value.#length));
    for (const part of value.#parts) this.#push(part);
    return this;
  }

  encode(): Bytes {
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  #key(field: number, type: number): this {
    return this.#push(varint(field * 8 + type));
  }

  #push(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return this;
  }
}

function varint(value: number): Uint8Array {
  if (value < 0) return negative(value);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** All 64 bits of it. */
function negative(value: number): Uint8Array {
  const bits = BigInt.asUintN(64, BigInt(value));
  return Uint8Array.from(
    { length: 10 },
    (_, i) => Number((bits >> BigInt(7 * i)) & 0x7fn) + (i < 9 ? 0x80 : 0),
  );
}
