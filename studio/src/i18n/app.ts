/**
 * @file What the frame of the page says: its views and switches.
 */

import type { View } from "../studio.svelte";
import type { Phrase } from "./language.svelte";

export const app = {
  views: {
    see: { en: "See", ja: "見る" },
    train: { en: "Train", ja: "育てる" },
    why: { en: "Why", ja: "なぜ" },
    basics: { en: "Basics", ja: "はじめ" },
  } satisfies Record<View, Phrase>,
  viewsLabel: { en: "Views", ja: "画面" },
  language: { en: "Language", ja: "言語" },
  toLight: { en: "Light theme", ja: "明るい配色にする" },
  toDark: { en: "Dark theme", ja: "暗い配色にする" },
  skip: { en: "Skip to the content", ja: "本文へ進む" },
} satisfies Record<string, unknown>;
