/**
 * @file Activation functions and their derivatives, four neurons at a time. The definitions, in float64, are in
 * src/model/activations.ts, whose ids they are known by; another number traps, for it would mean another function.
 */

import { exp, expm1, normalCdf, normalDensity, sigmoid, softplus, tanh } from "./elementary";
import { PANEL, ROW_BYTES } from "./layout.generated";
import { Layer } from "./plan";
import {
  ELU, GELU, LEAKY_RELU, LEAKY_SLOPE, LINEAR, RELU, SIGMOID, SILU, SOFTPLUS, TANH,
} from "./tables.generated";

/** `σ(z)`. */
function value(kind: u32, z: v128): v128 {
  const zero = f32x4.splat(0);
  switch (kind) {
    case LINEAR: return z;
    case SIGMOID: return sigmoid(z);
    case TANH: return tanh(z);
    case RELU: return f32x4.max(z, zero);
    case LEAKY_RELU: return v128.bitselect(z, f32x4.mul(z, f32x4.splat(LEAKY_SLOPE)), f32x4.gt(z, zero));
    case ELU: return v128.bitselect(z, expm1(z), f32x4.gt(z, zero));
    case GELU: return f32x4.mul(z, normalCdf(z));
    case SILU: return f32x4.mul(z, sigmoid(z));
    case SOFTPLUS: return softplus(z);
    default: return unreachable();
  }
}

/** `σ'(z)`, given also `a = σ(z)`. */
function derivative(kind: u32, z: v128, a: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  switch (kind) {
    case LINEAR: return one;
    case SIGMOID: return f32x4.mul(a, f32x4.sub(one, a));
    case TANH: return f32x4.sub(one, f32x4.mul(a, a));
    case RELU: return v128.and(one, f32x4.gt(z, zero));
    case LEAKY_RELU: return v128.bitselect(one, f32x4.splat(LEAKY_SLOPE), f32x4.gt(z, zero));
    case ELU: return v128.bitselect(one, f32x4.add(a, one), f32x4.gt(z, zero));
    case GELU: return f32x4.add(normalCdf(z), f32x4.mul(z, normalDensity(z)));
    case SILU: {
      const s = sigmoid(z);
      return f32x4.mul(s, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, s))));
    }
    case SOFTPLUS: return sigmoid(z);
    default: return unreachable();
  }
}

/** `a = σ(z)` for panels `begin` to `end` of rows `from` to `to`; lanes that fill up the layer's last panel become 0. */
export function activationForward(layer: Layer, stride: usize, begin: usize, end: usize, from: usize, to: usize): void {
  const kind = layer.activation;
  for (let p = begin; p < end; p++) {
    const low = unitMask(layer.units, p * PANEL);
    const high = unitMask(layer.units, p * PANEL + 4);
    const z = layer.z + p * stride;
    const a = layer.a + p * stride;
    for (let i = from * ROW_BYTES; i < to * ROW_BYTES; i += ROW_BYTES) {
      v128.store(a + i, v128.and(low, value(kind, v128.load(z + i))));
      v128.store(a + i, v128.and(high, value(kind, v128.load(z + i, 16))), 16);
    }
  }
}

/** The chain rule through an activation: `δ = ∂L/∂z = ∂L/∂a · σ'(z)`, written over `∂L/∂a`, for rows `from` to `to`. */
export function activationBackward(layer: Layer, stride: usize, from: usize, to: usize): void {
  const kind = layer.activation;
  for (let p: usize = 0; p < layer.panels; p++) {
    const z = layer.z + p * stride;
    const a = layer.a + p * stride;
    const delta = layer.delta + p * stride;
    for (let i = from * ROW_BYTES; i < to * ROW_BYTES; i += 16) {
      const slope = derivative(kind, v128.load(z + i), v128.load(a + i));
      v128.store(delta + i, f32x4.mul(v128.load(delta + i), slope));
    }
  }
}

/** All bits set in the lanes, counted from `first`, that belong to one of `units` units. */
export function unitMask(units: usize, first: usize): v128 {
  const lanes = i32x4.add(i32x4.splat(<i32>first), i32x4(0, 1, 2, 3));
  return i32x4.lt_s(lanes, i32x4.splat(<i32>units));
}
