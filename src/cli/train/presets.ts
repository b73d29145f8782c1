/**
 * @file Presets of `akari train`: recipes for MNIST as the options that one would type.
 */

import type { PresetName } from "../options/training.js";
import { OPTIONS, type OptionName, type OptionValues, optionDefinition } from "../options.js";

type Recipe = { readonly [K in OptionName]?: string };

/** Each option's text. What a user types beside it takes its place. */
const PRESETS: Readonly<Record<PresetName, Recipe>> = {
  // For what people draw: the Studio's reader. Drawings come in MNIST's form, so its copies do, too.
  drawn: {
    layers: "512,256",
    activation: "gelu",
    batch: "128",
    lr: "0.0015",
    schedule: "cosine",
    epochs: "20",
    validation: "0",
    "pen-digits": "90000",
    augment: "rotation=8,shear=0.25,stretch=0.25,scale=0.05,shift=0.3,elastic=2.5,thickness=0.25,normalize",
  },
  // Large, for MNIST's own digits.
  best: {
    layers: "1024,512",
    activation: "gelu",
    batch: "128",
    lr: "0.0015",
    schedule: "cosine",
    "warm-up": "1epochs",
    epochs: "280",
    validation: "0.05",
    augment: "rotation=12,shear=0.2,stretch=0.15,scale=0.1,shift=1,elastic=4,thickness=0.1",
  },
};

/** Options with those of their preset in all that is left open, and the latter as one would type them. */
export function withPreset(options: OptionValues): { options: OptionValues; chosen: string | undefined } {
  if (options.preset === undefined) return { options, chosen: undefined };
  const recipe = Object.entries(PRESETS[options.preset]) as [OptionName, string][];
  const open = recipe.filter(([name]) => options[name] === undefined && !wouldBeIgnored(name, options));
  const values = open.map(([name, text]) => [name, OPTIONS[name].parse(text, `--${name}`)]);
  return {
    options: { ...Object.fromEntries(values), ...options },
    chosen: open.map(([name, text]) => `--${name} ${text}`).join(" "),
  };
}

/** Whether another option that was typed makes this one of the recipe pointless. */
function wouldBeIgnored(name: OptionName, options: OptionValues): boolean {
  return (optionDefinition(name).ignoredWhen ?? []).some(({ option, is }) => {
    const other = options[option as OptionName];
    return is.includes(Array.isArray(other) && other.length === 0 ? "none" : String(other));
  });
}
