/**
 * @file Writes an activation as nodes of an ONNX graph, from its formula: whatever of it an operator computes by itself,
 * the operator does; the rest is arithmetic.
 */

import { AkariError } from "../../error.js";
import { ACTIVATION_NAMES, type ActivationName } from "../../model/activations.js";
import {
  type Expression,
  evaluate,
  isConstant,
  match,
  type OperationName,
  operationOf,
  replace,
} from "../../model/expressions.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";
import type { GraphWriter } from "./graph-writer.js";

/** Formulas that an operator computes, in terms of `u`. */
const OPERATORS = ACTIVATION_NAMES.flatMap((name) => {
  const { formula, onnx } = ACTIVATION_FORMULAS[name];
  return onnx === undefined ? [] : [{ name, onnx, pattern: replace(formula, { z: "u" }) }];
});

const ARITHMETIC: Readonly<Partial<Record<OperationName, string>>> = {
  add: "Add",
  subtract: "Sub",
  multiply: "Mul",
  divide: "Div",
  negate: "Neg",
  sqrt: "Sqrt",
  abs: "Abs",
  max: "Max",
  exp: "Exp",
  log: "Log",
  erf: "Erf",
};

/**
 * @param sums what the layer's weighted sums are called, float32 `[N, units]`
 * @param layer what the layer is called
 * @returns what its activations are called, float32 `[N, units]`
 */
export function writeActivation(
  graph: GraphWriter,
  activation: ActivationName,
  sums: string,
  layer: string,
): string {
  /** @param own what to call the node, where not by what it does */
  const write = (formula: Expression, own?: string): string => {
    if (typeof formula === "string") return sums;
    if (isConstant(formula)) {
      const number = evaluate(formula, {});
      return graph.tensor(`${layer}/${number}`, [], Float32Array.of(number));
    }
    for (const { name, onnx, pattern } of OPERATORS) {
      const { u } = match(pattern, formula) ?? {};
      if (u === undefined) continue;
      const { operator, settings = {} } = onnx;
      return graph.node(operator, [write(u)], { name: `${layer}/${own ?? name}`, settings });
    }
    const [operation, args] = operationOf(formula);
    const name = `${layer}/${own ?? operation}`;
    switch (operation) {
      case "above": {
        const is = graph.node("Greater", [write(args[0]), write(args[1])], { name: `${name}/is` });
        return graph.node("Where", [is, write(args[2]), write(args[3])], { name });
      }
      case "square":
        return write({ multiply: [args[0], args[0]] }, own);
      case "divide":
        // Division is slower than multiplication.
        if (isConstant(args[1])) return write({ multiply: [args[0], 1 / evaluate(args[1], {})] }, own);
    }
    const operator = ARITHMETIC[operation];
    if (operator === undefined) {
      throw new AkariError("invalid-model", `ONNX has no operator for the ${operation} of ${activation}.`);
    }
    return graph.node(
      operator,
      args.map((arg) => write(arg)),
      { name },
    );
  };
  return write(ACTIVATION_FORMULAS[activation].formula, activation);
}
