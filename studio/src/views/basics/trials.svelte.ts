/**
 * @file What is tried beside the run that is watched, in a Worker of its own: what helps against trouble, and the optimizers side
 * by side, whose trails are then drawn step by step.
 */

import { prefersStillness } from "../../kit/preferences.svelte";
import { WorkerLink, wasClosed } from "../../kit/worker-link";
import type { Quality } from "../../plot/forward";
import { backToStart, type Experiment } from "./experiment";
import type { BasicsTasks } from "./messages";
import { RACE_STEPS } from "./race";
import type { Remedy } from "./remedy";
import { situationOf } from "./trial";
import { type Trouble, troubleIn } from "./trouble";

/** Trouble that was noticed, and what was found against it: `undefined` where nothing that was tried helps. */
export interface Advice {
  readonly trouble: Trouble;
  readonly remedy: Remedy | undefined;
}

/** What is on the basics, as far as trials need it. */
interface Basics {
  readonly experiment: Experiment;
  readonly quality: Quality | undefined;
  put(experiment: Experiment): void;
  setTrails(trails: Experiment["trails"]): void;
}

export class Trials {
  /** The trouble that remedies are being tried against. */
  seeking: Trouble | undefined = $state.raw();
  advice: Advice | undefined = $state.raw();
  /** Up to which step the trails of a race are drawn, while it is run; else all of them are. */
  raceStep: number | undefined = $state();

  readonly #basics: Basics;
  readonly #worker = new WorkerLink<BasicsTasks>(
    () => new Worker(new URL("./basics.worker.ts", import.meta.url), { type: "module" }),
  );
  /** Changes with every question, so that a late answer is known. */
  #asked = 0;
  /** Kinds of trouble of this run that nothing was found against: they are not looked into again. */
  #inVain = new Set<Trouble["kind"]>();
  #frame = 0;

  constructor(basics: Basics) {
    this.#basics = basics;
  }

  /** Looks at the run as it is now: is something wrong that is not being seen to? */
  look(): void {
    if (this.seeking !== undefined || this.advice !== undefined) return;
    const trouble = troubleIn(this.#basics.experiment);
    if (trouble !== undefined && !this.#inVain.has(trouble.kind)) void this.seekRemedy(trouble);
  }

  /** Tries what is likely to help, from where the run began. */
  async seekRemedy(trouble: Trouble): Promise<void> {
    const { experiment, quality } = this.#basics;
    const asked = ++this.#asked;
    this.seeking = trouble;
    this.advice = undefined;
    const now = { steps: experiment.step - experiment.start.step, quality };
    const question = { trouble, situation: situationOf(experiment), now };
    try {
      const remedy = await this.#worker.ask("remedy", question);
      if (asked !== this.#asked) return;
      this.seeking = undefined;
      if (remedy === undefined) this.#inVain.add(trouble.kind);
      // What nothing was found against may be no trouble at all; that numbers became infinite is plain.
      if (remedy !== undefined || trouble.kind === "diverged") {
        this.advice = { trouble: remedy?.trouble ?? trouble, remedy };
      }
    } catch (error) {
      if (!wasClosed(error)) this.seeking = undefined;
    }
  }

  /** Sends every optimizer off from where the run began, and draws their trails step by step. */
  async race(): Promise<void> {
    const basics = this.#basics;
    basics.put({ ...backToStart(basics.experiment), trails: [] });
    const asked = ++this.#asked;
    this.raceStep = 0;
    try {
      const trails = await this.#worker.ask("race", situationOf(basics.experiment));
      if (asked !== this.#asked) return;
      basics.setTrails(trails);
      if (prefersStillness()) this.raceStep = undefined;
      else this.#draw();
    } catch (error) {
      if (!wasClosed(error)) this.raceStep = undefined;
    }
  }

  /** All of the trails at once, where a race is still being drawn. */
  stopRace(): void {
    cancelAnimationFrame(this.#frame);
    this.raceStep = undefined;
  }

  /** It is another run now: what was found out does not hold for it. */
  forget(): void {
    this.#asked++;
    this.seeking = this.advice = undefined;
    this.#inVain = new Set();
    this.stopRace();
  }

  close(): void {
    this.#worker.close();
    this.forget();
  }

  #draw(): void {
    this.#frame = requestAnimationFrame(() => {
      const step = (this.raceStep ?? 0) + 1;
      if (step > RACE_STEPS) this.raceStep = undefined;
      else {
        this.raceStep = step;
        this.#draw();
      }
    });
  }
}
