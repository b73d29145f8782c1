/**
 * @file The gradients of a layer's weights and biases, and the update that follows. Each gradient is a sum over the batch's
 * rows in their order.
 *
 * The first layer's inputs may be mostly zero, and those of hidden layers (see hidden.ts). Then `∂L/∂W[p][k][0…8] = Σᵣ input[r][k] · delta[p][r][0…8]` is over the
 * entries that sparse.ts describes, with the same bits. A narrow layer goes through the batch's rows and adds each entry
 * to its sums in memory. In a wide one that would cost a load and a store for every product: it first sorts the entries by
 * their input (see `sortEntries`), so that sums stay in registers.
 */

import { barrier } from "./barrier";
import { ENTRY_BYTES, PANEL, ROW_BYTES, SUMS_BYTES } from "./layout.generated";
import { Layer, Lists, Plan, sumsOf } from "./plan";
import { braid, endOfEntries, firstEntry, isWide, offsetOf, panelsAtOnce, sumEntries, valueOf } from "./sparse";
import { addL1, applyGradient } from "./update";

/** Panels of inputs whose gradients, with one panel of units, fit a thread's place for sums. */
const PIECE: usize = SUMS_BYTES / 256;

/**
 * Updates blocks `begin` to `end` of a layer's weights, each eight inputs by eight units, counted panel of units by
 * panel of units: piece by piece of a panel.
 */
export function updateWeights(
  plan: Plan, layer: Layer, rows: usize, begin: usize, end: usize, thread: usize,
): void {
  const width = layer.inputPanels;
  const weight = layer.weight - plan.parameters;
  const sums = sumsOf(plan, thread);
  for (let block = begin; block < end;) {
    const p = block / width;
    const last = min(min(end, (p + 1) * width), block + PIECE);
    const input = layer.input + (block - p * width) * plan.stride;
    weightGradient(input, plan.stride, last - block, layer.delta + p * plan.stride, sums, rows);
    addL1(plan, weight + block * 256, sums, (last - block) * 256);
    applyGradient(plan, layer, weight + block * 256, sums, (last - block) * 256);
    block = last;
  }
}

/**
 * The weight gradient of one panel of units and some panels of inputs,
 * `gradient[k][0…8] = Σᵣ input[r][k] · delta[r][0…8]`.
 *
 * Four inputs by eight units are kept in registers.
 *
 * @param input `[panels][·][8]` with `stride` bytes from panel to panel
 * @param delta `[rows][8]`
 * @param gradient `[panels * 8][8]`
 */
function weightGradient(
  input: usize, stride: usize, panels: usize, delta: usize, gradient: usize, rows: usize,
): void {
  const deltaEnd = delta + rows * ROW_BYTES;
  for (const end = gradient + panels * 256; gradient < end; input += stride) {
    for (let half: usize = 0; half < 32; half += 16) {
      let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
      let x = input + half;
      for (let d = delta; d < deltaEnd; d += ROW_BYTES) {
        const low = v128.load(d);
        const high = v128.load(d, 16);
        const xa = v128.load32_splat(x);
        a0 = f32x4.add(a0, f32x4.mul(xa, low));
        a1 = f32x4.add(a1, f32x4.mul(xa, high));
        const xb = v128.load32_splat(x, 4);
        b0 = f32x4.add(b0, f32x4.mul(xb, low));
        b1 = f32x4.add(b1, f32x4.mul(xb, high));
        const xc = v128.load32_splat(x, 8);
        c0 = f32x4.add(c0, f32x4.mul(xc, low));
        c1 = f32x4.add(c1, f32x4.mul(xc, high));
        const xd = v128.load32_splat(x, 12);
        d0 = f32x4.add(d0, f32x4.mul(xd, low));
        d1 = f32x4.add(d1, f32x4.mul(xd, high));
        x += ROW_BYTES;
      }
      v128.store(gradient, a0);
      v128.store(gradient, a1, 16);
      v128.store(gradient, b0, 32);
      v128.store(gradient, b1, 48);
      v128.store(gradient, c0, 64);
      v128.store(gradient, c1, 80);
      v128.store(gradient, d0, 96);
      v128.store(gradient, d1, 112);
      gradient += 128;
    }
  }
}

/** Updates a layer's biases: `∂L/∂b = Σᵣ delta[r]`. */
export function updateBiases(plan: Plan, layer: Layer, rows: usize, thread: usize): void {
  const bias = layer.bias - plan.parameters;
  const gradient = sumsOf(plan, thread);
  for (let p: usize = 0; p < layer.panels; p++) {
    const delta = layer.delta + p * plan.stride;
    let low = f32x4.splat(0), high = low;
    for (let d = delta; d < delta + rows * ROW_BYTES; d += ROW_BYTES) {
      low = f32x4.add(low, v128.load(d));
      high = f32x4.add(high, v128.load(d, 16));
    }
    v128.store(gradient, low);
    v128.store(gradient, high, 16);
    applyGradient(plan, layer, bias + p * ROW_BYTES, gradient, ROW_BYTES);
  }
}

/** Updates a thread's share of the weights of a layer with lists of its inputs. */
export function updateSparseWeights(
  plan: Plan, lists: Lists, layer: Layer, rows: usize, thread: usize, threads: usize,
): void {
  const from = layer.panels * thread / threads, to = layer.panels * (thread + 1) / threads;
  if (isWide(layer)) {
    sortEntries(lists, layer, rows, thread, threads);
    barrier(plan, <u32>threads);
    updateByInput(plan, lists, layer, rows, from, to, thread);
  } else {
    updateByRow(plan, lists, layer, rows, from, to, thread);
  }
}

/** Updates the weights of panels `from` to `to`, two at a time. */
function updateByRow(
  plan: Plan, lists: Lists, layer: Layer, rows: usize, from: usize, to: usize, thread: usize,
): void {
  const sums = sumsOf(plan, thread);
  const bytes = layer.inputPanels * 256;
  for (let p = from; p < to;) {
    const panels = min<usize>(2, to - p);
    memory.fill(sums, 0, panels * bytes);
    if (panels == 2) addTwoPanels(plan, lists, layer, p, rows, sums, bytes);
    else addPanel(plan, lists, layer, p, rows, sums);
    move(plan, layer, p, panels, 0, sums, bytes);
    p += panels;
  }
}

/** Moves the weights of some panels of units, from the offset `start` in each on, by gradients `[panels][bytes]`. */
function move(
  plan: Plan, layer: Layer, p: usize, panels: usize, start: usize, gradient: usize, bytes: usize,
): void {
  const weight = layer.weight - plan.parameters + start;
  for (let i: usize = 0; i < panels; i++) {
    const at = weight + (p + i) * layer.inputPanels * 256;
    addL1(plan, at, gradient + i * bytes, bytes);
    applyGradient(plan, layer, at, gradient + i * bytes, bytes);
  }
}

/** Adds all entries, times two panels of deltas, to `sums[2][inputs][8]`, which are `bytes` apart. */
function addTwoPanels(
  plan: Plan, lists: Lists, layer: Layer, p: usize, rows: usize, sums: usize, bytes: usize,
): void {
  for (let r: usize = 0; r < rows; r++) {
    const d = layer.delta + p * plan.stride + r * ROW_BYTES;
    const a0 = v128.load(d), a1 = v128.load(d, 16);
    const b0 = v128.load(d + plan.stride), b1 = v128.load(d + plan.stride, 16);
    const last = endOfEntries(lists, r);
    for (let e = firstEntry(lists, r); e < last; e += ENTRY_BYTES) {
      const x = valueOf(e);
      const ka = sums + offsetOf(e), kb = ka + bytes;
      v128.store(ka, f32x4.add(v128.load(ka), f32x4.mul(x, a0)));
      v128.store(ka, f32x4.add(v128.load(ka, 16), f32x4.mul(x, a1)), 16);
      v128.store(kb, f32x4.add(v128.load(kb), f32x4.mul(x, b0)));
      v128.store(kb, f32x4.add(v128.load(kb, 16), f32x4.mul(x, b1)), 16);
    }
  }
}

/** The same for one panel. */
function addPanel(plan: Plan, lists: Lists, layer: Layer, p: usize, rows: usize, sums: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    const d = layer.delta + p * plan.stride + r * ROW_BYTES;
    const low = v128.load(d), high = v128.load(d, 16);
    const last = endOfEntries(lists, r);
    for (let e = firstEntry(lists, r); e < last; e += ENTRY_BYTES) {
      const x = valueOf(e);
      const k = sums + offsetOf(e);
      v128.store(k, f32x4.add(v128.load(k), f32x4.mul(x, low)));
      v128.store(k, f32x4.add(v128.load(k, 16), f32x4.mul(x, high)), 16);
    }
  }
}

/** The same from sorted entries, up to three panels at a time; these are braided, into `z`, which nobody needs any more. */
function updateByInput(
  plan: Plan, lists: Lists, layer: Layer, rows: usize, from: usize, to: usize, thread: usize,
): void {
  const inputs = layer.inputPanels * PANEL;
  const sums = sumsOf(plan, thread);
  for (let p = from; p < to;) {
    const panels = panelsAtOnce(to - p);
    const piece = SUMS_BYTES / (panels * ROW_BYTES);
    let delta = layer.delta + p * plan.stride;
    if (panels == 3) {
      const braided = layer.z + p * plan.stride;
      braid(delta, plan.stride, rows, braided);
      delta = braided;
    }
    for (let k: usize = 0; k < inputs; k += piece) {
      const count = min(piece, inputs - k), bytes = count * ROW_BYTES;
      sumEntries(panels, placeOfFirst(lists, k), placeOfFirst(lists, k + 1), count, delta, plan.stride, sums, bytes, true);
      move(plan, layer, p, panels, k * ROW_BYTES, sums, bytes);
    }
    p += panels;
  }
}

/** What an input costs besides its entries, for sharing the inputs out evenly. */
const INPUT_COST: usize = 8;

/** Where it stands where the entries of input `k` begin, and those of the one before it end. */
@inline function placeOfFirst(lists: Lists, k: usize): usize {
  return lists.inputEnds + k * 4;
}

/** Sorts the entries of a thread's share of the inputs. All threads must be done before they are read. */
function sortEntries(lists: Lists, layer: Layer, rows: usize, thread: usize, threads: usize): void {
  const inputs = layer.inputPanels * PANEL;
  // First how many entries an input has, then where its next one goes, in the end where they end.
  const places = lists.places + thread * inputs * 4;
  memory.fill(places, 0, inputs * 4);
  let cost = inputs * INPUT_COST;
  for (let r: usize = 0; r < rows; r++) {
    const first = firstEntry(lists, r), last = endOfEntries(lists, r);
    cost += (last - first) / ENTRY_BYTES;
    for (let e = first; e < last; e += ENTRY_BYTES) {
      const count = places + (offsetOf(e) >> 3);
      store<u32>(count, load<u32>(count) + 1);
    }
  }

  const fromCost = cost * thread / threads, toCost = cost * (thread + 1) / threads;
  let from = inputs, to = inputs;
  let at = lists.inputEntries;
  cost = 0;
  for (let k: usize = 0; k < inputs; k++) {
    if (from == inputs && cost >= fromCost) from = k;
    if (to == inputs && cost >= toCost) to = k;
    const count = <usize>load<u32>(places + k * 4);
    store<u32>(places + k * 4, <u32>at);
    at += count * ENTRY_BYTES;
    cost += count + INPUT_COST;
  }

  const fromOffset = from * ROW_BYTES, toOffset = to * ROW_BYTES;
  for (let r: usize = 0; r < rows; r++) {
    const last = endOfEntries(lists, r);
    for (let e = firstEntry(lists, r); e < last; e += ENTRY_BYTES) {
      const offset = offsetOf(e);
      if (offset < fromOffset || offset >= toOffset) continue;
      const place = places + (offset >> 3);
      const sorted = <usize>load<u32>(place);
      store<u32>(sorted, <u32>(r * ROW_BYTES));
      store<u32>(sorted, load<u32>(e, 4), 4);
      store<u32>(place, <u32>(sorted + ENTRY_BYTES));
    }
  }
  if (thread == 0) store<u32>(placeOfFirst(lists, 0), <u32>lists.inputEntries);
  memory.copy(placeOfFirst(lists, from + 1), places + from * 4, (to - from) * 4);
}
