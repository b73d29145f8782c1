/**
 * @file The numbers that a learner typed.
 */

import { readTyped } from "../../card/typed";
import type { Work } from "./lesson";

const ANY = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** What stands in a field; `undefined` where that is no number. */
export function numberIn({ typed }: Work, field: string): number | undefined {
  const read = readTyped(typed[field] ?? "", ANY);
  return "value" in read ? read.value : undefined;
}

/** The same for a whole number, which may have its thousands apart: 13,002. */
export function countIn(work: Work, field: string): number | undefined {
  const plain = (work.typed[field] ?? "").normalize("NFKC").trim();
  return /^\d{1,3}([,.\s']\d{3})+$/.test(plain) ? Number(plain.replace(/\D/g, "")) : numberIn(work, field);
}
