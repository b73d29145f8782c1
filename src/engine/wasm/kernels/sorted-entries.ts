/**
 * @file The batch's entries sorted by their input: entries of eight bytes, `u32` the offset of the row in a panel of
 * deltas (`r * 32`), `f32` the value; the entries of an input in the order of the rows.
 *
 * Each thread sorts those of a run of inputs; `plan.inputEnds` tells where the entries of each input end.
 */

import { Layer, PANEL, Plan, ROW_BYTES } from "./plan";
import { ENTRY_BYTES, endOfEntries, firstEntry, offsetOf } from "./sparse";

/** What an input costs besides its entries, for sharing the inputs out evenly. */
const INPUT_COST: usize = 8;

/** Where the entries of input `k` end. */
@inline export function endOf(plan: Plan, k: usize): usize {
  return <usize>load<u32>(plan.inputEnds + k * 4);
}

/** Where the entries of input `k` begin. */
@inline export function firstOf(plan: Plan, k: usize): usize {
  return k == 0 ? plan.inputEntries : endOf(plan, k - 1);
}

/** Sorts the entries of a thread's share of the inputs. All threads must be done before they are read. */
export function sortEntries(plan: Plan, layer: Layer, rows: usize, thread: usize, threads: usize): void {
  const inputs = layer.inputPanels * PANEL;
  // First how many entries an input has, then where its next one goes, in the end where they end.
  const places = plan.places + thread * inputs * 4;
  memory.fill(places, 0, inputs * 4);
  let cost = inputs * INPUT_COST;
  for (let r: usize = 0; r < rows; r++) {
    const first = firstEntry(plan, r), last = endOfEntries(plan, r);
    cost += (last - first) / ENTRY_BYTES;
    for (let e = first; e < last; e += ENTRY_BYTES) {
      const count = places + (offsetOf(e) >> 3);
      store<u32>(count, load<u32>(count) + 1);
    }
  }

  const fromCost = cost * thread / threads, toCost = cost * (thread + 1) / threads;
  let from = inputs, to = inputs;
  let at = plan.inputEntries;
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
    const last = endOfEntries(plan, r);
    for (let e = firstEntry(plan, r); e < last; e += ENTRY_BYTES) {
      const offset = offsetOf(e);
      if (offset < fromOffset || offset >= toOffset) continue;
      const place = places + (offset >> 3);
      const sorted = <usize>load<u32>(place);
      store<u32>(sorted, <u32>(r * ROW_BYTES));
      store<u32>(sorted, load<u32>(e, 4), 4);
      store<u32>(place, <u32>(sorted + ENTRY_BYTES));
    }
  }
  memory.copy(plan.inputEnds + from * 4, places + from * 4, (to - from) * 4);
}
