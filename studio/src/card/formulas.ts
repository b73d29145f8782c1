/**
 * @file The formulas of the card: a layer's equation with one row marked, and every activation function.
 */

import {
  ACTIVATION_FORMULAS,
  type ActivationName,
  PRODUCT,
  SUM,
  type Syntax,
  simplified,
  WHOLE,
  written,
} from "akari/model";
import { fraction, type MathNode, matrix, mi, mn, mo, mtext, root, row, sub, sup } from "./math";

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

/** `a = σ(z)` */
export const ACTIVATION: MathNode = row(mi("a"), mo("="), mi("σ"), mo("("), mi("z"), mo(")"));

/** Functions that have a sign of their own in a formula; all others are written as `log(…)` is. */
const mathSyntax = (ifWord: string, elseWord: string): Syntax<MathNode> => ({
  number: (value) => mn(String(value)),
  variable: (name) => {
    const [letter, index] = name.split("_");
    return index === undefined ? mi(letter) : sub(mi(letter), mi(index));
  },
  enclosed: (inside) => row(mo("("), inside, mo(")")),
  operation: (name, args) => {
    const [x, y] = args;
    switch (name) {
      case "add":
        return row(x(SUM), mo("+"), y(SUM));
      case "subtract":
        return row(x(SUM), mo("−"), y(PRODUCT));
      case "multiply":
        return row(x(PRODUCT), y(PRODUCT));
      case "divide":
        return fraction(x(), y());
      case "negate":
        return row(mo("−"), x(WHOLE));
      case "square":
        return sup(x(WHOLE), mn("2"));
      case "sqrt":
        return root(x());
      case "abs":
        return row(mo("|"), x(), mo("|"));
      case "exp":
        return sup(mi("e"), x());
      case "sum":
        return row(sub(mo("∑"), mi("j")), x(PRODUCT));
      case "above":
        return row(args[2](), mtext(ifWord), x(), mo(">"), y(), mtext(elseWord), args[3]());
      default:
        return row(
          mi(name),
          mo("("),
          ...args.flatMap((arg, i) => (i === 0 ? [arg()] : [mo(","), arg()])),
          mo(")"),
        );
    }
  },
});

/** The right side of `σ(z) = …`. The two words are those of a formula with cases, in the page's language. */
export const activationFormula = (name: ActivationName, ifWord: string, elseWord: string): MathNode =>
  written(simplified(ACTIVATION_FORMULAS[name].formula), mathSyntax(ifWord, elseWord));
