/**
 * @file What the kernels know of a network: sizes and places in its memory, the arena, which only grows; the whole of it
 * goes when its network goes.
 *
 * Everything that has a unit or an input as its last axis is stored in *panels* of eight: an array `[rows, n]` is
 * kept as `[ceil(n / 8)][rows][8]`, and a weight matrix `W [units, inputs]` as
 * `[ceil(units / 8)][inputs rounded up to 8][8]`, eight units side by side. So every kernel walks memory from front
 * to back, two 128-bit vectors at a time. The lanes that fill up the last panel are zero and stay zero.
 */

/**
 * Whether the module that is being compiled can regularise: augmentation, dropout, batch normalisation, L1, clipping and
 * label smoothing. There are two, from one source: see scripts/build-kernels.mjs, which says so. What they both can do
 * they do alike, to the bit.
 */
@inline export const REGULARIZING: bool = WITH_REGULARIZATION != 0;

export const PANEL: usize = 8;
/** One row of a panel. */
export const ROW_BYTES: usize = 32;

/** Of dense gradients, a thread has at most so many at a time: they stay in the first-level cache. */
export const SUMS_BYTES: usize = 25600;

/** A dense layer. */
@unmanaged
export class Layer {
  /** Panels of inputs and of units. */
  inputPanels: usize;
  panels: usize;
  units: usize;
  activation: u32;
  /** `W`, `[panels][inputPanels * 8][8]`. */
  weight: usize;
  /** `b`, `[panels][8]`. */
  bias: usize;
  /** The layer's inputs: the batch, or the activations of the layer before, after dropout. `[inputPanels][rows][8]` */
  input: usize;
  /** `z = W a + b`, `a' = σ(z)` and `∂L/∂z`. `[panels][rows][8]` */
  z: usize;
  a: usize;
  delta: usize;
  /** Dropout of the layer's inputs: see dropout.ts. A threshold of 0 is none. */
  dropThreshold: u32;
  dropKey: u32;
  dropScale: f32;
  /**
   * Batch normalisation, where there is any: see batch-norm.ts. `γ` and `β` stand among the parameters, and `bias` is
   * then nothing but zeros; `x̂`, `[panels][rows][8]`; and the statistics.
   */
  scale: usize;
  shift: usize;
  normalized: usize;
  norm: usize;
}

/** A network with its optimizer. */
@unmanaged
export class Plan {
  layers: usize;
  layerCount: usize;
  /** Bytes from one panel of activations to the next. */
  stride: usize;
  loss: u32;
  optimizer: u32;
  /** The batch's inputs and targets. `[panels][rows][8]` */
  input: usize;
  target: usize;
  /**
   * The batch's inputs that are not zero, where the data are sparse: see sparse.ts; and the same sorted by input: see
   * sparse-gradient.ts.
   */
  entries: usize;
  entryStride: usize;
  entryEnds: usize;
  blockEnds: usize;
  blockEndStride: usize;
  inputEntries: usize;
  inputEnds: usize;
  places: usize;
  /** The left side of a matrix product, `[rows / 4][k][4]`, with `tileBytes` from tile to tile for any layer's. */
  tiles: usize;
  tileBytes: usize;
  /** For every thread, `sumsBytes` for gradients or a panel of transposed weights: see `sumsOf`. */
  sums: usize;
  sumsBytes: usize;
  /** Of each row, the logarithm of softmax's sum, `f32`, and the loss, `f64`. */
  logSums: usize;
  rowLosses: usize;
  /** All layers' parameters lie together, and so do their moments, in the same order. */
  parameters: usize;
  firstMoments: usize;
  secondMoments: usize;
  /** The step that is being done, counted from 1. */
  step: u32;
  /** Where threads wait for each other, and where the optimizer's constants pass through: see barrier.ts and update.ts. */
  barrier: usize;
  barrierIndex: u32;
  constants: usize;
  /** Label smoothing's `1 − ε` and `ε / K`, which is 0 where nothing is smoothed. */
  targetShare: f32;
  smoothingShare: f32;
  /** How training distorts its rows, see distort.ts, or 0. */
  augmentation: usize;
  /** The optimizer's constants, as src/model/optimizers.ts names them. */
  momentum: f64;
  smoothing: f64;
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  weightDecay: f64;
  /** L1 regularisation. */
  l1: f32;
  /** Gradient clipping, where there is any: the greatest norm, and places for all gradients and for sums of squares. */
  clip: f64;
  gradients: usize;
  squares: usize;
  parameterBytes: usize;

  @inline layer(i: usize): Layer {
    return changetype<Layer>(this.layers + i * offsetof<Layer>());
  }

  @inline last(): Layer {
    return this.layer(this.layerCount - 1);
  }
}

/** Attached data: rows of inputs in the type in which they came, and their targets. */
@unmanaged
export class Source {
  /** See gather.ts. */
  kind: u32;
  /** The rows; for a sparse source the entries of all rows. */
  data: usize;
  /** Bytes from one row to the next, for dense rows. */
  stride: usize;
  /** Where in `data` each row's entries begin, in bytes, `[rows + 1]` of `u32`; for a sparse source. */
  starts: usize;
  /** Raw values are divided by this. */
  divideBy: f32;
  /** Every byte's value after that division, `[256]` of `f32`; for a sparse source of bytes. */
  divided: usize;
  /** `[rows]` classes as `u32`, or 0. */
  classes: usize;
  /** `[rows, target columns]` values as `f32`, or 0. */
  values: usize;
  /** `[rows]` weights as `f32`, or 0. */
  weights: usize;
}

/** Where a thread may put its sums. */
@inline export function sumsOf(plan: Plan, thread: usize): usize {
  return plan.sums + thread * plan.sumsBytes;
}

/** Blocks begin on a cache line, so that no vector of a panel straddles two. */
const ALIGNMENT: usize = 64;
const PAGE: usize = 65536;

let next: usize = (__heap_base + ALIGNMENT - 1) & ~(ALIGNMENT - 1);

/** Zeroed memory of the given size, or 0 where WebAssembly's memory cannot grow so far. */
export function allocate(bytes: usize): usize {
  const start = next;
  const size = (bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  if (size < bytes || start + size < start) return 0;
  const end = start + size;
  const held = <usize>memory.size() * PAGE;
  if (<u64>end > (<u64>memory.size()) * <u64>PAGE) {
    if (memory.grow(<i32>((end - held + PAGE - 1) / PAGE)) < 0) return 0;
  }
  next = end;
  return start;
}
