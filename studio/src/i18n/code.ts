/**
 * @file What is said of the programs that compute what is on the screen.
 */

import type { Phrase } from "./language.svelte";

export const code = {
  open: { en: "As code", ja: "コードで見る" },
  title: { en: "The same computation as code", ja: "同じ計算をコードで" },
  lead: {
    en: "This program computes what is on the screen. Its comments say the numbers that it prints.",
    ja: "画面と同じ計算をするプログラムです。コメントには、出力される数が書いてあります。",
  },
  file: {
    en: (file: string) => `It reads the network from ${file}. Save that file beside the program first.`,
    ja: (file: string) =>
      `ネットワークは ${file} から読み込みます。先に、このファイルをプログラムと同じ場所に保存してください。`,
  } satisfies Phrase<[string]>,
  save: {
    en: (file: string) => `Save ${file}`,
    ja: (file: string) => `${file} を保存`,
  } satisfies Phrase<[string]>,
  needs: {
    typescript: {
      en: "It needs the package akari: npm install akari",
      ja: "パッケージ akari が必要です：npm install akari",
    },
    numpy: {
      en: "It needs Python 3 and NumPy: pip install numpy",
      ja: "Python 3 と NumPy が必要です：pip install numpy",
    },
    pytorch: {
      en: "It needs Python 3 and PyTorch: pip install numpy torch",
      ja: "Python 3 と PyTorch が必要です：pip install numpy torch",
    },
  } satisfies Record<string, Phrase>,
  language: { en: "Written with", ja: "書き方" },
  notCopied: {
    en: "The browser does not let the page copy. Select the text and copy it.",
    ja: "このブラウザーではコピーできませんでした。文字を選択してコピーしてください。",
  },
  notebook: { en: "Save as a notebook (.ipynb)", ja: "ノートブック（.ipynb）を保存" },
  none: {
    en: "This network prepares its inputs in a way that no short program says. “Share” saves it whole, for Akari and for PyTorch.",
    ja: "このネットワークは、入力の前処理が複雑なため、短いプログラムでは書けません。「共有」から、Akari や PyTorch で使える形で保存できます。",
  },
  program: { en: "The program", ja: "プログラム" },
};
