/**
 * @file The formulas of the card: a layer's equation with one row marked, and every activation function.
 */

import type { ActivationName } from "akari";
import { fraction, type MathNode, matrix, mi, mn, mo, mtext, row, sub, sup } from "./math";

/**
 * `a = σ(W a + b)`, with the row of one neuron written out and marked. Units are counted from 1, as on the screen.
 *
 * @param unit from 0
 */
export function layerFormula(units: number, inputs: number, unit: number): MathNode {
  const own = mn(String(unit + 1));
  const above = unit > 0;
  const below = unit < units - 1;
  const rows = (cells: readonly MathNode[]): MathNode => {
    const dots = cells.map(() => mo("⋮"));
    return matrix([...(above ? [dots] : []), cells, ...(below ? [dots] : [])], above ? 1 : 0);
  };
  return row(
    rows([sub(mi("a"), own)]),
    mo("="),
    mi("σ"),
    mo("("),
    rows(weightsOf(own, inputs)),
    matrix(activationsOf(inputs)),
    mo("+"),
    rows([sub(mi("b"), own)]),
    mo(")"),
  );
}

function weightsOf(own: MathNode, inputs: number): MathNode[] {
  const weight = (from: number): MathNode => sub(mi("w"), row(own, mo(","), mn(String(from))));
  return ends(inputs, weight, mo("⋯"));
}

function activationsOf(inputs: number): MathNode[][] {
  const activation = (from: number): MathNode => sub(mi("a"), mn(String(from)));
  return ends(inputs, activation, mo("⋮")).map((cell) => [cell]);
}

/** The first, dots for those between, and the last. */
function ends(count: number, cell: (n: number) => MathNode, dots: MathNode): MathNode[] {
  if (count === 1) return [cell(1)];
  return count === 2 ? [cell(1), cell(2)] : [cell(1), dots, cell(count)];
}

const z = mi("z");
const e = (exponent: MathNode): MathNode => sup(mi("e"), exponent);
const minusZ = row(mo("−"), z);
const of = (name: string, argument: MathNode): MathNode => row(mi(name), mo("("), argument, mo(")"));
const cases = (above: MathNode, below: MathNode, ifWord: string, elseWord: string): MathNode =>
  row(above, mtext(` ${ifWord} `), z, mo(">"), mn("0"), mtext(`, ${elseWord} `), below);

/** The right side of `σ(z) = …`. The two words are those of a formula with cases, in the page's language. */
export function activationFormula(name: ActivationName, ifWord: string, elseWord: string): MathNode {
  switch (name) {
    case "linear":
      return z;
    case "sigmoid":
      return fraction(mn("1"), row(mn("1"), mo("+"), e(minusZ)));
    case "tanh":
      return of("tanh", z);
    case "relu":
      return row(mi("max"), mo("("), mn("0"), mo(","), z, mo(")"));
    case "leaky_relu":
      return cases(z, row(mn("0.01"), z), ifWord, elseWord);
    case "elu":
      return cases(z, row(e(z), mo("−"), mn("1")), ifWord, elseWord);
    case "gelu":
      return row(z, of("Φ", z));
    case "silu":
      return fraction(z, row(mn("1"), mo("+"), e(minusZ)));
    case "softplus":
      return of("log", row(mn("1"), mo("+"), e(z)));
    case "softmax":
      return fraction(e(z), row(sub(mo("∑"), mi("j")), e(sub(mi("z"), mi("j")))));
  }
}
