/**
 * @file What went wrong, by its kind: in Japanese a sentence that says it, and the original as a detail, for that names
 * the file, the row or the value.
 */

import type { Trouble } from "../kit/failure";

const kind = (lead: string, english = "") => ({
  en: (sentence: string) => `${english}${sentence}`,
  ja: (sentence: string) => `${lead}詳細(英語):${sentence}`,
});

export const trouble = {
  "invalid-argument": kind("設定の値が正しくありません。"),
  "invalid-model": kind("ネットワークの内容に矛盾があります。"),
  "invalid-file": kind("ファイルが壊れているか、中身が正しい形式ではありません。"),
  "invalid-data": kind("データの形か値が正しくありません。"),
  "not-found": kind("必要なファイルが見つかりません。"),
  diverged: kind("計算が発散し、値が数ではなくなりました。"),
  "out-of-memory": kind("メモリーが足りません。"),
  unsupported: kind("このブラウザー、またはページの設定では計算できません。"),
  missing: kind("画像のファイルが見つかりません。"),
  unreachable: kind("画像を読み込めませんでした。接続を確かめてください。"),
  damaged: kind("画像のファイルの中身が正しくありません。"),
  unexpected: kind("思いがけないことが起きました。", "Something unexpected happened: "),
} satisfies Record<Trouble["kind"], unknown>;
