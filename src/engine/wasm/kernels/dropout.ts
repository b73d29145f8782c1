/**
 * @file Dropout: which activations a step leaves out is a function of its number, the layer, the row and the unit, that
 * of src/engine/regularizers.ts, so threads need not agree on anything. Those that stay are multiplied by `1 / (1 − share)`.
 */

import { ENTRY_BYTES, ROW_BYTES } from "./layout.generated";
import { Layer, Plan } from "./plan";
import { endOfEntries, firstEntry, offsetOf } from "./sparse";

@inline const STRIDE: u32 = 0x9e3779b9;

/** murmur3's 32-bit finaliser. */
function mix(word: u32): u32 {
  let h = (word ^ (word >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

/** What a row's draws begin with. */
@inline function keyOf(plan: Plan, layer: Layer, row: usize): u32 {
  return mix(mix(layer.dropKey + plan.step * STRIDE) + <u32>row * STRIDE);
}

/** All bits set in the lanes of four draws that are not below the threshold. */
@inline function kept(words: v128, threshold: v128): v128 {
  let h = i32x4.mul(v128.xor(words, i32x4.shr_u(words, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return i32x4.ge_u(v128.xor(h, i32x4.shr_u(h, 16)), threshold);
}

/**
 * Drops of what comes into a layer, or of its gradient, rows `from` to `to`.
 *
 * @param source `[inputPanels][rows][8]`
 * @param target the same, and may be the same place
 */
export function drop(plan: Plan, layer: Layer, source: usize, target: usize, from: usize, to: usize): void {
  const threshold = i32x4.splat(layer.dropThreshold), scale = f32x4.splat(layer.dropScale);
  const lanes = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(STRIDE));
  for (let r = from; r < to; r++) {
    let words = i32x4.add(i32x4.splat(keyOf(plan, layer, r)), lanes);
    let at = r * ROW_BYTES;
    for (let p: usize = 0; p < layer.inputPanels; p++) {
      for (let half: usize = 0; half < ROW_BYTES; half += 16) {
        const a = f32x4.mul(v128.load(source + at + half), scale);
        v128.store(target + at + half, v128.and(a, kept(words, threshold)));
        words = i32x4.add(words, i32x4.splat(4 * STRIDE));
      }
      at += plan.stride;
    }
  }
}

/** The same for the inputs of rows that are lists: what is dropped is no longer in them. */
export function dropEntries(plan: Plan, layer: Layer, from: usize, to: usize): void {
  for (let r = from; r < to; r++) {
    const key = keyOf(plan, layer, r);
    const last = endOfEntries(plan, r);
    let out = firstEntry(plan, r);
    for (let e = out; e < last; e += ENTRY_BYTES) {
      const offset = offsetOf(e);
      if (mix(key + <u32>(offset / ROW_BYTES) * STRIDE) < layer.dropThreshold) continue;
      store<u32>(out, <u32>offset);
      store<f32>(out, load<f32>(e, 4) * layer.dropScale, 4);
      out += ENTRY_BYTES;
    }
    store<u32>(plan.entryEnds + r * 4, <u32>out);
  }
}
