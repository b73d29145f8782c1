/**
 * @file The state of the course: what is played, as it is kept on the device, what was said to it, and the network that lessons ask.
 */

import { type Failure, failureOf } from "../../kit/failure";
import { loadTestImages, loadTestLabels } from "../../mnist/pieces";
import { loadModel } from "../../models/load";
import { BrowserStore } from "../../visit/browser-store";
import { stateOf } from "../../visit/states.svelte";
import { completionOf, fragmentsIn, writeCompletionLink } from "./class/completion";
import type { Tools, Verdict } from "./lesson";
import type { Listed, Loaded } from "./lessons";
import {
  begin,
  freshSeed,
  merge,
  type Play,
  type Progress,
  readProgress,
  readProgressLink,
  seedFor,
  seedIn,
  writeProgressLink,
} from "./progress";
import { toolsOf } from "./tools";
import { inWorker } from "./training/in-worker";

const addressOf = (fragment: string): string =>
  `${location.origin + location.pathname}?view=learn${fragment}`;

const store = new BrowserStore<Progress>("learn", 3, readProgress, () => localStorage);

export class LearnState {
  progress: Progress = $state.raw(store.load() ?? { seed: freshSeed(), plays: {}, done: {} });
  /** `undefined` until it has come. */
  tools: Tools | undefined = $state.raw();
  failure: Failure | undefined = $state.raw();
  /** What there is to say of the link that the page was opened with. */
  linked: "taken" | "damaged" | undefined = $state();
  /** The text with completion links on the page for teachers. */
  completions = "";
  /** Counts the links that were taken: a stage that somebody works on begins anew with what one brings. */
  arrivals = $state(0);
  /** What the last check said, and to which play: once that has changed, it no longer holds. */
  #checked: { readonly play: Play; readonly verdict: Verdict } | undefined = $state.raw();
  /** What is being judged. */
  #judged: Play | undefined = $state.raw();
  #fetching: Promise<void> | undefined;

  /** The play of a lesson as it is, or as it would begin. */
  playOf(lesson: Listed): Play {
    const kept = this.progress.plays[lesson.number];
    const fixed = seedIn(location.search);
    if (kept !== undefined && (fixed === undefined || fixed === kept.seed)) return kept;
    return this.#begin(lesson, kept?.finished);
  }

  verdictOn(play: Play): Verdict | undefined {
    return this.#checked?.play === play ? this.#checked.verdict : undefined;
  }

  isJudging(play: Play): boolean {
    return this.#judged === play;
  }

  guess(lesson: Loaded, index: number, text: string): void {
    const play = this.playOf(lesson);
    const { length } = lesson.predictions(play.seed);
    const guessed = Array.from({ length }, (_, i) => (i === index ? text : (play.guessed[i] ?? "")));
    this.#keep(lesson, { ...play, guessed });
  }

  commit(lesson: Listed): void {
    this.#keep(lesson, { ...this.playOf(lesson), committed: true });
  }

  type(lesson: Listed, name: string, text: string): void {
    const play = this.playOf(lesson);
    this.#keep(lesson, { ...play, typed: { ...play.typed, [name]: text } });
  }

  /** Keeps what was changed on the stage in the task at hand; before and after the tasks there is nothing to keep. */
  stage(lesson: Loaded, stage: readonly number[]): void {
    const play = this.playOf(lesson);
    if (!play.committed || play.over) return;
    const stages = Array.from({ length: play.task + 1 }, (_, i) => play.stages[i] ?? []);
    stages[play.task] = stage;
    this.#keep(lesson, { ...play, stages });
  }

  async check(lesson: Loaded): Promise<void> {
    const play = this.playOf(lesson);
    if (this.tools === undefined || play.over || this.isJudging(play)) return;
    // Kept as one object, so that what was said stays as long as nothing changes.
    this.#keep(lesson, play);
    this.#judged = play;
    try {
      const verdict = await lesson.tasks[play.task].check(play, this.tools);
      this.#say(lesson, play, verdict);
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      if (this.#judged === play) this.#judged = undefined;
    }
  }

  /** On to the next task, or to what there is to say. */
  goOn(lesson: Loaded): void {
    const play = this.playOf(lesson);
    if (this.verdictOn(play)?.done !== true) return;
    const task = play.task + 1;
    const over = task === lesson.tasks.length;
    const ended = { ...play, task, over, finished: play.finished + (over ? 1 : 0) };
    this.#keep(lesson, ended);
    if (over) this.#save({ ...this.progress, done: { ...this.progress.done, [lesson.number]: ended } });
  }

  /** The lesson once more, with other numbers. */
  again(lesson: Listed): void {
    this.#keep(lesson, this.#begin(lesson, this.playOf(lesson).finished));
  }

  /** An address that opens the course at the very state that it is in. */
  async link(): Promise<string> {
    return addressOf(await writeProgressLink(this.progress));
  }

  /** An address that shows what was done, for whoever wants to make sure of it. */
  async completionLink(name: string): Promise<string> {
    return addressOf(await writeCompletionLink(completionOf(this.progress, name)));
  }

  /**
   * Takes what an address carries, once: a reload must not undo what came after it.
   *
   * @returns whether it is somebody's completion, for whoever wants to make sure of it
   */
  async takeLink(): Promise<boolean> {
    const { hash } = location;
    if (fragmentsIn(hash).length > 0) {
      history.replaceState(history.state, "", location.pathname + location.search);
      this.completions = hash;
      this.arrivals++;
      return true;
    }
    const sent = await readProgressLink(hash);
    if (sent === undefined) return false;
    history.replaceState(history.state, "", location.pathname + location.search);
    this.linked = sent === "damaged" ? "damaged" : "taken";
    if (sent === "damaged") return false;
    this.#save(merge(this.progress, sent));
    this.arrivals++;
    return false;
  }

  /** Fetches the tools, unless they are there. Whoever asks while they are on their way waits for them too. */
  async wantTools(): Promise<void> {
    this.failure = undefined;
    if (this.tools !== undefined) return;
    this.#fetching ??= this.#fetchTools();
    await this.#fetching;
  }

  async #fetchTools(): Promise<void> {
    try {
      this.tools = await toolsOf(
        (await loadModel("lamps")).model,
        async () => {
          const [images, labels] = await Promise.all([loadTestImages(), loadTestLabels()]);
          return { images, labels };
        },
        inWorker,
      );
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.#fetching = undefined;
    }
  }

  #begin({ number }: Listed, finished = 0): Play {
    const fixed = seedIn(location.search);
    return begin(fixed ?? seedFor(this.progress.seed, number, finished), finished);
  }

  /** Says what came of a check, unless something has changed while it was made. */
  #say(lesson: Loaded, play: Play, verdict: Verdict): void {
    if (this.playOf(lesson) !== play) return;
    const tries = Array.from({ length: play.task + 1 }, (_, i) => play.tries[i] ?? 0);
    if (!verdict.done) tries[play.task]++;
    const judged = { ...play, tries };
    this.#keep(lesson, judged);
    this.#checked = { play: judged, verdict };
  }

  #keep(lesson: Listed, play: Play): void {
    this.#save({ ...this.progress, plays: { ...this.progress.plays, [lesson.number]: play } });
  }

  #save(progress: Progress): void {
    this.progress = progress;
    store.save(progress);
  }
}

const KIND = Symbol("learn");

export const useLearnState = (): LearnState => stateOf(KIND, () => new LearnState());
