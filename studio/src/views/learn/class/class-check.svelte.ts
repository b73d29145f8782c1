/**
 * @file Does a class's answers again, link by link, and keeps what came of it.
 */

import type { LearnState } from "../learn-state.svelte";
import type { Tools } from "../lesson";
import { type LessonNumber, type Loaded, lessonNumbered, loadLesson } from "../lessons";
import { type Completion, judge, readCompletionLink, type Standing } from "./completion";

/** What a link comes to. */
export interface Row {
  /** `undefined` where the link is damaged. */
  readonly completion: Completion | undefined;
  readonly standings: Readonly<Record<LessonNumber, Standing>>;
}

export class ClassCheck {
  readonly #course: LearnState;
  rows: readonly Row[] = $state.raw([]);
  /** How many links are done of those that are being checked; `undefined` where none is. */
  progress: number | undefined = $state();
  total = $state(0);
  failed = $state(false);
  /** Counts the checks: one that another follows has nothing more to say. */
  #run = 0;

  constructor(course: LearnState) {
    this.#course = course;
  }

  stop(): void {
    this.#run++;
  }

  async run(fragments: readonly string[]): Promise<void> {
    const run = ++this.#run;
    this.rows = [];
    this.failed = false;
    this.total = fragments.length;
    this.progress = fragments.length === 0 ? undefined : 0;
    try {
      await this.#course.wantTools();
      const { tools } = this.#course;
      if (tools === undefined) throw new Error("There is no network to ask.");
      for (const fragment of fragments) {
        const row = await readRow(fragment, tools);
        if (run !== this.#run) return;
        this.rows = [...this.rows, row];
        this.progress = this.rows.length;
        // The page is painted between two links.
        await new Promise((resolve) => setTimeout(resolve));
      }
    } catch {
      if (run === this.#run) this.failed = true;
    } finally {
      if (run === this.#run) this.progress = undefined;
    }
  }
}

async function readRow(fragment: string, tools: Tools): Promise<Row> {
  const completion = await readCompletionLink(fragment);
  if (completion === undefined || completion === "damaged") return { completion: undefined, standings: {} };
  const standings: Record<LessonNumber, Standing> = {};
  for (const [number, play] of Object.entries(completion.plays)) {
    const lesson = await loaded(number);
    if (lesson !== undefined) standings[number] = await judge(lesson, play, tools);
  }
  return { completion, standings };
}

/** `undefined` where this page has no such lesson. */
async function loaded(number: LessonNumber): Promise<Loaded | undefined> {
  const listed = lessonNumbered(number);
  return listed && loadLesson(listed);
}
