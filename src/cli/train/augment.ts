/**
 * @file Augmentation in words: as one types it after `--augment`, and as help and messages show it.
 */

import {
  AUGMENTATION_NAMES,
  type AugmentationDefinition,
  DEFAULT_AUGMENTATION,
  defineAugmentation,
} from "../../data/augmentation.js";
import { nearest } from "../../data/nearest.js";
import { AkariError } from "../../error.js";
import { boolean, number, type ValueParser } from "../options/values.js";

const STANDARD = "standard";

/** `rotation=8,elastic=2,normalize`: what is left out is not done; or `standard`. */
export const augmentation: ValueParser<AugmentationDefinition> = (given, option) => {
  if (given.toLowerCase() === STANDARD) return DEFAULT_AUGMENTATION;
  const settings = given.split(",").map((part): [string, unknown] => {
    const [, written, value] = /^\s*([\w-]+)\s*(?:=\s*(\S+)\s*)?$/.exec(part) ?? [];
    const name = AUGMENTATION_NAMES.find((known) => known === written?.toLowerCase());
    if (name === undefined) {
      throw new AkariError(
        "invalid-argument",
        `${option} does not know "${part.trim()}". Did you mean ${nearest(written ?? part, AUGMENTATION_NAMES)}? ` +
          `It takes ${STANDARD}, or amounts such as rotation=8,elastic=2; there are ${AUGMENTATION_NAMES.join(", ")}.`,
      );
    }
    if (name === "normalize") return [name, value === undefined || boolean(value, `${option} normalize`)];
    return [name, number(0)(value ?? "", `${option} ${name}`)];
  });
  return defineAugmentation(Object.fromEntries(settings));
};

/** As the option takes it. */
export function augmentationText(amounts: AugmentationDefinition): string {
  return AUGMENTATION_NAMES.filter((name) => amounts[name] !== 0 && amounts[name] !== false)
    .map((name) => (name === "normalize" ? name : `${name}=${amounts[name]}`))
    .join(",");
}
