/**
 * @file A recipe in words: what its parts are called, and why it cannot be as somebody wants it.
 */

import type { Speech } from "../../i18n/language.svelte";
import { fields, names, problems } from "../../i18n/train-recipe";
import type { Problem } from "./recipe";

/** A word of a recipe as it is written in a sentence. */
export const nameOf = (word: string): string => names[word] ?? word;

export function explainProblem({ say, number, explain }: Speech, problem: Problem): string {
  switch (problem.kind) {
    case "units":
      return say(problems.units, problem.layer, number(problem.most));
    case "parameters":
      return say(problems.parameters, number(problem.count), number(problem.most));
    case "partner":
      return say(problems.partner, nameOf(problem.loss), nameOf(problem.output));
    case "whole":
      return say(problems.whole, say(fields[problem.field]), number(problem.least), number(problem.most));
    case "positive":
      return say(problems.positive, say(fields[problem.field]));
    case "notNegative":
      return say(problems.notNegative, say(fields[problem.field]));
    case "other":
      return say(problems.other, explain(problem.failure));
  }
}
