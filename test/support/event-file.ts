/**
 * @file Reads TensorBoard's event files, as its description has them and without what Akari writes them with: the checksum
 * bit by bit, each field by its key.
 */

/** A scalar as TensorBoard shows it. */
export interface Scalar {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
  readonly wallTime: number;
}

/** @throws Error where a record is cut off or its checksums are wrong, or something in it is unknown */
export function readEventFile(bytes: Uint8Array): { version: string | undefined; scalars: Scalar[] } {
  const scalars: Scalar[] = [];
  let version: string | undefined;
  for (const record of records(bytes)) {
    const fields = [...fieldsOf(record)];
    const one = (key: number): DataView | undefined => fields.find((field) => field.key === key)?.value;
    const wallTime = one((1 << 3) | 1)?.getFloat64(0, true);
    if (wallTime === undefined) throw new Error("An event without a time.");
    const named = one((3 << 3) | 2);
    if (named !== undefined) version = textOf(named);
    const summary = one((5 << 3) | 2);
    if (summary === undefined) continue;
    const step = numberOf(one(2 << 3));
    for (const { key, value } of fieldsOf(summary)) {
      if (key !== ((1 << 3) | 2)) throw new Error(`A summary with the key ${key}.`);
      const parts = [...fieldsOf(value)];
      if (parts.map((part) => part.key).join() !== "10,21") throw new Error("A value that is no scalar.");
      scalars.push({
        tag: textOf(parts[0].value),
        step,
        value: parts[1].value.getFloat32(0, true),
        wallTime,
      });
    }
  }
  return { version, scalars };
}

function* records(bytes: Uint8Array): Generator<DataView> {
  let at = 0;
  while (at < bytes.length) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const length = Number(view.getBigUint64(0, true));
    requireSum(bytes.subarray(at, at + 8), view.getUint32(8, true));
    const data = bytes.subarray(at + 12, at + 12 + length);
    requireSum(data, view.getUint32(12 + length, true));
    yield new DataView(data.buffer, data.byteOffset, data.length);
    at += length + 16;
  }
}

/** @param stored masked, as the file has it */
function requireSum(bytes: Uint8Array, stored: number): void {
  const turned = BigInt.asUintN(32, BigInt(stored) - 0xa282ead8n);
  const sum = BigInt.asUintN(32, (turned << 15n) | (turned >> 17n));
  if (BigInt(slowCrc32c(bytes)) !== sum) throw new Error("A wrong checksum.");
}

function slowCrc32c(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const odd = (rest ^ (byte >> bit)) & 1;
      rest = (rest >>> 1) ^ (odd === 1 ? 0x82f63b78 : 0);
    }
  }
  return (rest ^ 0xffffffff) >>> 0;
}

function* fieldsOf(message: DataView): Generator<{ key: number; value: DataView }> {
  let at = 0;
  const varint = (): DataView => {
    const start = at;
    while (message.getUint8(at++) >= 0x80);
    return part(start, at - start);
  };
  const part = (start: number, length: number): DataView => {
    if (start + length > message.byteLength) throw new Error("A message that is cut off.");
    return new DataView(message.buffer, message.byteOffset + start, length);
  };
  while (at < message.byteLength) {
    const key = numberOf(varint());
    const kind = key % 8;
    if (kind === 0) yield { key, value: varint() };
    else {
      const length = kind === 1 ? 8 : kind === 5 ? 4 : numberOf(varint());
      yield { key, value: part(at, length) };
      at += length;
    }
  }
}

function numberOf(varint: DataView | undefined): number {
  if (varint === undefined) return 0;
  let number = 0;
  for (let i = varint.byteLength - 1; i >= 0; i--) number = number * 128 + (varint.getUint8(i) & 0x7f);
  return number;
}

const textOf = (view: DataView): string =>
  new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
