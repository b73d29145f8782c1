/**
 * @file Operators that move no number: they reshape examples without changing the order of their numbers, or put
 * together the shapes and weights that others take.
 */

import { shapeText } from "../quote.js";
import { elementCount } from "../shape.js";
import { transposed } from "../transposed.js";
import { type Flow, NotDenseError, requireWidth } from "./flow.js";
import { ELEMENT } from "./schema.js";
import { type Call, type Constant, constant, type Operation, type Value } from "./values.js";

const same: Operation = ({ inputs }) => {
  const [value] = inputs;
  if (value === undefined) throw new NotDenseError("lacks its input");
  return value;
};

/** Types in which numbers are what they were. */
const FLOATS: ReadonlySet<number> = new Set([
  ELEMENT.float32,
  ELEMENT.float64,
  ELEMENT.float16,
  ELEMENT.bfloat16,
]);

export const SHAPE_OPERATORS: Readonly<Record<string, Operation>> = {
  Identity: same,
  /** Does nothing outside training; its second output is for training only. */
  Dropout: same,
  CastLike: same,
  Cast: (call) => {
    const [value] = call.inputs;
    if (value?.kind === "flow" && !FLOATS.has(call.number("to", 0))) {
      throw new NotDenseError("turns numbers into such of another type");
    }
    return same(call);
  },
  Constant: ({ node }) => {
    const { attributes } = node;
    const tensor = attributes.get("value")?.tensor;
    if (tensor !== undefined) return { kind: "constant", ...tensor };
    for (const name of ["value_float", "value_int"]) {
      const number = attributes.get(name)?.number;
      if (number !== undefined) return constant([], [number]);
    }
    const numbers = (attributes.get("value_floats") ?? attributes.get("value_ints"))?.numbers;
    if (numbers === undefined) throw new NotDenseError("holds no numbers");
    return constant([numbers.length], numbers);
  },
  Shape: (call) => {
    const [value] = call.inputs;
    if (value?.kind === "constant") return constant([value.dims.length], value.dims);
    const { dims, batch } = call.flow();
    if (dims === undefined) throw new NotDenseError("asks for a shape that the graph does not say");
    const shape = [batch ?? Number.NaN, ...dims];
    const start = call.number("start", 0);
    const part = shape.slice(start, call.node.attributes.has("end") ? call.number("end", 0) : undefined);
    return constant([part.length], part);
  },
  Flatten: (call) => {
    const flow = call.flow();
    const axis = call.number("axis", 1);
    const first = axis < 0 && flow.dims !== undefined ? axis + flow.dims.length + 1 : axis;
    if (first !== 1) throw new NotDenseError("does not leave examples apart");
    return flow.dims === undefined ? flow : reshaped(flow, [Number.NaN, -1]);
  },
  Reshape: (call) => {
    const [value] = call.inputs;
    const shape = Array.from(call.constant(1).numbers);
    return value?.kind === "constant" ? reshapedConstant(value, shape) : reshaped(call.flow(), shape);
  },
  Squeeze: (call) => {
    const [value] = call.inputs;
    const axes = axesOf(call);
    if (value?.kind === "constant") {
      const rank = value.dims.length;
      const dropped = axes?.map((axis) => (axis < 0 ? axis + rank : axis));
      const kept = (dim: number, i: number) => (dropped === undefined ? dim !== 1 : !dropped.includes(i));
      return reshapedConstant(value, value.dims.filter(kept));
    }
    const flow = call.flow();
    if (flow.dims === undefined || axes === undefined)
      throw new NotDenseError("does not say what it leaves out");
    const rank = flow.dims.length + 1;
    const dropped = axes.map((axis) => (axis < 0 ? axis + rank : axis));
    return reshaped(
      flow,
      [Number.NaN, ...flow.dims].filter((_, i) => !dropped.includes(i)),
    );
  },
  Unsqueeze: (call) => {
    const [value] = call.inputs;
    const axes = axesOf(call) ?? [];
    if (value?.kind === "constant") return reshapedConstant(value, unsqueezed(value.dims, axes));
    const flow = call.flow();
    if (flow.dims === undefined) throw new NotDenseError("asks for a shape that the graph does not say");
    return reshaped(flow, unsqueezed([Number.NaN, ...flow.dims], axes));
  },
  Transpose: (call) => {
    const [value] = call.inputs;
    const perm = call.numbers("perm");
    if (value?.kind === "constant") return reordered(value, perm);
    const { dims, ...flow } = call.flow();
    const order = perm?.slice(1).map((axis) => axis - 1);
    if (dims === undefined || order === undefined || perm?.[0] !== 0 || order.length !== dims.length) {
      throw new NotDenseError("changes the order of numbers");
    }
    const long = order.filter((axis) => dims[axis] !== 1);
    if (long.some((axis, i) => i > 0 && axis < long[i - 1])) {
      throw new NotDenseError("changes the order of an example's numbers");
    }
    return { ...flow, dims: order.map((axis) => dims[axis]) };
  },
  Gather: (call) => {
    const from = call.constant(0);
    const places = call.constant(1);
    if (from.dims.length !== 1) throw new NotDenseError("takes parts out of a table of constants");
    const numbers = Array.from(places.numbers, (place) => {
      const number = from.numbers[place < 0 ? place + from.numbers.length : place];
      if (number === undefined) throw new NotDenseError(`asks for place ${place} of ${from.numbers.length}`);
      return number;
    });
    return constant(places.dims, numbers);
  },
  Slice: (call) => {
    const from = call.constant(0);
    const [start] = call.numbers("starts") ?? Array.from(call.constant(1).numbers);
    const [end] = call.numbers("ends") ?? Array.from(call.constant(2).numbers);
    const step = call.optional(4)?.numbers[0] ?? 1;
    if (from.dims.length !== 1 || step !== 1)
      throw new NotDenseError("takes parts out of a table of constants");
    const part = Array.from(from.numbers).slice(start, end);
    return constant([part.length], part);
  },
};

/** Where a shape is put together; flows are joined elsewhere. */
export function joinedConstants(parts: readonly Constant[]): Constant {
  if (parts.some(({ dims }) => dims.length !== 1)) throw new NotDenseError("joins tables of constants");
  const numbers = parts.flatMap((part) => Array.from(part.numbers));
  return constant([numbers.length], numbers);
}

/**
 * A flow whose examples have another shape.
 *
 * @param shape as ONNX has it: first the examples, 0 for as before, -1 for what is left, here also NaN for all examples
 */
function reshaped(flow: Flow, shape: readonly number[]): Flow {
  const { dims, batch, sums } = flow;
  const width = flow.pair ? 2 : sums.width;
  const [examples, ...rest] = shape.map((length, i) =>
    length === 0 && i > 0 ? (dims?.[i - 1] ?? 0) : length,
  );
  const known = rest.reduce((product, length) => (length === -1 ? product : product * length), 1);
  const open = rest.filter((length) => length === -1).length;
  const apart = Number.isNaN(examples) || examples === 0 || examples === batch;
  if (open > 0 && !apart) throw new NotDenseError("does not leave examples apart");
  if (width === undefined) {
    if (open > 0 || (!apart && examples !== -1)) {
      // Nothing is known of the shape, and nothing is said.
      if (rest.length === 1) return flow;
      throw new NotDenseError("gives numbers a shape that the graph does not say");
    }
    requireWidth(known);
    return { ...flow, sums: { ...sums, width: known }, dims: rest };
  }
  const missing = width / known;
  const fits = open === 0 ? known === width : open === 1 && Number.isInteger(missing);
  if (!fits || (!apart && examples !== -1)) {
    throw new NotDenseError(`gives ${width} numbers an example the shape ${shapeText(shape)}`);
  }
  return { ...flow, dims: rest.map((length) => (length === -1 ? missing : length)) };
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
  const added = axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
  const shape = [...dims];
  for (const axis of added) shape.splice(axis, 0, 1);
  return shape;
}

/** In newer versions axes are an input. */
function axesOf(call: Call): readonly number[] | undefined {
  return call.numbers("axes") ?? (call.inputs.length > 1 ? Array.from(call.constant(1).numbers) : undefined);
}

/** A matrix with rows as columns; other tables only where nothing moves. */
function reordered({ dims, numbers, texts }: Constant, perm: readonly number[] | undefined): Value {
  const order = perm ?? dims.map((_, i) => dims.length - 1 - i);
  if (order.every((axis, i) => axis === i)) return { kind: "constant", dims, numbers, texts };
  if (dims.length !== 2) throw new NotDenseError("changes the order of constants");
  const [rows, columns] = dims;
  return constant([columns, rows], transposed(numbers, rows, columns, new Float64Array(numbers.length)));
}
