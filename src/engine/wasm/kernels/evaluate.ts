/**
 * @file Rows on their way to their outputs and losses, outside training. No row needs another, so each thread takes whole
 * blocks of rows through all layers, in rows of the plan's arrays of its own, and meets no other thread on the way.
 */

import { activationForward } from "./activation";
import { gather, isSparse } from "./gather";
import { loadRows, unpackRows } from "./inputs";
import { RAW_F32, RAW_U8, ROW_BYTES } from "./layout.generated";
import { rowLosses, softmaxForward } from "./loss";
import { Plan, Source } from "./plan";
import { cutInputs } from "./sparse";
import { linearForward } from "./step";
import { SOFTMAX } from "./tables.generated";

/**
 * Takes a block of rows of a source through the network.
 *
 * @param order `[rows]` row numbers, `u32`
 * @param rows of all blocks
 * @param outputs where all blocks' `[rows, units]` of `f32` are written
 * @param losses where their `[rows]` of `f64` are written, or 0
 * @param block rows of a block but the last, a multiple of four where there are several
 * @param index which block
 */
export function evaluate(
  plan: Plan, source: Source, order: usize, rows: usize, outputs: usize, losses: usize, block: usize, index: usize,
  thread: usize,
): void {
  const first = index * block, count = min(block, rows - first);
  const from = thread * block, to = from + count;
  const named = order + (first - from) * 4;
  let sparse = isSparse(source);
  if (source.kind == RAW_U8 || source.kind == RAW_F32) {
    sparse = loadRows(plan, source, source.kind == RAW_U8, named, from, to);
  } else gather(plan, source, named, from, to, count == 1);
  if (sparse) cutInputs(plan, from, to);
  forward(plan, 0, sparse, from, to, thread);
  const output = plan.last();
  if (losses != 0) {
    rowLosses(plan, from, to);
    memory.copy(losses + first * 8, plan.rowLosses + from * 8, count * 8);
  }
  unpackRows(output.a + from * ROW_BYTES, plan.stride, count, output.units, outputs + first * output.units * 4);
}

/** The rest of a forward pass, from layer `first` on: the activations of the layer before it are taken as they stand. */
export function forwardFrom(plan: Plan, first: usize, rows: usize): void {
  forward(plan, first, false, 0, rows, 0);
}

function forward(plan: Plan, first: usize, sparse: bool, from: usize, to: usize, thread: usize): void {
  for (let i = first; i < plan.layerCount; i++) {
    const layer = plan.layer(i);
    linearForward(plan, i, sparse, 0, layer.panels, from, to, thread);
    if (layer.activation == SOFTMAX) softmaxForward(plan, from, to);
    else activationForward(layer, plan.stride, 0, layer.panels, from, to);
  }
}
