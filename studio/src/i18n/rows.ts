/**
 * @file What is said beside a network of a table: the row that goes through it, and its answer.
 */

import type { Phrase } from "./language.svelte";

export const rows = {
  choose: { en: "A row that was held out", ja: "テスト用に取り分けた行" },
  row: {
    en: (line: string, truth: string) => `row ${line}: ${truth}`,
    ja: (line: string, truth: string) => `${line} 行目：${truth}`,
  } satisfies Phrase<[string, string]>,
  own: { en: "typed here", ja: "ここに入力した値" },
  before: { en: "Row before", ja: "前の行" },
  after: { en: "Row after", ja: "次の行" },
  lead: {
    en: "Change a value: what if?",
    ja: "値を変えると、答えはどうなるでしょう？",
  },
  missing: { en: "missing", ja: "欠損値" },
  slider: {
    en: (column: string) => `${column}, slider`,
    ja: (column: string) => `${column}（スライダー）`,
  } satisfies Phrase<[string]>,
  truth: {
    en: (truth: string) => `In the table: ${truth}`,
    ja: (truth: string) => `表の値：${truth}`,
  } satisfies Phrase<[string]>,
  right: {
    en: (truth: string) => `Right: ${truth}`,
    ja: (truth: string) => `正解です：${truth}`,
  } satisfies Phrase<[string]>,
  wrong: {
    en: (truth: string) => `Wrong: in the table it is ${truth}`,
    ja: (truth: string) => `間違いです。表では ${truth} です。`,
  } satisfies Phrase<[string]>,
  second: {
    en: (label: string, value: string) => `second: ${label} · ${value}`,
    ja: (label: string, value: string) => `次点：${label} · ${value}`,
  } satisfies Phrase<[string, string]>,
  unseen: {
    en: (columns: string) => `The training data had no such value in ${columns}: the answer is a guess.`,
    ja: (columns: string) => `${columns} のこの値は学習データにありません。答えは当て推量です。`,
  } satisfies Phrase<[string]>,
  spoken: {
    en: (answer: string) => `The network says ${answer}.`,
    ja: (answer: string) => `ネットワークの予測は ${answer} です。`,
  } satisfies Phrase<[string]>,
};
