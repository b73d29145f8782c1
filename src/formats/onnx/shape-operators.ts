/**
 * @file Operators that move no number: they reshape examples without changing the order of their numbers, or put
 * together the shapes and weights that others take.
 */

import { elementCount, transposed } from "../bytes/numbers.js";
import { shapeText } from "../description/json.js";
import { type AffineChain, requireWidth, unknownShape, widthOf } from "./affine-chain.js";
import { NotDenseError } from "./not-dense.js";
import { ELEMENT, HALF, type NumberType, numberType } from "./schema.js";
import { type Call, type Constant, constant, HALF_PRECISION, type Operation, type Value } from "./values.js";

const same: Operation = ({ inputs }) => {
  const [value] = inputs;
  if (value === undefined) throw new NotDenseError("lacks its input");
  return value;
};

const WIDE: ReadonlySet<number> = new Set([ELEMENT.int32, ELEMENT.int64]);

/** @param element the type to come to */
function cast(call: Call, element: number): Value {
  const value = same(call) as Value;
  const type = numberType(element);
  if (value.kind === "constant") return castConstant(value, element, type);
  if (value.kind !== "chain") return value;
  const stays = value.type === type && (type === "float" || WIDE.has(element));
  if (type === undefined || (type !== "float" && !stays)) {
    throw new NotDenseError("turns numbers into such of another type");
  }
  if (HALF.has(element)) call.assume(HALF_PRECISION);
  return value.type === type ? value : { ...value, type };
}

function castConstant(value: Constant, element: number, type: NumberType | undefined): Value {
  if (type === undefined || value.texts.length > 0) throw new NotDenseError("turns constants into texts");
  const change = {
    float: element === ELEMENT.float32 ? Math.fround : Number,
    integer: Math.trunc,
    boolean: (x: number) => Number(x !== 0),
  }[type];
  return { ...value, element, numbers: Float64Array.from(value.numbers, (number) => change(number)) };
}

/** From this version on what an operator is to do with axes, or when it is in training, is an input. */
const DROPOUT_INPUTS = 12;
const AXES_AS_INPUT = 13;
const SLICE_INPUTS = 10;

export const SHAPE_OPERATORS: Readonly<Record<string, Operation>> = {
  Identity: same,
  /** Does nothing outside training; its second output is for training only. */
  Dropout: (call) => {
    const isTraining = call.version >= DROPOUT_INPUTS && (call.single(2) ?? 0) !== 0;
    if (isTraining && call.single(1) !== 0) {
      throw new NotDenseError(
        "is in training mode: it leaves out numbers at random. Export the model for inference (in PyTorch after " +
          "model.eval())",
      );
    }
    return same(call);
  },
  CastLike: (call) => {
    const [, like] = call.inputs;
    if (like?.kind === "constant") return cast(call, like.element);
    return cast(call, call.chain(1).type === "float" ? ELEMENT.float32 : ELEMENT.text);
  },
  Cast: (call) => cast(call, call.number("to", 0)),
  Constant: ({ node }) => {
    const { attributes } = node;
    const tensor = attributes.get("value")?.tensor;
    if (tensor !== undefined) return { kind: "constant", ...tensor };
    for (const [kind, element] of [
      ["float", ELEMENT.float32],
      ["int", ELEMENT.int64],
    ] as const) {
      const number = attributes.get(`value_${kind}`)?.number;
      if (number !== undefined) return constant([], [number], element);
      const numbers = attributes.get(`value_${kind}s`)?.numbers;
      if (numbers !== undefined) return constant([numbers.length], numbers, element);
    }
    throw new NotDenseError("holds no numbers");
  },
  Shape: (call) => {
    const [value] = call.inputs;
    const isConstant = value?.kind === "constant";
    const { dims, batch } = isConstant ? { dims: value.dims } : call.chain();
    if (!isConstant && dims.some(Number.isNaN)) throw unknownShape();
    const shape = isConstant ? [...dims] : [batch ?? Number.NaN, ...dims];
    const end = call.node.attributes.has("end") ? call.number("end", 0) : undefined;
    const part = shape.slice(call.number("start", 0), end);
    return constant([part.length], part, ELEMENT.int64);
  },
  Flatten: (call) => {
    const chain = call.chain();
    if (axisOf(call.number("axis", 1), chain.dims.length + 1, true) !== 1) {
      throw new NotDenseError("does not leave examples apart");
    }
    if (chain.dims.some(Number.isNaN)) return { ...chain, dims: [Number.NaN] };
    return reshaped(chain, [Number.NaN, -1], call.most);
  },
  Reshape: (call) => {
    const [value] = call.inputs;
    const shape = Array.from(call.constant(1).numbers);
    if (call.number("allowzero", 0) !== 0 && shape.includes(0)) {
      throw new NotDenseError("gives an example no numbers at all");
    }
    return value?.kind === "constant"
      ? reshapedConstant(value, shape)
      : reshaped(call.chain(), shape, call.most);
  },
  Squeeze: (call) => {
    const [value] = call.inputs;
    const axes = axesOf(call);
    const without = (dims: readonly number[]): number[] => {
      const dropped = axes?.map((axis) => axisOf(axis, dims.length));
      if (dropped?.some((axis) => dims[axis] !== 1)) {
        throw new NotDenseError(`leaves out lengths other than 1 of ${shapeText(dims)}`);
      }
      return dims.filter((dim, i) => (dropped === undefined ? dim !== 1 : !dropped.includes(i)));
    };
    if (value?.kind === "constant") return { ...value, dims: without(value.dims) };
    const chain = call.chain();
    // The number of examples may be 1, and would then be left out too.
    if (axes === undefined) throw new NotDenseError("does not say what it leaves out");
    const [examples, ...dims] = without([Number.NaN, ...chain.dims]);
    if (!Number.isNaN(examples)) throw new NotDenseError("does not leave examples apart");
    return { ...chain, dims };
  },
  Unsqueeze: (call) => {
    const [value] = call.inputs;
    const axes = axesOf(call) ?? [];
    if (value?.kind === "constant") return { ...value, dims: unsqueezed(value.dims, axes) };
    const chain = call.chain();
    const rank = chain.dims.length + 1 + axes.length;
    if (axes.some((axis) => axisOf(axis, rank) === 0)) {
      throw new NotDenseError("does not leave examples apart");
    }
    return { ...chain, dims: unsqueezed([0, ...chain.dims], axes).slice(1) };
  },
  Transpose: (call) => {
    const [value] = call.inputs;
    const perm = call.numbers("perm");
    if (value?.kind === "constant") return reordered(value, perm);
    const { dims, ...chain } = call.chain();
    const order = perm?.slice(1).map((axis) => axis - 1);
    if (order === undefined || perm?.[0] !== 0 || order.length !== dims.length) {
      throw new NotDenseError("changes the order of numbers");
    }
    const long = order.filter((axis) => dims[axis] !== 1);
    if (long.some((axis, i) => i > 0 && axis < long[i - 1])) {
      throw new NotDenseError("changes the order of an example's numbers");
    }
    return { ...chain, dims: order.map((axis) => dims[axis]) };
  },
  Gather: (call) => {
    const from = call.constant(0);
    const places = call.constant(1);
    if (from.dims.length !== 1 || from.texts.length > 0) {
      throw new NotDenseError("takes parts out of a table of constants");
    }
    const numbers = Array.from(places.numbers, (place) => {
      const number = from.numbers[place < 0 ? place + from.numbers.length : place];
      if (number === undefined) throw new NotDenseError(`asks for place ${place} of ${from.numbers.length}`);
      return number;
    });
    return constant(places.dims, numbers, from.element);
  },
  Slice: (call) => {
    const from = call.constant(0);
    const isOld = call.version < SLICE_INPUTS;
    const [start, end] = isOld
      ? (["starts", "ends"] as const).map((name) => call.numbers(name)?.[0])
      : [call.single(1), call.single(2)];
    const step = isOld ? 1 : (call.single(4) ?? 1);
    if (from.dims.length !== 1 || from.texts.length > 0 || step !== 1 || start === undefined)
      throw new NotDenseError("takes parts out of a table of constants");
    const part = Array.from(from.numbers).slice(start, end);
    return constant([part.length], part, from.element);
  },
};

/** Which dimension an axis is: below 0 it is counted from the end. @param orEnd whether it may be behind the last */
export function axisOf(axis: number, rank: number, orEnd = false): number {
  const found = axis < 0 ? axis + rank : axis;
  if (found >= 0 && found < rank + (orEnd ? 1 : 0)) return found;
  throw new NotDenseError(`has an axis ${axis} for ${rank} dimensions`);
}

/** Where a shape is put together; chains are joined elsewhere. */
export function joinedConstants(call: Call, parts: readonly Constant[]): Constant {
  if (parts.some(({ dims, texts }) => dims.length !== 1 || texts.length > 0)) {
    throw new NotDenseError("joins tables of constants");
  }
  call.take(parts.reduce((sum, { numbers }) => sum + numbers.length, 0));
  const numbers = parts.flatMap((part) => Array.from(part.numbers));
  return constant([numbers.length], numbers, parts[0].element);
}

/**
 * A chain whose examples have another shape.
 *
 * @param most how many numbers the file may make
 * @param shape as ONNX has it: first the examples, 0 for as before, -1 for what is left, here also NaN for all examples
 */
function reshaped(chain: AffineChain, shape: readonly number[], most: number): AffineChain {
  const { dims, batch } = chain;
  const [examples, ...rest] = shape.map((length, i) =>
    length === 0 && i > 0 ? (dims[i - 1] ?? Number.NaN) : length,
  );
  const apart = Number.isNaN(examples) || examples === 0 || (batch !== undefined && examples === batch);
  if (rest.some((length) => !(length > 0 || length === -1)) || (rest.includes(-1) && !apart)) {
    throw new NotDenseError("does not leave examples apart");
  }
  const known = rest.reduce((product, length) => (length === -1 ? product : product * length), 1);
  const open = rest.filter((length) => length === -1).length;
  const width = widthOf(dims);
  const missing = width === undefined ? Number.NaN : width / known;
  if (width === undefined) {
    // As many as before, whatever that is.
    if (rest.length === 1 && open === 1) return { ...chain, dims: [Number.NaN] };
    if (open > 0 || (!apart && examples !== -1) || chain.dims.length > 1) throw unknownShape();
    requireWidth(known, most);
    return { ...chain, sums: { ...chain.sums, width: known }, dims: rest };
  }
  const fits = open === 0 ? known === width : open === 1 && Number.isInteger(missing);
  if (!fits || (!apart && examples !== -1)) {
    throw new NotDenseError(`gives ${width} numbers an example the shape ${shapeText(shape)}`);
  }
  return { ...chain, dims: rest.map((length) => (length === -1 ? missing : length)) };
}

function reshapedConstant(value: Constant, shape: readonly number[]): Constant {
  const copied = shape.map((length, i) => (length === 0 ? (value.dims[i] ?? 0) : length));
  const known = copied.reduce((product, length) => (length === -1 ? product : product * length), 1);
  const dims = copied.map((length) => (length === -1 ? value.numbers.length / known : length));
  if (elementCount(dims) !== value.numbers.length) {
    throw new NotDenseError(`gives ${value.numbers.length} numbers the shape ${shapeText(shape)}`);
  }
  return { ...value, dims };
}

function unsqueezed(dims: readonly number[], axes: readonly number[]): number[] {
  const rank = dims.length + axes.length;
  const added = axes.map((axis) => axisOf(axis, rank)).sort((a, b) => a - b);
  if (new Set(added).size < added.length) throw new NotDenseError("adds the same dimension twice");
  const shape = [...dims];
  for (const axis of added) shape.splice(axis, 0, 1);
  return shape;
}

/** In newer versions axes are an input. */
export function axesOf(call: Call): readonly number[] | undefined {
  if (call.version < AXES_AS_INPUT) return call.numbers("axes");
  const axes = call.optional(1);
  return axes === undefined ? undefined : Array.from(axes.numbers);
}

/** A matrix with rows as columns; other tables only where nothing moves. */
function reordered({ dims, element, numbers, texts }: Constant, perm: readonly number[] | undefined): Value {
  const order = perm ?? dims.map((_, i) => dims.length - 1 - i);
  if (order.every((axis, i) => axis === i)) return { kind: "constant", dims, element, numbers, texts };
  if (dims.length !== 2) throw new NotDenseError("changes the order of constants");
  const [rows, columns] = dims;
  const turned = transposed(numbers, rows, columns, new Float64Array(numbers.length));
  return constant([columns, rows], turned, element);
}
