/**
 * @file What the networks to choose from are called, and what there is to say of each.
 */

import type { Figures } from "../models/bundled";
import type { Phrase } from "./language.svelte";

const layers = ({ sizes }: Figures): string => sizes.join(" → ");

const percent = (accuracy: number): string => `${(accuracy * 100).toFixed(2)}%`;

const english = ({ accuracy }: Figures): string =>
  accuracy === undefined ? "" : ` It reads ${percent(accuracy)} of MNIST's test digits.`;

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
          : `${layers(figures)}。すべてのニューロンが見える大きさです。${japanese(figures)}`,
    } satisfies Phrase<Known>,
    reader: {
      en: (figures: Figures | undefined) =>
        figures === undefined
          ? "Larger: reads drawn digits better."
          : `${layers(figures)}: reads drawn digits better.${english(figures)}`,
      ja: (figures: Figures | undefined) =>
        figures === undefined
          ? "大きめで、書いた数字をよりよく読みます。"
          : `${layers(figures)}。書いた数字をよりよく読みます。${japanese(figures)}`,
    } satisfies Phrase<Known>,
    given: {
      en: "The network that this page was opened with",
      ja: "このページと一緒に開いたネットワーク",
    } satisfies Phrase<Known>,
    own: {
      en: "The network that you trained or opened",
      ja: "自分で学習させた、または開いたネットワーク",
    } satisfies Phrase<Known>,
  },
};
