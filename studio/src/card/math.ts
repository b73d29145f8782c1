/**
 * @file Formulas as plain data, which `Formula.svelte` renders as MathML.
 */

export interface MathNode {
  readonly tag:
    | "mi"
    | "mn"
    | "mo"
    | "mtext"
    | "mrow"
    | "msub"
    | "msup"
    | "msqrt"
    | "mfrac"
    | "mtable"
    | "mtr"
    | "mtd";
  readonly content: string | readonly MathNode[];
  /** Stands out from the rest. */
  readonly marked?: boolean;
}

const leaf =
  (tag: MathNode["tag"]) =>
  (content: string): MathNode => ({ tag, content });
const branch =
  (tag: MathNode["tag"]) =>
  (...content: readonly MathNode[]): MathNode => ({ tag, content });

/** An identifier, a number, an operator, words. */
export const mi = leaf("mi");
export const mn = leaf("mn");
export const mo = leaf("mo");
export const mtext = leaf("mtext");
export const row = branch("mrow");
export const sub = branch("msub");
export const sup = branch("msup");
export const root = branch("msqrt");
export const fraction = branch("mfrac");

/** A number, in parentheses where its sign would meet an operator. */
export const factor = (text: string): MathNode =>
  text.startsWith("−") ? row(mo("("), mn(text), mo(")")) : mn(text);

/** A matrix, one of whose rows may be marked. Its brackets are drawn by the page: not every system has fonts whose brackets grow. */
export function matrix(rows: readonly (readonly MathNode[])[], marked?: number): MathNode {
  return {
    tag: "mtable",
    content: rows.map((cells, i) => ({
      tag: "mtr",
      content: cells.map((cell) => ({ tag: "mtd", content: [cell], marked: i === marked })),
    })),
  };
}

/** What it says without its shape, for tests and for where no formula can be drawn. */
export function plainText({ content }: MathNode): string {
  return typeof content === "string" ? content : content.map(plainText).join("");
}
