/**
 * @file All that the page says, by the part that says it; first the frame of the page: its views and switches.
 */

import type { View } from "../studio.svelte";
import { basics } from "./basics";
import { card } from "./card";
import type { Phrase } from "./language.svelte";
import { network } from "./network";
import { neuron } from "./neuron";
import { mnist, models, pad, see } from "./see";
import { share } from "./share";
import { train } from "./train";
import { whatIf } from "./what-if";
import { why } from "./why";

const app = {
  views: {
    see: { en: "See", ja: "見る" },
    learn: { en: "Learn", ja: "学ぶ" },
    train: { en: "Train", ja: "育てる" },
    why: { en: "Why", ja: "なぜ" },
    basics: { en: "Basics", ja: "基礎" },
  } satisfies Record<View, Phrase>,
  viewsLabel: { en: "Views", ja: "画面" },
  docs: { en: "Docs", ja: "ドキュメント" },
  language: { en: "Language", ja: "言語" },
  toLight: { en: "Light theme", ja: "明るい配色にする" },
  toDark: { en: "Dark theme", ja: "暗い配色にする" },
  title: { en: "Akari Studio", ja: "灯り Akari Studio" },
  viewLoading: { en: "One moment: loading this view…", ja: "この画面を読み込んでいます…" },
  viewFailed: {
    en: "This view could not be loaded. Perhaps there is no connection, or the page has been updated since you opened it.",
    ja: "この画面を読み込めませんでした。接続がないか、ページを開いた後に新しいバージョンになった可能性があります。",
  },
  updated: { en: "A new version of the Studio is ready.", ja: "新しいバージョンの準備ができました。" },
  reload: { en: "Reload", ja: "再読み込み" },
  skip: { en: "Skip to the content", ja: "本文へ進む" },
} satisfies Record<string, unknown>;

export const dictionary = {
  app,
  basics,
  card,
  mnist,
  models,
  network,
  neuron,
  pad,
  see,
  share,
  train,
  whatIf,
  why,
};
