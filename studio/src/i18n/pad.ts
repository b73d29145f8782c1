/**
 * @file What the pad says, and how a drawing becomes what the network sees.
 */

import type { Phrase } from "./language.svelte";

export const pad = {
  label: { en: "Pad to draw a digit on", ja: "数字を書くところ" },
  description: {
    en: (command: string) =>
      `Keys: arrows move the pen (finer with Shift), Space puts it down and lifts it. ${command}Z undoes, Delete clears.`,
    ja: (command: string) =>
      `キー:矢印でペンを動かし(Shiftで細かく)、スペースで下ろしたり上げたりします。${command}Zで元に戻し、Deleteで消します。`,
  } satisfies Phrase<[string]>,
  penDown: { en: "Pen down", ja: "ペンを下ろしました" },
  penUp: { en: "Pen up", ja: "ペンは上がっています" },
  undo: { en: "Undo", ja: "元に戻す" },
  undoTip: {
    en: (command: string) => `Take the last step back (${command}Z)`,
    ja: (command: string) => `ひとつ前に戻します(${command}Z)`,
  } satisfies Phrase<[string]>,
  clear: { en: "Clear", ja: "消す" },
  clearTip: { en: "Clear the pad (Delete)", ja: "全部消します(Delete)" },
  centring: { en: "What the network sees", ja: "ネットワークが見るもの" },
  centringPicture: {
    en: (step: string) => `The drawing on its way to 28×28 pixels: ${step}`,
    ja: (step: string) => `書いた線が28×28ピクセルになるまで:${step}`,
  } satisfies Phrase<[string]>,
  centringSlider: { en: "Step on the way to 28×28 pixels", ja: "28×28ピクセルになるまでの段階" },
  play: { en: "Show how it gets there", ja: "できるまでを見る" },
  steps: [
    { en: "as it was drawn", ja: "書いたまま" },
    { en: "its box is found", ja: "囲む枠を見つけます" },
    { en: "scaled: longest side 20 pixels", ja: "長い辺を20ピクセルにします" },
    { en: "centre of mass to the middle", ja: "重心を真ん中に動かします" },
    { en: "28×28 grey pixels", ja: "28×28の濃淡のピクセル" },
  ],
  asItIs: { en: "28×28 grey pixels, as they are", ja: "28×28の濃淡のピクセル、そのまま" },
  nothing: { en: "nothing yet", ja: "まだ何もありません" },
} satisfies Record<string, Phrase<never> | readonly Phrase<never>[]>;
