/**
 * @file The state of the course: what is played, as it is kept on the device, what was said to it, and the network that lessons ask.
 */

import { type Failure, failureOf } from "../../kit/failure";
import { loadTestImages, loadTestLabels } from "../../mnist/pieces";
import { loadModel } from "../../models/load";
import { BrowserStore } from "../../visit/browser-store";
import { stateOf } from "../../visit/states.svelte";
import type { Tools, Verdict } from "./lesson";
import type { Listed, Loaded } from "./lessons";
import {
  begin,
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

const store = new BrowserStore<Progress>("learn", 2, readProgress, () => localStorage);

const freshSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;

export class LearnState {
  progress: Progress = $state.raw(store.load() ?? { seed: freshSeed(), plays: {} });
  /** `undefined` until it has come. */
  tools: Tools | undefined = $state.raw();
  failure: Failure | undefined = $state.raw();
  /** What there is to say of the link that the page was opened with. */
  linked: "taken" | "damaged" | undefined = $state();
  /** Counts the links that were taken: a stage that somebody works on begins anew with what one brings. */
  arrivals = $state(0);
  /** What the last check said, and to which play: once that has changed, it no longer holds. */
  #checked: { readonly play: Play; readonly verdict: Verdict } | undefined = $state.raw();
  /** What is being judged. */
  #judged: Play | undefined = $state.raw();
  #fetching = false;

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
      this.#checked = { play, verdict: await lesson.tasks[play.task].check(play, this.tools) };
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
    this.#keep(lesson, { ...play, task, over, finished: play.finished + (over ? 1 : 0) });
  }

  /** The lesson once more, with other numbers. */
  again(lesson: Listed): void {
    this.#keep(lesson, this.#begin(lesson, this.playOf(lesson).finished));
  }

  /** An address that opens the course at the very state that it is in. */
  link(): string {
    const { origin, pathname } = location;
    return `${origin + pathname}?view=learn${writeProgressLink(this.progress)}`;
  }

  /** Takes what an address carries, once: a reload must not undo what came after it. */
  takeLink(): void {
    const sent = readProgressLink(location.hash);
    if (sent === undefined) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    this.linked = sent === "damaged" ? "damaged" : "taken";
    if (sent === "damaged") return;
    this.progress = merge(this.progress, sent);
    this.arrivals++;
    store.save(this.progress);
  }

  async wantTools(): Promise<void> {
    this.failure = undefined;
    if (this.tools !== undefined || this.#fetching) return;
    this.#fetching = true;
    try {
      this.tools = await toolsOf((await loadModel("lamps")).model, async () => {
        const [images, labels] = await Promise.all([loadTestImages(), loadTestLabels()]);
        return { images, labels };
      });
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.#fetching = false;
    }
  }

  #begin({ number }: Listed, finished = 0): Play {
    const fixed = seedIn(location.search);
    return begin(fixed ?? seedFor(this.progress.seed, number, finished), finished);
  }

  #keep(lesson: Listed, play: Play): void {
    this.progress = { ...this.progress, plays: { ...this.progress.plays, [lesson.number]: play } };
    store.save(this.progress);
  }
}

const KIND = Symbol("learn");

export const useLearnState = (): LearnState => stateOf(KIND, () => new LearnState());
