/**
 * @file What is said of a table of one's own: its columns, what is learned from it and how well, and the rows that go through
 * the network afterwards.
 */

import type { Phrase } from "./language.svelte";

type Numbers = (value: number, decimals?: number) => string;

export const ownTable = {
  title: { en: "Your own table", ja: "自分の表" },
  lead: {
    en: "Open a CSV file: one row per example, with the names of the columns in the first row. Everything stays in this browser.",
    ja: "CSV ファイルを開いてください。1 行が 1 件のデータで、1 行目に列の名前があるものです。データはこのブラウザーの外に出ません。",
  },
  choose: { en: "Choose a file…", ja: "ファイルを選ぶ…" },
  another: { en: "Another file…", ja: "別のファイル…" },
  hint: {
    en: "Or drop it here. Commas, semicolons or tabs separate the cells; .csv, .tsv, .txt, also packed (.gz).",
    ja: "ここにドロップしてもかまいません。区切りは、コンマ、セミコロン、タブのどれかです（.csv、.tsv、.txt。.gz で圧縮したものも開けます）。",
  },
  reading: {
    en: (name: string) => `Reading ${name}…`,
    ja: (name: string) => `${name} を読み込んでいます…`,
  } satisfies Phrase<[string]>,
  kept: {
    en: (name: string) => `${name} stays open.`,
    ja: (name: string) => `${name} はそのまま開いています。`,
  } satisfies Phrase<[string]>,
  size: {
    en: (name: string, rows: string) => `${name}: ${rows} rows`,
    ja: (name: string, rows: string) => `${name}：${rows} 行`,
  } satisfies Phrase<[string, string]>,
  target: { en: "What to learn", ja: "目的変数" },
  classes: {
    en: (names: string) => `Classes: ${names}`,
    ja: (names: string) => `クラス：${names}`,
  } satisfies Phrase<[string]>,
  number: { en: "A number", ja: "数値" },
  columns: { en: "Columns", ja: "列" },
  column: { en: "Column", ja: "列" },
  kind: { en: "Kind", ja: "種類" },
  holds: { en: "What it holds", ja: "内容" },
  kinds: {
    number: { en: "number", ja: "数値" },
    date: { en: "date", ja: "日付" },
    "yes-no": { en: "yes or no", ja: "はい/いいえ" },
    category: { en: "category", ja: "カテゴリー" },
    "left-out": { en: "not used", ja: "不使用" },
  },
  range: {
    en: (least: string, most: string) => `${least} to ${most}`,
    ja: (least: string, most: string) => `${least}〜${most}`,
  } satisfies Phrase<[string, string]>,
  more: {
    en: (names: string, more: number) => `${names} and ${more} more`,
    ja: (names: string, more: number) => `${names} など（ほかに ${more} 種類）`,
  } satisfies Phrase<[string, number]>,
  missing: {
    en: (count: string) => `${count} missing`,
    ja: (count: string) => `欠損値 ${count}`,
  } satisfies Phrase<[string]>,
  /** Why a column is not used, as the library says it. */
  reasons: [
    { is: /^an identifier: it numbers/, says: { en: "it numbers the rows", ja: "行の番号" } },
    { is: /^an identifier/, says: { en: "a different text in every row", ja: "すべての行で異なる文字列" } },
    { is: /^empty/, says: { en: "empty", ja: "空" } },
    { is: /^the same/, says: { en: "the same in every row", ja: "すべての行で同じ" } },
    { is: /different texts$/, says: { en: "too many different texts", ja: "文字列の種類が多すぎる列" } },
  ] satisfies readonly { readonly is: RegExp; readonly says: Phrase }[],
  notes: { en: "Notes on how it was read", ja: "読み込みの注記（英語）" },
  network: { en: "Hidden neurons", ja: "隠れ層のニューロン" },
  none: { en: "none", ja: "なし" },
  plain: {
    classes: {
      en: "Without a hidden layer this is a linear classifier.",
      ja: "隠れ層がなければ、線形分類です。",
    },
    values: {
      en: "Without a hidden layer this is multiple regression: a weight for each input, and nothing bends.",
      ja: "隠れ層がなければ、重回帰です。入力ごとに重みが 1 つあるだけで、曲がりません。",
    },
  },
  plan: {
    en: (sizes: string, learned: string, held: string) =>
      `${sizes}. It learns from ${learned} rows; ${held} are held out for testing.`,
    ja: (sizes: string, learned: string, held: string) =>
      `${sizes}：${learned} 行で学習し、残りの ${held} 行でテストします。`,
  } satisfies Phrase<[string, string, string]>,
  training: {
    en: (epoch: number, epochs: number, loss: number, number: Numbers) =>
      `Training: epoch ${epoch} of at most ${epochs}, loss ${number(loss, 4)}`,
    ja: (epoch: number, epochs: number, loss: number, number: Numbers) =>
      `学習中：エポック ${epoch} / 最大 ${epochs}、損失 ${number(loss, 4)}`,
  } satisfies Phrase<[number, number, number, Numbers]>,
  right: {
    en: (right: string, held: string) => `It got ${right} of the ${held} rows right that it had never seen.`,
    ja: (right: string, held: string) => `学習に使っていない ${held} 行のうち、${right} 行が正解でした。`,
  } satisfies Phrase<[string, string]>,
  usualRight: {
    en: (label: string, right: string) => `Always answering “${label}” would get ${right} right.`,
    ja: (label: string, right: string) => `いつも「${label}」と答えた場合の正解は ${right} 行です。`,
  } satisfies Phrase<[string, string]>,
  error: {
    en: (held: string, error: string, r2: string) =>
      `On ${held} rows that it had never seen it is off by ${error} (root mean squared error); R² is ${r2}.`,
    ja: (held: string, error: string, r2: string) =>
      `学習に使っていない ${held} 行での誤差は ${error}（二乗平均平方根誤差）、R² は ${r2} です。`,
  } satisfies Phrase<[string, string, string]>,
  usualError: {
    en: (error: string) => `Always answering the mean would be off by ${error}.`,
    ja: (error: string) => `いつも平均値を答えた場合の誤差は ${error} です。`,
  } satisfies Phrase<[string]>,
  few: {
    en: "With so few rows held out, chance plays a large part.",
    ja: "テストに使う行が少ないので、結果は偶然に大きく左右されます。",
  },
  changed: {
    en: "The table, what to learn or the network has changed since then. Train again to include the change.",
    ja: "学習のあとで、表、目的変数、ネットワークのどれかが変わりました。反映するには、もう一度学習させてください。",
  },
};

/** Points of a table of one's own in Basics. */
export const ownPoints = {
  lead: {
    en: "Open a CSV file and choose two columns of numbers: each row becomes a point.",
    ja: "CSV ファイルを開き、数値の列を 2 つ選んでください。1 行が 1 つの点になります。",
  },
  learn: { en: "What to learn", ja: "目的変数" },
  kinds: {
    classes: { en: "a class, from two columns", ja: "2 つの列からクラス" },
    curve: { en: "one column from another", ja: "1 つの列から別の列" },
  },
  across: { en: "Across", ja: "横軸" },
  up: { en: "Up", ja: "縦軸" },
  target: { en: "Class", ja: "クラス" },
  show: { en: "Show the points", ja: "点を表示する" },
  lacks: {
    numbers: {
      en: (name: string) =>
        `${name} has fewer than two columns of numbers, which points are made of. Choose another file.`,
      ja: (name: string) =>
        `${name} には、点にできる数値の列が 2 つありません。別のファイルを選んでください。`,
    } satisfies Phrase<[string]>,
    classes: {
      en: "The table has no column of two or three classes, as many as a plot can show. One column from another is still possible.",
      ja: "図に表示できる、クラスが 2 つか 3 つの列がありません。1 つの列から別の列を予測することはできます。",
    },
    rows: {
      en: (fewest: number) =>
        `Fewer than ${fewest} rows have all of these cells, or a column is the same in all of them. Choose other columns.`,
      ja: (fewest: number) =>
        `これらの値がそろった行が ${fewest} 行未満か、すべて同じ値の列があります。別の列を選んでください。`,
    } satisfies Phrase<[number]>,
  },
};
