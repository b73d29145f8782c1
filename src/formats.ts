/**
 * @file What `import … from "akari/formats"` gives: models out of the bytes of any file that Akari reads, in Node and in
 * browsers alike. Unlike `akari` itself it needs packages, which are loaded with the first file that asks for them.
 */

export { decodeAnyModel } from "./formats/any-model.packages.js";
export {
  type Argument,
  type Expression,
  formulaText,
  NEGATED,
  type Operation,
  type OperationName,
  PRODUCT,
  SUM,
  type Syntax,
  simplified,
  type Variable,
  WHOLE,
  written,
} from "./model/expressions.js";
export {
  ACTIVATION_FORMULAS,
  type ActivationFormula,
  LOSS_FORMULAS,
  type OnnxOperator,
} from "./model/formulas.js";
