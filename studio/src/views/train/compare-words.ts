/**
 * @file How two recipes differ, in words.
 */

import type { Speech } from "../../i18n/language.svelte";
import { compare } from "../../i18n/train";
import { fields } from "../../i18n/train-recipe";
import type { Recipe } from "./recipe";
import { nameOf } from "./recipe-words";

function writtenPart({ say, language }: Speech, recipe: Recipe, part: keyof Recipe): string {
  if (part === "hidden")
    return recipe.hidden.length === 0 ? say(compare.noLayers) : recipe.hidden.join(" → ");
  const value = recipe[part];
  if (typeof value === "string") return nameOf(value);
  // Rates are small, counts are large.
  return value < 1000 ? String(value) : new Intl.NumberFormat(language).format(value);
}

const labelOf = ({ say }: Speech, part: keyof Recipe): string =>
  say(part === "hidden" ? compare.layers : fields[part]);

/** The parts in which two recipes differ. */
function differingParts(a: Recipe, b: Recipe): (keyof Recipe)[] {
  return (Object.keys(a) as (keyof Recipe)[]).filter((part) => String(a[part]) !== String(b[part]));
}

/** "Learning rate 0.003 instead of 0.001". */
export function differenceOf(speech: Speech, now: Recipe, before: Recipe): string {
  const { say } = speech;
  const parts = differingParts(now, before);
  if (parts.length === 0) return say(compare.same);
  const list = parts.map((part) =>
    say(
      compare.instead,
      labelOf(speech, part),
      writtenPart(speech, now, part),
      writtenPart(speech, before, part),
    ),
  );
  return say(compare.difference, list.join(say(compare.join)));
}

/** "learning rate 0.001, activation ReLU": what a change sets. */
export function changesOf(speech: Speech, recipe: Recipe, change: Partial<Recipe>): string {
  const next = { ...recipe, ...change };
  return differingParts(next, recipe)
    .map((part) => speech.say(compare.set, labelOf(speech, part), writtenPart(speech, next, part)))
    .join(speech.say(compare.join));
}
