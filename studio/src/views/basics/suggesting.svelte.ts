/**
 * @file The experiment that is suggested for a problem: a prediction, the run, and the prediction beside what was seen.
 */

import { atInitialWeights, beginProblem, type Experiment, redrawn, withHeldOut } from "./experiment";
import { type Answer, type Findings, findingsOf, SUGGESTIONS, type Suggestion } from "./suggestions";

/** What is on the basics, as far as a suggestion needs it. */
interface Basics {
  readonly experiment: Experiment;
  put(experiment: Experiment): void;
  start(): void;
}

export class Suggesting {
  /** Which of the problem's suggestions stands there. */
  index = $state(0);
  /** What was predicted, once the experiment is under way. */
  predicted: Answer | undefined = $state();
  findings: Findings | undefined = $state.raw();
  readonly #basics: Basics;
  /** What was on the basics before, to go back to. */
  #before: Experiment | undefined;

  constructor(basics: Basics) {
    this.#basics = basics;
  }

  get all(): readonly Suggestion[] {
    return SUGGESTIONS[this.#basics.experiment.problem.name];
  }

  get suggestion(): Suggestion {
    return this.all[this.index % this.all.length];
  }

  /** Whether it is being trained, and nothing should give away what will be seen. */
  get underWay(): boolean {
    return this.predicted !== undefined && this.findings === undefined;
  }

  /** Sets the experiment up and trains. */
  predict(answer: Answer): void {
    const basics = this.#basics;
    this.#before ??= basics.experiment;
    this.findings = undefined;
    this.predicted = answer;
    basics.put(setUp(basics.experiment, this.suggestion));
    basics.start();
  }

  /** Whether it has gone on for long enough to be looked at. */
  look(diverged = false): void {
    if (!this.underWay) return;
    const basics = this.#basics;
    const { step } = basics.experiment;
    if (!diverged && step < this.suggestion.steps) return;
    // What is said and what is shown are of one step: the run ends with the weights that are here.
    if (!diverged) basics.put(basics.experiment);
    this.findings = findingsOf(basics.experiment, this.suggestion, diverged);
  }

  /** Something else is done with what it was to be an experiment on. */
  interrupt(): void {
    if (this.underWay) this.#end();
  }

  next(): void {
    this.#end();
    this.index = (this.index + 1) % this.all.length;
  }

  /** Puts back what was there before the experiment. */
  goBack(): void {
    const before = this.#before;
    this.#end();
    if (before !== undefined) this.#basics.put(before);
  }

  /** Another problem has other suggestions. */
  forget(): void {
    this.#end();
    this.index = 0;
  }

  #end(): void {
    this.predicted = this.findings = this.#before = undefined;
  }
}

/** A suggested experiment on a problem's own points, from the weights of seed 1: what is predicted is the same for everybody. */
export function setUp({ problem }: Pick<Experiment, "problem">, { change, noise }: Suggestion): Experiment {
  const first = beginProblem(problem);
  const points = noise === undefined ? first : withHeldOut(redrawn(first, { seed: 1, noise }), true);
  return atInitialWeights({ ...points, recipe: { ...first.recipe, ...change } });
}
