/**
 * @file What the outputs of another program's network are: many programs leave the last activation out of the network,
 * and apply it with the loss.
 */

import { AkariError } from "../../error.js";
import { defineModel, type ModelDefinition } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { Assumption } from "../stored-model.js";

/** What can be said of outputs that are weighted sums: that these are logits, of which kind, or numbers as they are. */
export const DECLARED_OUTPUTS = ["softmax", "sigmoid", "linear"] as const;
export type DeclaredOutput = (typeof DECLARED_OUTPUTS)[number];

/**
 * A network whose last layer ends as it is said to.
 *
 * @param output left out, nothing changes
 * @param name what to call its file in messages
 * @throws AkariError `invalid-argument` where the network does not end in weighted sums, or they cannot be such logits
 */
export function declareOutput(
  definition: ModelDefinition,
  output: DeclaredOutput | undefined,
  name: string,
): ModelDefinition {
  if (output === undefined) return definition;
  const { inputs, layers, labels, preprocessing } = definition;
  const { units, activation } = layers[layers.length - 1];
  if (!DECLARED_OUTPUTS.includes(output)) {
    throw mistake(`The output can be ${DECLARED_OUTPUTS.join(", ")}, not ${output}.`);
  }
  if (activation !== "linear") {
    throw mistake(
      `${name} ends in ${activation} itself: its outputs are no logits that ${output} could be said of.`,
    );
  }
  if (output === "linear") return definition;
  if (output === "softmax" && units === 1) {
    throw mistake(
      `${name} has one output, and softmax makes 1 of any single number. Where it is a logit, sigmoid is its output.`,
    );
  }
  return defineModel({
    inputs,
    layers: layers.map((layer, i) => (i < layers.length - 1 ? layer : { units, activation: output })),
    preprocessing: withClasses(preprocessing, name),
    ...(labels === undefined ? {} : { labels }),
  });
}

/** Without outputs that are numbers of a name each. */
function withClasses({ outputs, table, ...others }: Preprocessing, name: string): Preprocessing {
  const scaled = outputs?.find(({ shift, scale }) => shift !== 0 || scale !== 1);
  if (scaled !== undefined) {
    throw mistake(`${name} predicts numbers in their own unit, such as ${scaled.name}: they are no logits.`);
  }
  if (table === undefined) return others;
  return {
    ...others,
    table: outputs === undefined ? table : { ...table, targets: table.targets.slice(0, 1) },
  };
}

/** What is assumed of outputs of which nobody says that they are logits. */
export function assumeNumbers({ layers, labels, preprocessing }: ModelDefinition): readonly Assumption[] {
  const { units, activation } = layers[layers.length - 1];
  if (activation !== "linear" || units === 1 || preprocessing.outputs !== undefined) return [];
  const taken = labels === undefined ? "numbers" : "scores of its classes";
  const sentence =
    `Its last layer has no activation: its ${units} outputs were taken for ${taken} as they are, not for the logits ` +
    "of classes.";
  return [{ about: "output", sentence }];
}

const mistake = (message: string): AkariError => new AkariError("invalid-argument", message);
