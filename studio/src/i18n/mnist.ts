/**
 * @file What the browser of test images says.
 */

import type { PieceErrorKind } from "../mnist/pieces";
import type { Phrase } from "./language.svelte";

export const mnist = {
  open: { en: "Choose a test image", ja: "テスト画像から選ぶ" },
  title: { en: "MNIST's 10,000 test images", ja: "MNISTのテスト画像10,000枚" },
  intro: {
    en: "Digits that people wrote by hand, kept apart from the training data to test with.",
    ja: "人が手で書いた数字です。学習データとは別に、テスト用に取り分けてあります。",
  },
  digits: { en: "Digit", ja: "数字" },
  all: { en: "All", ja: "すべて" },
  wrong: { en: "Only those the network gets wrong", ja: "ネットワークが間違えるものだけ" },
  images: { en: "Test images", ja: "テスト画像" },
  image: {
    en: (number: string, label: number) => `Image ${number}, a ${label}`,
    ja: (number: string, label: number) => `画像${number}、正解は${label}`,
  } satisfies Phrase<[string, number]>,
  /** The arrow is what stands under the picture. */
  mistaken: {
    en: (number: string, label: number, predicted: number) =>
      `Image ${number}, ${label} → ${predicted}: a ${label}, taken for a ${predicted}`,
    ja: (number: string, label: number, predicted: number) =>
      `画像${number}、${label} → ${predicted}(正解は${label}、予測は${predicted})`,
  } satisfies Phrase<[string, number, number]>,
  arrow: {
    en: "4 → 9: a 4 that the network takes for a 9",
    ja: "4 → 9(正解は4、ネットワークの予測は9)",
  },
  count: {
    en: (from: string, to: string, count: string) => `${from} to ${to} of ${count}`,
    ja: (from: string, to: string, count: string) => `${count}枚中 ${from}〜${to}枚目`,
  } satisfies Phrase<[string, string, string]>,
  none: { en: "No image is like that.", ja: "当てはまる画像はありません。" },
  loading: { en: "The images are being fetched …", ja: "画像を読み込んでいます…" },
  asking: {
    en: "The network is looking at all 10,000 images …",
    ja: "ネットワークが10,000枚すべてを見ています…",
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
        `The images are not beside this page: ${file} was not found. Drawing works without them.`,
      ja: (file: string) =>
        `このページと同じ場所に画像がありません(${file} が見つかりません)。数字を書くことはできます。`,
    },
    unreachable: {
      en: (file: string) => `${file} could not be fetched. Check the connection, then try again.`,
      ja: (file: string) => `${file} を読み込めませんでした。接続を確かめて、もう一度試してください。`,
    },
    damaged: {
      en: (file: string) => `${file} does not hold what it should. Try again, or load the page again.`,
      ja: (file: string) =>
        `${file} の中身が正しくありません。もう一度試すか、ページを読み込み直してください。`,
    },
  } satisfies Record<PieceErrorKind, Phrase<[string]>>,
};
