/**
 * @file What the part `own` says: a network for one's own images and sounds.
 */

import type { PictureProblem } from "../own/pictures.worker";
import type { SoundProblem } from "../sound/sound-files";
import type { Phrase } from "./language.svelte";
import { sound } from "./sound";

type Numbers = (value: number, decimals?: number) => string;

/** What is said of examples in the one way or the other, by their kind. */
export interface KindWords<Problem extends string> {
  readonly title: Phrase;
  readonly lead: Phrase;
  /** Over the choice of the class that new examples go to. */
  readonly to: Phrase;
  readonly files: Phrase;
  readonly filesHint: Phrase;
  readonly refused: Phrase<[name: string, reason: string]>;
  readonly reasons: Readonly<Record<Problem, Phrase>>;
  readonly examples: Phrase<[count: number]>;
  readonly needExamples: Phrase<[name: string, missing: number]>;
  readonly plan: Phrase<[sizes: string, learn: number, held: number]>;
  readonly result: Phrase<[right: number, held: number]>;
  readonly few: Phrase;
  readonly changed: Phrase;
}

/** What is said in the same way of every kind. */
const common = (en: { one: string; unknown: string }, ja: { one: string; count: string }) => ({
  examples: {
    en: (n: number) => (n === 1 ? `1 ${en.one}` : `${n} ${en.one}s`),
    ja: (n: number) => `${n} ${ja.count}`,
  },
  needExamples: {
    en: (name: string, n: number) =>
      n === 1 ? `${name} needs one more ${en.one}.` : `${name} needs ${n} more ${en.one}s.`,
    ja: (name: string, n: number) => `「${name}」の${ja.one}があと ${n} ${ja.count}必要です。`,
  },
  plan: {
    en: (sizes: string, learn: number, held: number) =>
      `${sizes}. It learns from ${learn} ${en.one}s; ${held} are held out for testing.`,
    ja: (sizes: string, learn: number, held: number) =>
      `${sizes}：${learn} ${ja.count}で学習し、残りの ${held} ${ja.count}でテストします。`,
  },
  result: {
    en: (right: number, held: number) =>
      `It got ${right} of the ${held} ${en.one}s it had never ${en.unknown} right.`,
    ja: (right: number, held: number) =>
      `学習に使っていない ${held} ${ja.count}のうち、${right} ${ja.count}が正解でした。`,
  },
  changed: {
    en: `The ${en.one}s have changed since then. Train again to include the changes.`,
    ja: `学習のあとで${ja.one}が変わりました。反映するには、もう一度学習させてください。`,
  },
});

const images: KindWords<PictureProblem> = {
  title: { en: "Your own images", ja: "自分の画像" },
  lead: {
    en: "Make two or more classes, draw or drop about ten examples of each, and train. Everything stays in this browser.",
    ja: "クラスを 2 つ以上作り、それぞれに画像を 10 枚ほど描くかドロップして、学習させます。画像はこのブラウザーの外に出ません。",
  },
  to: { en: "Draw an example of", ja: "描く画像のクラス" },
  files: { en: "Choose images…", ja: "画像を選ぶ…" },
  filesHint: {
    en: "Or drop PNG or JPEG files here: signs, letters or shapes, dark on light or light on dark. They are converted to 28×28 pixels.",
    ja: "PNG や JPEG の画像をここにドロップしてもかまいません。明るい背景に暗い線（またはその逆）で描いた記号・文字・図形が向いています。28×28 ピクセルに変換します。",
  },
  refused: {
    en: (name: string, reason: string) => `${name} was not added: ${reason}`,
    ja: (name: string, reason: string) => `${name} は追加できませんでした：${reason}`,
  },
  reasons: {
    "not-an-image": {
      en: "the browser cannot read it as an image. Choose a PNG or JPEG.",
      ja: "画像として読み込めません。PNG か JPEG を選んでください。",
    },
    blank: {
      en: "it looks blank. Choose one with a dark shape on a light background, or the other way round.",
      ja: "何も写っていないようです。背景と線の明るさがはっきり違う画像を選んでください。",
    },
  },
  ...common({ one: "example", unknown: "seen" }, { one: "画像", count: "枚" }),
  few: {
    en: "With so few examples, chance plays a large part. Draw more, and vary them.",
    ja: "画像が少ないので、結果は偶然に大きく左右されます。いろいろな画像をもっと追加してみてください。",
  },
};

const sounds: KindWords<SoundProblem> = {
  title: { en: "Your own sounds", ja: "自分の音" },
  lead: {
    en: "Make two or more classes, record about ten sounds of each, or take files or ours, and train. Everything stays in this browser.",
    ja: "クラスを 2 つ以上作り、それぞれに音を 10 個ほど録音して（ファイルや用意した音も使えます）、学習させます。音はこのブラウザーの外に出ません。",
  },
  to: { en: "Record a sound of", ja: "録音する音のクラス" },
  files: { en: "Choose files…", ja: "ファイルを選ぶ…" },
  filesHint: {
    en: "WAV, MP3 and whatever else your browser plays, at most 10 seconds long. You can also drop them here.",
    ja: "WAV、MP3 など、ブラウザーで再生できる 10 秒以内のファイルです。ここにドロップしてもかまいません。",
  },
  refused: sound.notTaken,
  reasons: sound.problems,
  ...common({ one: "sound", unknown: "heard" }, { one: "音", count: "個" }),
  few: {
    en: "With so few sounds, chance plays a large part. Record more, and vary them.",
    ja: "音が少ないので、結果は偶然に大きく左右されます。いろいろな音をもっと追加してみてください。",
  },
};

export const own = {
  kindLabel: { en: "Kind of data", ja: "データの種類" },
  kinds: {
    images: { en: "Images", ja: "画像" },
    sounds: { en: "Sounds", ja: "音" },
    table: { en: "Table", ja: "表" },
  },
  images,
  sounds,
  removed: {
    en: (name: string) => `Removed from ${name}.`,
    ja: (name: string) => `「${name}」から削除しました。`,
  } satisfies Phrase<[string]>,
  removedClass: {
    en: (name: string) => `The class “${name}” was removed.`,
    ja: (name: string) => `クラス「${name}」を削除しました。`,
  } satisfies Phrase<[string]>,
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
  removeExample: {
    en: (name: string, n: number) => `Remove example ${n} of ${name}`,
    ja: (name: string, n: number) => `「${name}」の ${n} 枚目を削除`,
  } satisfies Phrase<[string, number]>,
  pad: {
    en: "Pad. Draw with a mouse, a pen or a finger. With the keyboard: arrow keys move the pen, Space lowers or lifts it, Enter adds the drawing.",
    ja: "描画パッドです。マウス、ペン、指で描けます。キーボードでは、矢印キーでペンを動かし、スペースキーで下ろしたり上げたりし、Enter キーで画像を追加します。",
  },
  drawHere: {
    en: (name: string) => (name === "" ? "Draw here" : `Draw “${name}” here`),
    ja: (name: string) => (name === "" ? "ここに描いてください" : `ここに「${name}」を描いてください`),
  } satisfies Phrase<[string]>,
  add: { en: "Add as example", ja: "画像を追加" },
  train: { en: "Start training", ja: "学習する" },
  stop: { en: "Stop", ja: "止める" },
  needClasses: { en: "Add a second class first.", ja: "まず、クラスを 2 つ以上にしてください。" },
  needName: {
    en: (n: number) => `Class ${n} needs a name that no other class has.`,
    ja: (n: number) => `クラス ${n} に、ほかと違う名前を付けてください。`,
  } satisfies Phrase<[number]>,
  training: {
    en: (epoch: number, epochs: number, loss: number, number: Numbers) =>
      `Training: epoch ${epoch} of ${epochs}, loss ${number(loss, 4)}`,
    ja: (epoch: number, epochs: number, loss: number, number: Numbers) =>
      `学習中：エポック ${epoch} / ${epochs}、損失 ${number(loss, 4)}`,
  } satisfies Phrase<[number, number, number, Numbers]>,
  starting: { en: "Starting the training…", ja: "学習を始めています…" },
  failed: {
    en: (sentence: string) => `The training stopped: ${sentence}`,
    ja: (sentence: string) => `学習が止まりました。${sentence}`,
  } satisfies Phrase<[string]>,
};
