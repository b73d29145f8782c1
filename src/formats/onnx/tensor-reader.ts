/**
 * @file Reads the tensors of an ONNX file, in each of the ways in which converters store numbers.
 */

import { elementCount, FLOAT_READERS } from "../bytes/numbers.js";
import { readFields, WireError, type WireField } from "../bytes/wire.js";
import { quote, shapeText } from "../description/json.js";
import { ELEMENT, TENSOR } from "./schema.js";

/** Numbers, or texts, with a shape. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** The type of its elements. */
  readonly element: number;
  /** Row by row; empty for a tensor of texts. */
  readonly numbers: ArrayLike<number>;
  readonly texts: readonly string[];
}

/** A tensor whose numbers are in another file. */
export class ExternalDataError extends WireError {}

const EXTERNAL = 1;

const RAW_READERS: Readonly<Record<number, (bytes: Uint8Array) => ArrayLike<number>>> = {
  [ELEMENT.float32]: FLOAT_READERS.F32,
  [ELEMENT.float64]: FLOAT_READERS.F64,
  [ELEMENT.float16]: FLOAT_READERS.F16,
  [ELEMENT.bfloat16]: FLOAT_READERS.BF16,
  [ELEMENT.int64]: integers(
    8,
    (view, at) => view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true),
  ),
  [ELEMENT.uint64]: integers(
    8,
    (view, at) => view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true),
  ),
  [ELEMENT.int32]: integers(4, (view, at) => view.getInt32(at, true)),
  [ELEMENT.uint32]: integers(4, (view, at) => view.getUint32(at, true)),
  [ELEMENT.int16]: integers(2, (view, at) => view.getInt16(at, true)),
  [ELEMENT.uint16]: integers(2, (view, at) => view.getUint16(at, true)),
  [ELEMENT.int8]: integers(1, (view, at) => view.getInt8(at)),
  [ELEMENT.uint8]: integers(1, (view, at) => view.getUint8(at)),
  [ELEMENT.bool]: integers(1, (view, at) => view.getUint8(at)),
};

/** The bytes that a number takes in raw data. */
const SIZES: Readonly<Record<number, number>> = {
  [ELEMENT.float32]: 4,
  [ELEMENT.float64]: 8,
  [ELEMENT.float16]: 2,
  [ELEMENT.bfloat16]: 2,
  [ELEMENT.int64]: 8,
  [ELEMENT.uint64]: 8,
  [ELEMENT.int32]: 4,
  [ELEMENT.uint32]: 4,
  [ELEMENT.int16]: 2,
  [ELEMENT.uint16]: 2,
  [ELEMENT.int8]: 1,
  [ELEMENT.uint8]: 1,
  [ELEMENT.bool]: 1,
};

/**
 * @throws WireError where it is damaged or of a type that is not known, ExternalDataError where its numbers are in
 * another file
 */
export function readTensor(bytes: Uint8Array): OnnxTensor {
  let name = "";
  let type = 0;
  let location = 0;
  const dims: number[] = [];
  const typed: number[] = [];
  const texts: string[] = [];
  let raw: Uint8Array | undefined;
  for (const field of readFields(bytes)) {
    switch (field.number) {
      case TENSOR.name:
        name = field.text();
        break;
      case TENSOR.type:
        type = field.integer();
        break;
      case TENSOR.location:
        location = field.integer();
        break;
      case TENSOR.dims:
        dims.push(...field.integers());
        break;
      case TENSOR.raw:
        raw = field.block();
        break;
      case TENSOR.texts:
        texts.push(field.text());
        break;
      case TENSOR.segment:
        throw new WireError(`the tensor ${quote(name)} is stored in segments`);
      default:
        append(typed, typedNumbers(field));
    }
  }
  const called = `the tensor ${quote(name)}`;
  if (location === EXTERNAL) throw new ExternalDataError(called);
  const numbers = type === ELEMENT.text ? [] : readNumbers(type, raw, typed, called);
  const length = type === ELEMENT.text ? texts.length : numbers.length;
  const wanted = elementCount(dims);
  if (dims.some((dim) => dim < 0) || wanted !== length) {
    throw new WireError(`${called} of shape ${shapeText(dims)} has ${length} numbers`);
  }
  return { name, dims, element: type, numbers, texts };
}

function typedNumbers(field: WireField): number[] {
  switch (field.number) {
    case TENSOR.floats:
      return field.floats();
    case TENSOR.doubles:
      return field.doubles();
    case TENSOR.int32s:
    case TENSOR.int64s:
    case TENSOR.uint64s:
      return field.integers();
    default:
      return [];
  }
}

/** An argument list has a limited length. */
function append(all: number[], more: readonly number[]): void {
  for (const number of more) all.push(number);
}

function readNumbers(
  type: number,
  raw: Uint8Array | undefined,
  typed: readonly number[],
  called: string,
): ArrayLike<number> {
  const size = SIZES[type];
  if (size === undefined)
    throw new WireError(`${called} has elements of type ${type}, which Akari does not read`);
  if (raw === undefined) {
    if (type !== ELEMENT.float16 && type !== ELEMENT.bfloat16) return typed;
    // 16-bit numbers are stored as whole numbers with the same bits.
    const bits = Uint16Array.from(typed);
    const view = new DataView(new ArrayBuffer(2 * bits.length));
    bits.forEach((number, i) => {
      view.setUint16(2 * i, number, true);
    });
    return RAW_READERS[type](new Uint8Array(view.buffer));
  }
  if (raw.length % size !== 0)
    throw new WireError(`the ${raw.length} bytes of ${called} are no whole numbers`);
  return RAW_READERS[type](raw);
}

function integers(
  size: number,
  read: (view: DataView, at: number) => number,
): (bytes: Uint8Array) => Float64Array {
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float64Array.from({ length: bytes.length / size }, (_, i) => read(view, i * size));
  };
}
