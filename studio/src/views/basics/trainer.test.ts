import { describe, expect, it, vi } from "vitest";
import { qualityOf } from "../../plot/forward";
import { beginProblem } from "./experiment";
import { PROBLEMS, type ProblemName, problemNamed } from "./problems";
import { type Order, type Report, Trainer } from "./trainer";

/** A trainer that has been given a problem, and what it has reported. */
function begun(name: ProblemName, recipe = {}) {
  const reports: Report[] = [];
  const trainer = new Trainer((report) => reports.push(report));
  const experiment = beginProblem(problemNamed(name));
  const order: Order = {
    type: "begin",
    run: 1,
    problem: name,
    model: experiment.model,
    samples: experiment.samples,
    recipe: { ...experiment.recipe, ...recipe },
    seed: 1,
    step: 0,
  };
  trainer.receive(order);
  const waitFor = (found: () => boolean) => vi.waitUntil(found, { timeout: 20_000, interval: 5 });
  return { trainer, reports, experiment, order, waitFor };
}

const steps = (reports: readonly Report[]): number[] =>
  reports.flatMap((report) => (report.type === "trained" ? [report.step] : []));

describe("Trainer", () => {
  it("trains a step at a time when told to", async () => {
    const { trainer, reports, waitFor } = begun("spirals");
    trainer.receive({ type: "step" });
    await waitFor(() => reports.length === 1);
    trainer.receive({ type: "step" });
    await waitFor(() => reports.length === 2);
    expect(steps(reports)).toEqual([1, 2]);
  });

  it("makes the loss smaller, and stops", async () => {
    const { trainer, reports, experiment, waitFor } = begun("line", { pace: 1000 });
    trainer.receive({ type: "go" });
    await waitFor(() => (steps(reports).at(-1) ?? 0) >= 100);
    trainer.receive({ type: "stop" });
    const last = reports.at(-1);
    if (last?.type !== "trained") throw new Error("No weights came.");
    const model = { ...experiment.model, parameters: last.parameters };
    expect(qualityOf(model, experiment.problem, experiment.samples)!.loss).toBeLessThan(0.03);
    const seen = steps(reports).at(-1)!;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(steps(reports).at(-1)! - seen).toBeLessThanOrEqual(34);
  });

  it("goes on with other points from the weights that it has", async () => {
    const { trainer, reports, waitFor } = begun("line", { pace: 1000 });
    trainer.receive({ type: "go" });
    await waitFor(() => steps(reports).length >= 2);
    trainer.receive({ type: "points", samples: problemNamed("line").samples(2) });
    const then = steps(reports).at(-1)!;
    await waitFor(() => steps(reports).at(-1)! > then + 66);
    trainer.receive({ type: "stop" });
    const all = steps(reports);
    expect(all).toEqual([...all].sort((a, b) => a - b));
  });

  it("reports nothing of weights that were replaced", async () => {
    const { trainer, reports, order, waitFor } = begun("line", { pace: 1000 });
    trainer.receive({ type: "go" });
    await waitFor(() => steps(reports).length >= 2);
    if (order.type !== "begin") throw new Error("It begins otherwise.");
    trainer.receive({ ...order, run: 2 });
    const before = reports.length;
    await waitFor(() => reports.length >= before + 3);
    trainer.receive({ type: "stop" });
    for (const report of reports.slice(before)) expect(report.run).toBe(2);
  });

  it("tells of a divergence, with weights that are still numbers and the steps that made them, at any pace", async () => {
    const told: { step: number; parameters: unknown }[] = [];
    // At the first pace every step is told, at the last it diverges before any is.
    for (const pace of [30, 300, 1000]) {
      const { trainer, reports, waitFor } = begun("plane", { learningRate: 10, pace });
      trainer.receive({ type: "go" });
      await waitFor(() => reports.some(({ type }) => type === "diverged"));
      const report = reports.at(-1);
      if (report?.type !== "diverged") throw new Error("Something came after it.");
      for (const { weight } of report.parameters) expect(weight.every(Number.isFinite)).toBe(true);
      expect(steps(reports).every((step) => step <= report.step + 1)).toBe(true);
      told.push({ step: report.step, parameters: report.parameters });
    }
    expect(told[0].step).toBeGreaterThan(0);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it("can be told everything before it knows a problem, and without points it waits", async () => {
    const reports: Report[] = [];
    const trainer = new Trainer((report) => reports.push(report));
    for (const type of ["go", "step", "stop"] as const) trainer.receive({ type });
    trainer.receive({ type: "points", samples: [] });
    const { experiment } = begun(PROBLEMS[0].name);
    const { problem, model, recipe } = experiment;
    trainer.receive({
      type: "begin",
      run: 1,
      problem: problem.reference,
      model,
      samples: [],
      recipe,
      seed: 1,
      step: 0,
    });
    trainer.receive({ type: "go" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reports).toEqual([]);
  });
});
