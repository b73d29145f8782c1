/**
 * @file What the view Learn says around its lessons; each lesson's own words lie in its folder.
 */

import type { Phrase } from "./language.svelte";

export const learn = {
  question: { en: "What goes on inside? Work it out.", ja: "中では何が起きているのでしょう？" },
  lead: {
    en: (count: string) =>
      `${count} lessons of about five minutes each. First you predict, then you try it, and the page checks what you worked out.`,
    ja: (count: string) =>
      `レッスンは ${count} つ、それぞれ 5 分ほどです。まず予想し、それから試します。できたかどうかは、このページが確かめます。`,
  } satisfies Phrase<[string]>,
  lessons: { en: "Lessons", ja: "レッスン" },
  lesson: {
    en: (number: string, title: string) => `Lesson ${number} · ${title}`,
    ja: (number: string, title: string) => `レッスン ${number} · ${title}`,
  } satisfies Phrase<[string, string]>,
  done: { en: "done", ja: "完了" },
  begun: { en: "go on", ja: "続きから" },
  next: { en: "next", ja: "次はこれ" },
  all: { en: "All lessons", ja: "レッスン一覧" },
  parts: { en: "Parts of the lesson", ja: "レッスンの流れ" },
  predict: { en: "Predict", ja: "予想する" },
  task: {
    en: (number: string) => `Do ${number}`,
    ja: (number: string) => `やってみる ${number}`,
  } satisfies Phrase<[string]>,
  say: { en: "In short", ja: "まとめ" },
  guess: {
    en: (label: string) => `Your guess for ${label}`,
    ja: (label: string) => `${label} の予想`,
  } satisfies Phrase<[string]>,
  commit: { en: "That is my guess", ja: "この予想にする" },
  incomplete: {
    en: "Give a guess for each first. It need not be right.",
    ja: "先に、すべての予想を入れてください。当たらなくてもかまいません。",
  },
  outOfRange: {
    en: (label: string, least: string, most: string) =>
      `Give a guess for each first: ${label} is a number from ${least} to ${most}. It need not be right.`,
    ja: (label: string, least: string, most: string) =>
      `先に、すべての予想を入れてください。${label} は ${least}〜${most} の数です。当たらなくてもかまいません。`,
  } satisfies Phrase<[string, string, string]>,
  judging: { en: "Checking…", ja: "確かめています…" },
  check: { en: "Check", ja: "確かめる" },
  goOn: { en: "Next", ja: "次へ" },
  guessed: { en: "Your guess", ja: "あなたの予想" },
  happened: { en: "What it is", ja: "実際" },
  unknown: { en: "not known yet", ja: "まだわかりません" },
  again: { en: "Again with other numbers", ja: "別の数でもう一度" },
  nextLesson: {
    en: (title: string) => `Next lesson: ${title}`,
    ja: (title: string) => `次のレッスン：${title}`,
  } satisfies Phrase<[string]>,
  stage: { en: "Stage", ja: "実験の場" },
  loading: { en: "Loading the lesson…", ja: "レッスンを読み込んでいます…" },
  failed: {
    en: "The lesson could not be loaded. Is there a connection?",
    ja: "レッスンを読み込めませんでした。接続を確かめてください。",
  },
  retry: { en: "Try again", ja: "もう一度試す" },
  kept: {
    en: "Your progress is kept on this device only. To go on elsewhere, or to show it to somebody, copy a link.",
    ja: "進み具合は、この端末にだけ保存されます。ほかの端末で続けるときや、人に見せるときは、リンクをコピーしてください。",
  },
  copy: { en: "Copy a link to my progress", ja: "進み具合のリンクをコピー" },
  notCopied: {
    en: "The browser does not let the page copy. The link is in the field below.",
    ja: "このブラウザーではコピーできませんでした。下の欄のリンクを使ってください。",
  },
  linkField: { en: "Link to your progress", ja: "進み具合のリンク" },
  taken: {
    en: "The progress in the link has been taken over.",
    ja: "リンクにある進み具合を取り込みました。",
  },
  damaged: {
    en: "The link is damaged, and nothing of it was taken over. Ask for it once more.",
    ja: "リンクが壊れているため、何も取り込みませんでした。もう一度リンクをもらってください。",
  },
};
