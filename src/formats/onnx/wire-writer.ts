/**
 * @file Writes the wire format of Protocol Buffers: see wire-reader.ts.
 */

import { BYTES, FIXED32, VARINT } from "./wire-reader.js";

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

  encode(): Uint8Array<ArrayBuffer> {
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
