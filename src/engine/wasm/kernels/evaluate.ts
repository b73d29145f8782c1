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
import { cutEntries } from "./sparse";
import { linearForward } from "./step";
import { SOFTMAX } from "./tables.generated";

/**
 * Takes rows of a source through the network.
 *
 * @param order `[rows]` row numbers, `u32`
 * @param place which rows of the plan's arrays they pass through, from this one on, a multiple of four
 * @param outputs where `[rows, units]` of `f32` are written, or 0
 * @param losses where `[rows]` of `f64` are written, or 0
 */
export function evaluate(
  plan: Plan, source: Source, order: usize, rows: usize, place: usize, outputs: usize, losses: usize,
): void {
  const end = place + rows;
  const from = order - place * 4;
  let sparse = isSparse(source);
  if (source.kind == RAW_U8) sparse = loadRows<u8>(plan, source, from, place, end);
  else if (source.kind == RAW_F32) sparse = loadRows<f32>(plan, source, from, place, end);
  else gather(plan, source, from, place, end, rows == 1);
  if (sparse) cutEntries(plan, place, end);
  forward(plan, 0, sparse, place, end);
  const output = plan.last();
  if (losses != 0) {
    rowLosses(plan, place, end);
    memory.copy(losses, plan.rowLosses + place * 8, rows * 8);
  }
  if (outputs != 0) unpackRows(output.a + place * ROW_BYTES, plan.stride, rows, output.units, outputs);
}

/** The rest of a forward pass, from layer `first` on: the activations of the layer before it are taken as they stand. */
export function forwardFrom(plan: Plan, first: usize, rows: usize): void {
  forward(plan, first, false, 0, rows);
}

function forward(plan: Plan, first: usize, sparse: bool, from: usize, to: usize): void {
  for (let i = first; i < plan.layerCount; i++) {
    const layer = plan.layer(i);
    linearForward(plan, i, sparse, 0, layer.panels, from, to);
    if (layer.activation == SOFTMAX) softmaxForward(plan, from, to);
    else activationForward(layer, plan.stride, 0, layer.panels, from, to);
  }
}
