/**
 * @file Formulas as plain data: an expression is a number, a variable, or an operation with its arguments, such as
 * `{ max: [0, "z"] }`. An activation or a loss is written so once (in formulas.ts), and from that come its value, its
 * code in other languages, its nodes in a graph and its picture on the page.
 */

import { invalidArgument } from "../error.js";
import { erf } from "./erf.js";

/** What each operation computes. `above` chooses: its third argument where the first is above the second, else its fourth. */
const OPERATIONS = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (a) => -a,
  square: (a) => a * a,
  sqrt: Math.sqrt,
  abs: Math.abs,
  max: Math.max,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  tanh: Math.tanh,
  erf,
  above: (a, b, chosen, other) => (a > b ? chosen : other),
} satisfies Record<string, (...values: number[]) => number>;

/**
 * `sum` adds up what its argument is for each unit `j` of the layer.
 *
 * @useDeclaredType
 */
export type OperationName = keyof typeof OPERATIONS | "sum";

/** One operation and its arguments. */
export type Operation = {
  [Name in OperationName]: { readonly [Key in Name]: readonly Expression[] };
}[OperationName];

/**
 * The weighted sum `z`, the activation `a` and the target `y` of a unit, and within a `sum` those of each unit `j`. In a
 * rule `u` and `v` stand for anything.
 */
export type Variable = "z" | "a" | "y" | "z_j" | "a_j" | "y_j" | "u" | "v";

export type Expression = number | Variable | Operation;

/** An operation's name and arguments. */
export const operationOf = (operation: Operation): [OperationName, readonly Expression[]] =>
  Object.entries(operation)[0] as [OperationName, readonly Expression[]];

/** Whether an operation occurs anywhere in an expression. */
export function uses(expression: Expression, wanted: OperationName): boolean {
  if (typeof expression !== "object") return false;
  const [name, args] = operationOf(expression);
  return name === wanted || args.some((arg) => uses(arg, wanted));
}

/** Whether no variable occurs in an expression. */
export const isConstant = (expression: Expression): expression is number | Operation =>
  typeof expression === "object"
    ? operationOf(expression)[1].every(isConstant)
    : typeof expression === "number";

/** The numbers that variables stand for: those of one unit, and those of all, `[units]` each. */
export type Values = Readonly<Partial<Record<Variable, number | undefined>>> & {
  readonly units?: Readonly<Partial<Record<"z" | "a" | "y", ArrayLike<number>>>>;
};

/**
 * The value of an expression.
 *
 * @throws AkariError `invalid-argument` where a variable has no value
 */
export function evaluate(expression: Expression, values: Values): number {
  if (typeof expression === "number") return expression;
  if (typeof expression === "string") {
    const value = values[expression];
    if (value === undefined) {
      throw invalidArgument(`The variable ${expression} of a formula has no value.`);
    }
    return value;
  }
  const [name, args] = operationOf(expression);
  if (name !== "sum") {
    const operation: (...values: number[]) => number = OPERATIONS[name];
    return operation(...args.map((arg) => evaluate(arg, values)));
  }
  const { z, a, y } = values.units ?? {};
  const count = (z ?? a ?? y)?.length ?? 0;
  let sum = 0;
  for (let j = 0; j < count; j++)
    sum += evaluate(args[0], { ...values, z_j: z?.[j], a_j: a?.[j], y_j: y?.[j] });
  return sum;
}

/** What may be written for what: two expressions with the same value, in which `u` and `v` are any expressions. */
export type Rule = readonly [from: Expression, to: Expression];

/** Of products with a reciprocal quotients. */
const SIMPLE: readonly Rule[] = [[{ multiply: ["u", { divide: [1, "v"] }] }, { divide: ["u", "v"] }]];

/** Of textbook formulas the same that neither overflows nor cancels where the formula would. */
const SOUND: readonly Rule[] = [
  ...SIMPLE,
  [
    { log: [{ add: [1, { exp: ["u"] }] }] },
    { add: [{ max: ["u", 0] }, { log1p: [{ exp: [{ negate: [{ abs: ["u"] }] }] }] }] },
  ],
  [{ subtract: [{ exp: ["u"] }, 1] }, { expm1: ["u"] }],
];

/** A formula with quotients instead of products with a reciprocal, as everybody writes it. */
export const simplified = (formula: Expression): Expression => rewrite(formula, SIMPLE);

/** A formula as floating point numbers can compute it, however large they are. */
export const sound = (formula: Expression): Expression => rewrite(formula, SOUND);

/** An expression with every rule applied wherever it fits, from the outside in. */
function rewrite(expression: Expression, rules: readonly Rule[]): Expression {
  for (const [from, to] of rules) {
    const found = match(from, expression);
    if (found !== undefined) return rewrite(replace(to, found), rules);
  }
  if (typeof expression !== "object") return expression;
  return withArguments(expression, (arg) => rewrite(arg, rules));
}

type Found = Readonly<Partial<Record<Variable, Expression>>>;

/** What `u` and `v` of a pattern are in an expression; undefined where it does not fit. */
export function match(pattern: Expression, expression: Expression, found: Found = {}): Found | undefined {
  if (pattern === "u" || pattern === "v") {
    const before = found[pattern];
    if (before === undefined) return { ...found, [pattern]: expression };
    return JSON.stringify(before) === JSON.stringify(expression) ? found : undefined;
  }
  if (typeof pattern !== "object" || typeof expression !== "object") {
    return pattern === expression ? found : undefined;
  }
  const [name, args] = operationOf(pattern);
  const [other, others] = operationOf(expression);
  if (name !== other) return undefined;
  return args.reduce<Found | undefined>(
    (all, arg, i) => (all === undefined ? undefined : match(arg, others[i], all)),
    found,
  );
}

/** An expression with others in the places of its variables. */
export const replace = (expression: Expression, found: Found): Expression =>
  typeof expression === "object"
    ? withArguments(expression, (arg) => replace(arg, found))
    : typeof expression === "string"
      ? (found[expression] ?? expression)
      : expression;

function withArguments(operation: Operation, of: (arg: Expression) => Expression): Operation {
  const [name, args] = operationOf(operation);
  return { [name]: args.map(of) } as unknown as Operation;
}

/** An argument as it is written already, in parentheses where it holds together less than is asked: see {@link WHOLE}. */
export type Argument<Written> = (least?: number) => Written;

/** How expressions are written in a language: as text, as MathML, as whatever else. */
export interface Syntax<Written = string> {
  readonly number: (value: number) => Written;
  readonly variable: (name: Variable) => Written;
  readonly enclosed: (written: Written) => Written;
  readonly operation: (name: OperationName, args: readonly Argument<Written>[]) => Written;
}

/** How strongly what an operation writes holds together; what is not named here is a whole. */
const STRENGTH: Readonly<Partial<Record<OperationName, number>>> = {
  above: 0,
  add: 1,
  subtract: 1,
  multiply: 2,
  divide: 2,
  negate: 3,
};
export const [SUM, PRODUCT, NEGATED, WHOLE] = [1, 2, 3, 4];

/** An expression in a language, with parentheses only where they help to read it. */
export function written<Written>(expression: Expression, syntax: Syntax<Written>): Written {
  if (typeof expression === "number") return syntax.number(expression);
  if (typeof expression === "string") return syntax.variable(expression);
  const [name, args] = operationOf(expression);
  return syntax.operation(
    name,
    args.map((arg): Argument<Written> => {
      const inside = written(arg, syntax);
      const strength = typeof arg === "object" ? (STRENGTH[operationOf(arg)[0]] ?? WHOLE) : WHOLE;
      return (least = 0) => (strength < least ? syntax.enclosed(inside) : inside);
    }),
  );
}

type Infix = "add" | "subtract" | "multiply" | "divide";

/**
 * A language of lines of text.
 *
 * @param signs what stands between two arguments
 * @param call how all other operations are written
 */
export function textSyntax(
  signs: Readonly<Record<Infix, string>>,
  call: (name: Exclude<OperationName, Infix>, args: readonly Argument<string>[]) => string,
  variable: (name: Variable) => string = (name) => name,
): Syntax {
  return {
    number: String,
    variable,
    enclosed: (text) => `(${text})`,
    operation: (name, args) => {
      const [left, right] = args;
      switch (name) {
        case "add":
          return left(SUM) + signs[name] + right(SUM);
        case "subtract":
          return left(SUM) + signs[name] + right(SUM + 1);
        // Of products and quotients side by side nobody should have to know which comes first.
        case "multiply":
        case "divide":
          return left(PRODUCT + 1) + signs[name] + right(PRODUCT + 1);
        default:
          return call(name, args);
      }
    },
  };
}

/** As a reader writes it in a line of text: `1 / (1 + e^−z)`. */
const LINE = textSyntax(
  { add: " + ", subtract: " − ", multiply: " ", divide: " / " },
  (name, args) => {
    const [x] = args;
    switch (name) {
      case "above":
        return `${args[2]()} if ${x()} > ${args[1]()}, else ${args[3]()}`;
      case "negate":
        return `−${x(WHOLE)}`;
      case "square":
        return `${x(WHOLE)}²`;
      case "sqrt":
        return `√${x(WHOLE)}`;
      case "abs":
        return `|${x()}|`;
      case "exp":
        return `e^${x(NEGATED)}`;
      case "sum":
        return `Σⱼ ${x(PRODUCT)}`;
      default:
        return `${name}(${args.map((arg) => arg()).join(", ")})`;
    }
  },
  (name) => name.replace("_j", "ⱼ"),
);

/**
 * A formula as a reader writes it in a line of text: `1 / (1 + e^−z)`.
 * @example
 * ```ts
 * formulaText(ACTIVATION_FORMULAS.sigmoid.formula); // 1 / (1 + e^−z)
 * ```
 */
export const formulaText = (formula: Expression): string => written(simplified(formula), LINE);
