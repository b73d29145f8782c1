/**
 * @file The course of a run in some sentences: how it ended, whose weights the model has, and what is missing in its curves.
 */

import type { TrainingRecord } from "akari/formats";
import type { Speech } from "../i18n/language.svelte";
import { record as words } from "../i18n/record";
import { bestOf, brokenEpochs, endOf, epochsDone } from "./curves";

export function summaryOf({ say, number }: Speech, record: TrainingRecord): string[] {
  const { history, epochs, steps } = record;
  const end = endOf(record);
  const done = epochsDone(record);
  const sentences = [say(words.ends[end.kind], number(done), number(epochs), number(steps))];
  if (end.kind === "solved") return sentences;
  if (end.kind === "early")
    sentences.push(say(words.waited[end.stopping.monitor ?? "loss"], number(end.stopping.patience)));
  if (history === undefined) return [...sentences, say(words.noCurves)];
  const best = bestOf(record);
  if (best?.kept) sentences.push(say(words.kept, number(best.epoch)));
  else if (best !== undefined)
    sentences.push(best.epoch === done ? say(words.lowestLast) : say(words.lowest, number(best.epoch)));
  if (history.validationLoss === undefined) sentences.push(say(words.noValidation));
  const broken = brokenEpochs(history);
  if (broken.length > 0) sentences.push(say(words.broken, number(broken.length), number(broken[0])));
  return sentences;
}
