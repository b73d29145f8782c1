/**
 * @file What went wrong, as plain data that a Worker can send: what kind it is, the sentence that whoever noticed it wrote, and
 * how each kind is said in the reader's language.
 */

import { AkariError, type AkariErrorCode } from "akari";

/** A file is not beside the page, cannot be reached, or is not what it should be. */
export type FileProblem = "missing" | "unreachable" | "damaged";

export interface Failure {
  /** An error's code, what is wrong with a file beside the page, or `unexpected` for what nobody foresaw. */
  readonly kind: AkariErrorCode | FileProblem | "unexpected";
  /** In English, with the file, row or value that it is about. */
  readonly sentence: string;
}

/** An error that is plain data besides: one that has come from a Worker, or a part of the page knows its kind. */
export class FailureError extends Error {
  override readonly name: string = "FailureError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.sentence);
    this.failure = failure;
  }
}

/** An error as plain data. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  if (error instanceof AkariError) return { kind: error.code, sentence: error.message };
  return { kind: "unexpected", sentence: error instanceof Error ? error.message : String(error) };
}

const kind = (lead: string, english = "") => ({
  en: (sentence: string) => `${english}${sentence}`,
  ja: (sentence: string) => `${lead}詳細（英語）：${sentence}`,
});

export const failures = {
  "invalid-argument": kind("設定の値が正しくありません。"),
  "invalid-model": kind("ネットワークの内容に矛盾があります。"),
  "invalid-file": kind("ファイルが壊れているか、中身が正しい形式ではありません。"),
  "invalid-data": kind("データの形か値が正しくありません。"),
  "not-found": kind("必要なファイルが見つかりません。"),
  diverged: kind("計算が発散し、値が NaN になりました。"),
  "out-of-memory": kind("メモリーが足りません。"),
  unsupported: kind("このブラウザー、またはページの設定では計算できません。"),
  missing: kind("画像のファイルが見つかりません。"),
  unreachable: kind("画像を読み込めませんでした。接続を確かめてください。"),
  damaged: kind("画像のファイルの中身が正しくありません。"),
  unexpected: kind("予期しないエラーが発生しました。", "Something unexpected happened: "),
} satisfies Record<Failure["kind"], unknown>;
