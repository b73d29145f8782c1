/**
 * @file What the part `own` says: a network for one's own images.
 */

import type { Phrase } from "./language.svelte";

type Numbers = (value: number, decimals?: number) => string;

export const own = {
  title: { en: "Your own images", ja: "自分の画像" },
  lead: {
    en: "Make two or more classes, draw or drop about ten examples of each, and train. Everything stays in this browser.",
    ja: "クラスを 2 つ以上作り、それぞれに 10 枚ほど例を描くかドロップして、学習させます。画像はこのブラウザーの外に出ません。",
  },
  classes: { en: "Classes", ja: "クラス" },
  firstNames: [
    { en: "circle", ja: "まる" },
    { en: "cross", ja: "ばつ" },
  ] satisfies Phrase[],
  nameLabel: {
    en: (n: number) => `Name of class ${n}`,
    ja: (n: number) => `クラス ${n} の名前`,
  } satisfies Phrase<[number]>,
  newName: { en: (n: number) => `class ${n}`, ja: (n: number) => `クラス ${n}` } satisfies Phrase<[number]>,
  addClass: { en: "Add a class", ja: "クラスを追加" },
  removeClass: {
    en: (name: string) => `Remove the class ${name}`,
    ja: (name: string) => `クラス「${name}」を削除`,
  } satisfies Phrase<[string]>,
  examples: {
    en: (n: number) => (n === 1 ? "1 example" : `${n} examples`),
    ja: (n: number) => `${n} 枚`,
  } satisfies Phrase<[number]>,
  removeExample: {
    en: (name: string, n: number) => `Remove example ${n} of ${name}`,
    ja: (name: string, n: number) => `「${name}」の ${n} 枚目を削除`,
  } satisfies Phrase<[string, number]>,
  padTitle: { en: "Draw an example of", ja: "例を描くクラス" },
  pad: {
    en: "Pad. Draw with mouse, pen or finger. With the keyboard: arrow keys move the pen, Space lowers or lifts it, Enter adds the drawing.",
    ja: "描画パッド。マウス、ペン、指で描けます。キーボードでは、矢印キーでペンを動かし、スペースキーで下ろす・上げる、Enter キーで例に加えます。",
  },
  add: { en: "Add as example", ja: "例に加える" },
  clear: { en: "Clear", ja: "消す" },
  files: { en: "Choose images…", ja: "画像を選ぶ…" },
  filesHint: {
    en: "Or drop PNG or JPEG files here: signs, letters or shapes, dark on light or light on dark. They are brought to 28×28 pixels.",
    ja: "PNG や JPEG の画像をここにドロップしてもかまいません。明るい地に暗い線、またはその逆の、記号・文字・図形が向いています。28×28 ピクセルに縮めます。",
  },
  badImage: {
    en: (name: string, reason: string) => `${name} was not added: ${reason}`,
    ja: (name: string, reason: string) => `${name} は加えませんでした：${reason}`,
  } satisfies Phrase<[string, string]>,
  reasons: {
    "not-an-image": {
      en: "the browser cannot read it as an image. Choose a PNG or JPEG.",
      ja: "画像として読めません。PNG か JPEG を選んでください。",
    },
    blank: {
      en: "nothing stands out in it. Choose one with a dark shape on a light ground, or the other way round.",
      ja: "何も写っていないようです。地と線の明るさがはっきり違う画像を選んでください。",
    },
  } satisfies Record<"not-an-image" | "blank", Phrase>,
  train: { en: "Train", ja: "学習する" },
  stop: { en: "Stop", ja: "止める" },
  needClasses: { en: "Add a second class first.", ja: "まず、クラスを 2 つ以上にしてください。" },
  needName: {
    en: (n: number) => `Class ${n} needs a name of its own.`,
    ja: (n: number) => `クラス ${n} に、ほかと違う名前を付けてください。`,
  } satisfies Phrase<[number]>,
  needExamples: {
    en: (name: string, n: number) =>
      n === 1 ? `${name} needs one more example.` : `${name} needs ${n} more examples.`,
    ja: (name: string, n: number) => `「${name}」の例があと ${n} 枚必要です。`,
  } satisfies Phrase<[string, number]>,
  plan: {
    en: (sizes: string, learn: number, held: number) =>
      `${sizes}. It learns from ${learn} examples; ${held} are held out to test it on.`,
    ja: (sizes: string, learn: number, held: number) =>
      `${sizes}。${learn} 枚で学習し、残りの ${held} 枚でテストします。`,
  } satisfies Phrase<[string, number, number]>,
  training: {
    en: (epoch: number, epochs: number, loss: number, number: Numbers) =>
      `Training: epoch ${epoch} of ${epochs}, loss ${number(loss, 4)}`,
    ja: (epoch: number, epochs: number, loss: number, number: Numbers) =>
      `学習中：エポック ${epoch} / ${epochs}、損失 ${number(loss, 4)}`,
  } satisfies Phrase<[number, number, number, Numbers]>,
  starting: { en: "Training begins …", ja: "学習を始めています…" },
  result: {
    en: (right: number, held: number) =>
      `Of the ${held} examples that it had never seen, it reads ${right} rightly.`,
    ja: (right: number, held: number) => `見たことのない ${held} 枚のうち、${right} 枚を正しく答えました。`,
  } satisfies Phrase<[number, number]>,
  few: {
    en: "With so few examples chance plays a large part. Draw more, and make them differ.",
    ja: "例が少ないので、偶然に大きく左右されます。違いのある例をもっと描いてみてください。",
  },
  changed: {
    en: "The examples have changed since. Train again to let it learn from them.",
    ja: "そのあとで例が変わりました。反映するには、もう一度学習させてください。",
  },
  use: { en: "Use it in See", ja: "「見る」で使う" },
  failed: {
    en: (sentence: string) => `The training stopped: ${sentence}`,
    ja: (sentence: string) => `学習が止まりました。${sentence}`,
  } satisfies Phrase<[string]>,
};
