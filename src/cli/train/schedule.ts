/**
 * @file Learning-rate schedules in words: as one would type them, and for a person to read.
 */

import type { ScheduleDefinition, WarmUp } from "../../model/schedules.js";
import { countOf } from "../terminal/text.js";

/** As the option `--schedule` takes it: `cosine`, `step:10:0.1`. */
export const scheduleText = (schedule: ScheduleDefinition): string =>
  schedule.name === "step" ? `step:${schedule.every}:${schedule.factor}` : schedule.name.replace("_", "-");

/** As the option `--warm-up` takes it: `500`, `2epochs`. */
export const warmUpText = (warmUp: WarmUp): string =>
  "steps" in warmUp ? String(warmUp.steps) : `${warmUp.epochs}epochs`;

/** `cosine, warm-up of 500 steps`. */
export function describeSchedule(schedule: ScheduleDefinition): string {
  const { name, warmUp } = schedule;
  const shape =
    schedule.name === "step"
      ? `step, times ${schedule.factor} after every ${schedule.every === 1 ? "epoch" : countOf(schedule.every, "epoch")}`
      : name.replace("_", "-");
  if (warmUp === undefined) return shape;
  const [count, noun] = "steps" in warmUp ? [warmUp.steps, "step"] : [warmUp.epochs, "epoch"];
  return `${shape}, warm-up of ${countOf(count, noun)}`;
}
