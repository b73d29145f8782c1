import { expect, test } from "vitest";
import { Timeline } from "./timeline.svelte";

const moment = (step: number) => ({ step, parameters: [] });
const stepsOf = ({ moments }: Timeline) => moments.map(({ step }) => step);

test("few moments are all kept", () => {
  const timeline = new Timeline(1000);
  for (const step of [0, 1, 2, 900]) timeline.add(moment(step));
  expect(stepsOf(timeline)).toEqual([0, 1, 2, 900]);
});

test("many are thinned evenly; the first and the newest stay", () => {
  const timeline = new Timeline(1000, 20);
  for (let step = 0; step <= 1000; step++) {
    timeline.add(moment(step));
    expect(timeline.moments.length).toBeLessThanOrEqual(20);
  }
  const steps = stepsOf(timeline);
  expect([steps[0], steps.at(-1)]).toEqual([0, 1000]);
  expect(steps.length).toBeGreaterThanOrEqual(10);
  const gaps = steps.slice(1, -1).map((step, i) => step - steps[i]);
  expect(Math.max(...gaps)).toBe(Math.min(...gaps));
});

test("the newest one takes the place of one at the same step", () => {
  const timeline = new Timeline(1000);
  const [first, second] = [moment(3), moment(3)];
  timeline.add(first);
  timeline.add(second);
  expect(timeline.moments).toEqual([second]);
});

test("large networks have fewer moments, but some", () => {
  const timeline = new Timeline(2 ** 30);
  for (let step = 0; step < 100; step++) timeline.add(moment(step));
  expect(timeline.moments.length).toBeGreaterThanOrEqual(4);
  expect(timeline.moments.length).toBeLessThanOrEqual(8);
});
