/**
 * @file What the page says about numbers that somebody changes by hand in a network.
 */

import type { Phrase } from "./language.svelte";
import { spaced } from "./spacing";

export const whatIf = {
  title: { en: "What if…?", ja: "もし変えたら？" },
  lead: {
    en: "Drag a number or type one: the network answers at once.",
    ja: "数をドラッグするか入力すると、ネットワークがすぐに答え直します。",
  },
  anyWeight: {
    en: "Any other weight is on the card of its edge: open it from the equation or from the weights.",
    ja: "ほかの重みは、そのつながりのカードで変えられます。式か重みの画像から開きます。",
  },
  inTraining: {
    en: "Training sets these numbers here. To change them by hand, use the network in See.",
    ja: "ここでは、これらの数は学習で決まります。手で変えるには、このネットワークを「見る」で使ってください。",
  },
  held: { en: "held at", ja: "固定する値" },
  holdHint: {
    en: "Hold this neuron at a value: whatever comes in, the layers after it get that value. 0 darkens it.",
    ja: "このニューロンを 1 つの値に固定します。何が入力されても、後の層にはその値が届きます。0 にすると暗くなります。",
  },
  isHeld: {
    en: (value: string) => `It is held at ${value} by hand, whatever comes in.`,
    ja: (value: string) => `手で ${value} に固定しています。何が入力されても変わりません。`,
  } satisfies Phrase<[value: string]>,
  heldMark: { en: "held by hand", ja: "手で固定" },
  changedMark: { en: "changed by hand", ja: "手で変更" },
  darken: { en: "Darken", ja: "暗くする" },
  toZero: { en: "Set to 0", ja: "0 にする" },
  letGo: { en: "Let go", ja: "固定をやめる" },
  back: {
    en: (value: string) => `Back to ${value}`,
    ja: (value: string) => `${value} に戻す`,
  } satisfies Phrase<[value: string]>,
  slider: {
    en: (name: string) => `${name}, slider`,
    ja: (name: string) => `${name}（スライダー）`,
  } satisfies Phrase<[name: string]>,
  weightFrom: {
    en: (name: string) => `weight from ${name}`,
    ja: (name: string) => spaced`${name}からの重み`,
  } satisfies Phrase<[name: string]>,
  notANumber: {
    en: (kept: string) => `Type a number, such as 0.5. Until then it stays ${kept}.`,
    ja: (kept: string) => `0.5 のような数を入力してください。それまでは ${kept} のままです。`,
  } satisfies Phrase<[kept: string]>,
  outOfRange: {
    en: (least: string, most: string, kept: string) =>
      `Type a number from ${least} to ${most}. Until then it stays ${kept}.`,
    ja: (least: string, most: string, kept: string) =>
      `${least}〜${most} の数を入力してください。それまでは ${kept} のままです。`,
  } satisfies Phrase<[least: string, most: string, kept: string]>,
  note: {
    en: (count: number, text: string) =>
      `${text} ${count === 1 ? "number" : "numbers"} changed by hand (dashed lines)`,
    ja: (_count: number, text: string) => `手で ${text} か所を変えています（破線）`,
  } satisfies Phrase<[count: number, text: string]>,
  undoAll: { en: "Undo all", ja: "すべて元に戻す" },
  saved: {
    en: (count: number, text: string) =>
      `You changed ${text} ${count === 1 ? "number" : "numbers"} of this network by hand. It is shared and saved with your changes; to share the original, undo them all first.`,
    ja: (_count: number, text: string) =>
      `このネットワークは、手で ${text} か所を変えています。変えた後のネットワークを共有・保存します。元のネットワークを共有するには、先にすべて元に戻してください。`,
  } satisfies Phrase<[count: number, text: string]>,
};
