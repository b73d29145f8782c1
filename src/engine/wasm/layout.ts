/**
 * @file How a network lies in the kernels' memory: the one description of it, for both languages. The engine reads it as
 * it is; scripts/build-kernels.mjs writes it down in AssemblyScript as kernels/layout.generated.ts, with the ids of
 * activations, losses and optimizers from the tables in src/model.
 *
 * Everything that has a unit or an input as its last axis is stored in *panels* of eight: an array `[rows, n]` is
 * kept as `[ceil(n / 8)][rows][8]`, and a weight matrix `W [units, inputs]` as
 * `[ceil(units / 8)][inputs rounded up to 8][8]`, eight units side by side. So every kernel walks memory from front
 * to back, two 128-bit vectors at a time. The lanes that fill up the last panel are zero and stay zero.
 */

/** Numbers in a panel's row, and its bytes. */
export const PANEL = 8;
export const ROW_BYTES = 32;
/** Rows of a panel that one tile of the matrix product takes. */
export const TILE_ROWS = 4;
/** Of gradients, or of weights braided together, a thread has at most so many at a time: they stay in the first-level cache. */
export const SUMS_BYTES = 25600;
/** Panels of sparse gradients that a thread has at a time where a layer is narrow. */
export const NARROW_PANELS = 2;
/** One input that is not zero, and how many inputs a block has, whose weights fit `SUMS_BYTES`: see kernels/sparse.ts. */
export const ENTRY_BYTES = 8;
export const SPARSE_BLOCK = 264;
/** Panels of sums from which on lists of what is not zero pay in hidden layers: see kernels/hidden.ts. */
export const LISTED_PANELS = 8;
/** By how many entries a row's list may be overrun: see kernels/inputs.ts. */
export const OVERRUN_ENTRIES = 3;
/** The largest gap between two columns that a stored entry of bytes can name: see kernels/gather.ts. */
export const LARGEST_GAP = 255;
/** Parameters that are clipped together, in bytes: with their moments they stay in the first-level cache. */
export const RUN_BYTES = 4096;
/** How many threads have arrived at the barrier, and how often it has opened; each on a cache line of its own. */
export const BARRIER_BYTES = 128;
/** What an optimizer's rules need of a layer in a step: see kernels/update.ts. */
export const CONSTANTS_BYTES = 32;
/**
 * Rows of `u8`, of `f32`, or lists of the values that are not zero: of `u8`, or of `f32`; and rows that belong to no data
 * set, of which nobody knows yet whether they are sparse.
 */
export const SOURCE_KINDS = {
  DENSE_U8: 0,
  DENSE_F32: 1,
  SPARSE_U8: 2,
  SPARSE_F32: 3,
  RAW_U8: 4,
  RAW_F32: 5,
} as const;
/** Arrays of a layer with batch normalisation, one behind the other, each `[panels][8]`; and which of them are what. */
export const NORM_ARRAYS = 7;
export const RUNNING_MEAN = 5;
export const RUNNING_VARIANCE = 6;

/** What a field holds, as AssemblyScript calls it: an address or a size; an id or another whole number; a fraction. */
const PLACE = "usize";
const U32 = "u32";
const F32 = "f32";
const F64 = "f64";

/** A record in memory: each field's kind and where it stands, in bytes from the record's beginning. */
export interface Layout<Field extends string = string> {
  readonly bytes: number;
  readonly fields: Readonly<Record<Field, { readonly kind: string; readonly at: number }>>;
}

/** Fields one behind the other, each at a multiple of its size. */
function layout<Field extends string>(kinds: Readonly<Record<Field, string>>): Layout<Field> {
  let bytes = 0;
  const fields = Object.entries<string>(kinds).map(([name, kind]) => {
    const size = kind === F64 ? 8 : 4;
    const at = Math.ceil(bytes / size) * size;
    bytes = at + size;
    return [name, { kind, at }] as const;
  });
  return { bytes, fields: Object.fromEntries(fields) as Layout<Field>["fields"] };
}

/** A dense layer. */
export const LAYER = /* @__PURE__ */ layout({
  /** Panels of inputs and of units. */
  inputPanels: PLACE,
  panels: PLACE,
  units: PLACE,
  activation: U32,
  /** `W`, `[panels][inputPanels * 8][8]`. */
  weight: PLACE,
  /** `b`, `[panels][8]`. */
  bias: PLACE,
  /** The layer's inputs: the batch, or the activations of the layer before, after dropout. `[inputPanels][rows][8]` */
  input: PLACE,
  /** `z = W a + b`, `a' = σ(z)` and `∂L/∂z`. `[panels][rows][8]` */
  z: PLACE,
  a: PLACE,
  delta: PLACE,
  /** Dropout of the layer's inputs: see kernels/regularization.ts. A threshold of 0 is none. */
  dropThreshold: U32,
  dropKey: U32,
  dropScale: F32,
  /**
   * Batch normalisation, where there is any: see kernels/regularization.ts. `γ` and `β` stand among the parameters, and
   * `bias` is then nothing but zeros; `x̂`, `[panels][rows][8]`; and the statistics.
   */
  scale: PLACE,
  shift: PLACE,
  normalized: PLACE,
  norm: PLACE,
  /**
   * How it is trained: whether not at all, a place for `CONSTANTS_BYTES`, its factor of the learning rate and its weight
   * decay. Fractions stand at the end: layers stand side by side, each at a multiple of 8.
   */
  frozen: U32,
  constants: PLACE,
  rate: F64,
  weightDecay: F64,
});

/** A network with its optimizer. */
export const PLAN = /* @__PURE__ */ layout({
  layers: PLACE,
  layerCount: PLACE,
  /** Bytes from one panel of activations to the next. */
  stride: PLACE,
  loss: U32,
  optimizer: U32,
  /** The batch's inputs and targets. `[panels][rows][8]` */
  input: PLACE,
  target: PLACE,
  /** {@link LISTS} of the batch's inputs, where the data are sparse; and of hidden layers, where some of them have ReLU. */
  lists: PLACE,
  hiddenLists: PLACE,
  /** The left side of a matrix product, `[rows / 4][k][4]`, with `tileBytes` from tile to tile for any layer's. */
  tiles: PLACE,
  tileBytes: PLACE,
  /** For every thread, `sumsBytes` for gradients or a panel of transposed weights: see `sumsOf`. */
  sums: PLACE,
  sumsBytes: PLACE,
  /** Of each row, the logarithm of softmax's sum, `f32`, and the loss, `f64`. */
  logSums: PLACE,
  rowLosses: PLACE,
  /** All layers' parameters lie together, and so do their moments, in the same order. */
  parameters: PLACE,
  firstMoments: PLACE,
  secondMoments: PLACE,
  /** The step that is being done, counted from 1. */
  step: U32,
  /** The first layer that is not frozen: no delta is needed of those before it. */
  firstTrained: PLACE,
  /** Where threads wait for each other. */
  barrier: PLACE,
  barrierIndex: U32,
  /** Label smoothing's `1 − ε` and `ε / K`, which is 0 where nothing is smoothed. */
  targetShare: F32,
  smoothingShare: F32,
  /** How training distorts its rows, see kernels/distort.ts, or 0. */
  augmentation: PLACE,
  /** L1 regularisation. */
  l1: F32,
  /** The optimizer's constants, as src/model/optimizers.ts names them. */
  momentum: F64,
  smoothing: F64,
  beta1: F64,
  beta2: F64,
  epsilon: F64,
  /** Gradient clipping, where there is any: the greatest norm, and places for all gradients and for sums of squares. */
  clip: F64,
  gradients: PLACE,
  squares: PLACE,
  parameterBytes: PLACE,
});

/**
 * What is not zero among a batch's inputs to a layer: see kernels/sparse.ts; and the same sorted by input: see
 * kernels/gradient.ts.
 */
export const LISTS = /* @__PURE__ */ layout({
  entries: PLACE,
  entryStride: PLACE,
  entryEnds: PLACE,
  blockEnds: PLACE,
  blockEndStride: PLACE,
  inputEntries: PLACE,
  inputEnds: PLACE,
  places: PLACE,
});

/** Attached data: rows of inputs in the type in which they came, and their targets. */
export const SOURCE = /* @__PURE__ */ layout({
  /** One of {@link SOURCE_KINDS}. */
  kind: U32,
  /** The rows; for a sparse source the entries of all rows. */
  data: PLACE,
  /** Bytes from one row to the next, for dense rows. */
  stride: PLACE,
  /** Where in `data` each row's entries begin, in bytes, `[rows + 1]` of `u32`; for a sparse source. */
  starts: PLACE,
  /** Raw values are divided by this. */
  divideBy: F32,
  /** Every byte's value after that division, `[256]` of `f32`; for a source of bytes. */
  divided: PLACE,
  /** `[rows]` classes as `u32`, or 0. */
  classes: PLACE,
  /** `[rows, target columns]` values as `f32`, or 0. */
  values: PLACE,
  /** `[rows]` weights as `f32`, or 0. */
  weights: PLACE,
});

/** Bytes in which a thread makes distorted copies of rows: see kernels/distort.ts. */
export const COPIES_BYTES = 24576;
/** The spline's weights there: four at each of eight pixels. */
export const SPLINE_TAPS = 4;
export const SPLINE_PIXELS = 8;

/** How training distorts its rows: the amounts, as src/data/augmentation.ts names them, save that rotation is a tangent. */
export const AUGMENTATION = /* @__PURE__ */ layout({
  rotation: F64,
  shear: F64,
  stretch: F64,
  scale: F64,
  shift: F64,
  elastic: F64,
  thickness: F64,
  normalize: U32,
  /** The epoch's random words, `[4]` of `u32`. */
  key: PLACE,
  /** The spline's weights, `[taps][pixels]`. */
  weights: PLACE,
  /** For every thread, {@link COPIES_BYTES}. */
  scratch: PLACE,
});
