/**
 * @file What the first screen says: the result, the choice of network, the demonstration.
 */

import type { Phrase } from "./language.svelte";

export const see = {
  drawHere: { en: "Draw a digit here", ja: "ここに数字を書いてください" },
  yourTurn: { en: "Now draw your own", ja: "今度は書いてみましょう" },
  nothing: {
    en: "Nothing is drawn, so nothing is predicted.",
    ja: "何も書かれていないので、予測はありません。",
  },
  otherInputs: {
    en: (wanted: string, got: string) =>
      `This network takes ${wanted} inputs, and the pad gives ${got} pixels. Choose another network to see a drawing.`,
    ja: (wanted: string, got: string) =>
      `このネットワークの入力は${wanted}個で、ここで書けるのは${got}ピクセルです。別のネットワークを選んでください。`,
  } satisfies Phrase<[string, string]>,
  noClasses: {
    en: "This network answers with numbers, not with a digit: see its output layer.",
    ja: "このネットワークの答えは、数字の種類ではなく値です。出力層を見てください。",
  },
  second: {
    en: (label: string, value: string) => `second: ${label} · ${value}`,
    ja: (label: string, value: string) => `次点は${label} · ${value}`,
  } satisfies Phrase<[string, string]>,
  right: {
    en: (index: string, label: number) => `Right: test image ${index} is a ${label}`,
    ja: (index: string, label: number) => `正解です。テスト画像${index}は${label}です`,
  } satisfies Phrase<[string, number]>,
  wrong: {
    en: (index: string, label: number) => `Wrong: test image ${index} is a ${label}`,
    ja: (index: string, label: number) => `間違いです。テスト画像${index}は${label}です`,
  } satisfies Phrase<[string, number]>,
  /** Read out once the drawing rests. */
  spoken: {
    en: (label: string, value: string) => `The network says ${label}, ${value}.`,
    ja: (label: string, value: string) => `ネットワークの予測は${label}、${value}です。`,
  } satisfies Phrase<[string, string]>,
  pad: { en: "Drawing", ja: "書く" },
  room: { en: "Network", ja: "ネットワーク" },
  network: { en: "Which network", ja: "ネットワークを選ぶ" },
  loading: { en: "The network is being fetched …", ja: "ネットワークを読み込んでいます…" },
  failed: {
    en: (reason: string) => `The network could not be loaded: ${reason}`,
    ja: (reason: string) => `ネットワークを読み込めませんでした:${reason}`,
  } satisfies Phrase<[string]>,
  again: { en: "Try again", ja: "もう一度試す" },
  classroom: { en: "Full screen: only pad and network", ja: "全画面(書くところとネットワークだけ)" },
  leave: { en: "Leave full screen (Escape)", ja: "全画面を終わる(Escape)" },
};
