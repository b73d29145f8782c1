/**
 * @file The state of the course: what is played, as it is kept on the device, what was said to it, and the network that lessons ask.
 */

import { type Failure, failureOf } from "../../kit/failure";
import { loadModel } from "../../models/load";
import { BrowserStore } from "../../visit/browser-store";
import { stateOf } from "../../visit/states.svelte";
import type { Reader, Verdict } from "./lesson";
import type { Listed } from "./lessons";
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
import { readerOf } from "./reader";

const store = new BrowserStore<Progress>("learn", 1, readProgress, () => localStorage);

const freshSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;

export class LearnState {
  progress: Progress = $state.raw(store.load() ?? { seed: freshSeed(), plays: {} });
  /** `undefined` until it has come. */
  read: Reader | undefined = $state.raw();
  failure: Failure | undefined = $state.raw();
  /** What there is to say of the link that the page was opened with. */
  linked: "taken" | "damaged" | undefined = $state();
  /** What the last check said, and to which play: once that has changed, it no longer holds. */
  #checked: { readonly play: Play; readonly verdict: Verdict } | undefined = $state.raw();
  #reading = false;

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

  guess(lesson: Listed, index: number, text: string): void {
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

  stage(lesson: Listed, stage: readonly number[]): void {
    this.#keep(lesson, { ...this.playOf(lesson), stage });
  }

  check(lesson: Listed): void {
    const play = this.playOf(lesson);
    if (this.read === undefined || play.task >= lesson.tasks.length) return;
    // Kept as one object, so that what was said stays as long as nothing changes.
    this.#keep(lesson, play);
    this.#checked = { play, verdict: lesson.tasks[play.task].check(play, this.read) };
  }

  /** On to the next task, or to what there is to say. */
  goOn(lesson: Listed): void {
    const play = this.playOf(lesson);
    if (this.verdictOn(play)?.done !== true) return;
    const task = play.task + 1;
    const finished = play.finished + (task === lesson.tasks.length ? 1 : 0);
    this.#keep(lesson, { ...play, task, finished });
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
    store.save(this.progress);
  }

  async wantReader(): Promise<void> {
    if (this.read !== undefined || this.#reading) return;
    this.#reading = true;
    this.failure = undefined;
    try {
      this.read = await readerOf((await loadModel("lamps")).model);
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.#reading = false;
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
