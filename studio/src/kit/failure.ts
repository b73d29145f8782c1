/**
 * @file What went wrong, as plain data that a Worker can send: what kind it is, to be said in the reader's language, and
 * the sentence that whoever noticed it wrote.
 */

import { AkariError, type AkariErrorCode } from "akari";
import { PieceError, type PieceErrorKind } from "../mnist/pieces";

export interface Trouble {
  /** An error's code, what is wrong with a piece of MNIST, or `unexpected` for what nobody foresaw. */
  readonly kind: AkariErrorCode | PieceErrorKind | "unexpected";
  /** In English, with the file, row or value that it is about. */
  readonly sentence: string;
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof AkariError) return { kind: error.code, sentence: error.message };
  if (error instanceof PieceError) return { kind: error.kind, sentence: error.message };
  return { kind: "unexpected", sentence: error instanceof Error ? error.message : String(error) };
}
