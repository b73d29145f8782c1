/**
 * @file What the part `models` says.
 */

import type { Phrase } from "./language.svelte";

interface Figures {
  readonly sizes: readonly number[];
  readonly parameters: number;
  readonly accuracy?: number;
}

const layers = ({ sizes }: Figures): string => sizes.join(" → ");

const percent = (accuracy: number): string => `${(accuracy * 100).toFixed(2)}%`;

const english = ({ accuracy }: Figures): string =>
  accuracy === undefined ? "" : ` It reads ${percent(accuracy)} of MNIST's test digits.`;

const japanese = ({ accuracy }: Figures): string =>
  accuracy === undefined ? "" : `MNIST のテストデータの正解率は ${percent(accuracy)} です。`;

export const models = {
  lamps: { en: "Small", ja: "小さい" },
  reader: { en: "Large", ja: "大きい" },
  aboutLamps: {
    en: (figures) => `${layers(figures)}: small enough to see every neuron.${english(figures)}`,
    ja: (figures) => `${layers(figures)}。すべてのニューロンが見える大きさです。${japanese(figures)}`,
  },
  aboutReader: {
    en: (figures) => `${layers(figures)}: reads drawn digits better.${english(figures)}`,
    ja: (figures) => `${layers(figures)}。描いた数字をよりよく読みます。${japanese(figures)}`,
  },
} satisfies Record<string, Phrase | Phrase<[Figures]>>;
