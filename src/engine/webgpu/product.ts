/**
 * @file WGSL of matrix products, tile by tile: a workgroup brings a tile of both factors into its own memory and each of its
 * 256 threads adds up one number of the result, or 4 × 4 where there are many. All three products of a network are made of
 * this: the sums of a layer, the deltas of its inputs, and the gradients of its weights.
 */

/** How deep tiles are. */
const DEPTH = 16;
/** Threads along a side of a tile. */
const THREADS = 16;

/** A product `[m, n] = Σₖ left[m, k] · right[k, n]`. */
interface Product {
  /** WGSL of the three sizes. */
  readonly sizes: readonly [m: string, n: string, k: string];
  /** WGSL of a factor's number, of `m` and `k`, or of `k` and `n`; and which of these lie next to each other in memory. */
  readonly left: string;
  readonly leftRuns: "m" | "k";
  readonly right: string;
  readonly rightRuns: "n" | "k";
  /** WGSL of what becomes of a `sum`, of `m` and `n`. */
  readonly store: string;
}

/** How many numbers of the result along each side a thread adds up. */
export type PerThread = 1 | 4;

/** Large tiles pay where they are full. */
export const perThread = (m: number, n: number): PerThread => (m > 32 && n > 32 ? 4 : 1);

/** Workgroups of a product, `[x, y]`. */
export const productGroups = (m: number, n: number, per: PerThread): [number, number] => [
  Math.ceil(n / (THREADS * per)),
  Math.ceil(m / (THREADS * per)),
];

function productOf({ sizes, left, leftRuns, right, rightRuns, store }: Product, per: PerThread): string {
  const side = THREADS * per;
  const across = Array.from({ length: per }, (_, i) => i);
  const at = (vector: string, j: number): string => (per === 1 ? vector : `${vector}.${"xyzw"[j]}`);
  const type = per === 1 ? "f32" : "vec4f";
  const load = (array: string, first: string): string =>
    per === 1 ? `${array}[${first}]` : `vec4f(${across.map((j) => `${array}[${first} + ${j}u]`).join(", ")})`;
  const place = (runs: boolean): string =>
    runs ? `let s = t % ${side}u; let d = t / ${side}u;` : `let s = t / ${DEPTH}u; let d = t % ${DEPTH}u;`;
  return `
var<workgroup> leftTile: array<f32, ${side * DEPTH}>;
var<workgroup> rightTile: array<f32, ${side * DEPTH}>;
fn finish(m: u32, n: u32, sum: f32) {
  if (m >= ${sizes[0]} || n >= ${sizes[1]}) { return; }
  ${store}
}
@compute @workgroup_size(${THREADS}, ${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32) {
  let depth = ${sizes[2]};
  let top = group.y * ${side}u;
  let start = group.x * ${side}u;
  ${across.map((i) => `var sum${i} = ${type}();`).join(" ")}
  for (var k0 = 0u; k0 < depth; k0 += ${DEPTH}u) {
    for (var t = index; t < ${side * DEPTH}u; t += 256u) {
      { ${place(leftRuns === "m")}
        let m = top + s; let k = k0 + d;
        var value = 0.0;
        if (m < ${sizes[0]} && k < depth) { value = ${left}; }
        leftTile[d * ${side}u + s] = value; }
      { ${place(rightRuns === "n")}
        let n = start + s; let k = k0 + d;
        var value = 0.0;
        if (n < ${sizes[1]} && k < depth) { value = ${right}; }
        rightTile[d * ${side}u + s] = value; }
    }
    workgroupBarrier();
    for (var d = 0u; d < ${DEPTH}u; d++) {
      let l = ${load("leftTile", `d * ${side}u + local.y * ${per}u`)};
      let r = ${load("rightTile", `d * ${side}u + local.x * ${per}u`)};
      ${across.map((i) => `sum${i} += ${at("l", i)} * r;`).join(" ")}
    }
    workgroupBarrier();
  }
  // In a loop, so that what follows is compiled once.
  var sums = array<${type}, ${per}>(${across.map((i) => `sum${i}`).join(", ")});
  for (var t = 0u; t < ${per * per}u; t++) {
    let i = t / ${per}u;
    let j = t % ${per}u;
    finish(top + local.y * ${per}u + i, start + local.x * ${per}u + j, ${per === 1 ? "sums[i]" : "sums[i][j]"});
  }
}`;
}

/** `z = W a + b` of all examples, and what `store` makes of it. */
export const linearForwardOf = (store: string, per: PerThread): string =>
  productOf(
    {
      sizes: ["step.rows", "layer.units", "layer.inputs"],
      left: "work[layer.input + m * layer.inputs + k]",
      leftRuns: "k",
      right: "parameters[layer.weight + n * layer.inputs + k]",
      rightRuns: "k",
      store,
    },
    per,
  );

/** `Wᵀ δ` of all examples, through the mask of dropout and the activation of the layer before: its deltas. */
export const inputDeltaOf = (slope: string, dropped: boolean, per: PerThread): string =>
  productOf(
    {
      sizes: ["step.rows", "layer.inputs", "layer.units"],
      left: "work[layer.delta + m * layer.units + k]",
      leftRuns: "k",
      right: "parameters[layer.weight + k * layer.inputs + n]",
      rightRuns: "n",
      store: `let at = m * layer.inputs + n;
  let z = work[layer.previousZ + at];
  let a = work[layer.previousA + at];
  let mask = ${dropped ? "kept(layer.key, layer.threshold, layer.keep, m, n)" : "1.0"};
  work[layer.previousDelta + at] = sum * mask * ${slope};`,
    },
    per,
  );

/** `δ aᵀ`, the mean of it over the examples: the gradient of the weights, with that of the L1 penalty. @param l1 a literal */
export const weightGradientOf = (l1: string, per: PerThread): string =>
  productOf(
    {
      sizes: ["layer.units", "layer.inputs", "step.rows"],
      left: "work[layer.delta + k * layer.units + m]",
      leftRuns: "m",
      right: "work[layer.input + k * layer.inputs + n]",
      rightRuns: "n",
      store: `let i = layer.weight + m * layer.inputs + n;
  learn(i, sum / f32(step.rows) + ${l1} * sign(parameters[i]));`,
    },
    per,
  );
