/**
 * @file A walk through the page by random actions, all of them a function of the seed and of what the page shows, with what
 * must hold looked at after each.
 */

import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { randomGenerator } from "../../../src/model/random.js";
import { violations } from "../axe.js";
import { type Fault, inspect, type Sight } from "./inspect.js";
import { act, anyFile, SCREENS } from "./person.js";

export interface WalkOptions {
  readonly seed: number;
  readonly actions: number;
  /** After so many actions axe looks at the page too. */
  readonly axeEvery: number;
  /** Whether a task that keeps the page from its next frame is a fault. A machine that does other work besides has such too. */
  readonly timing: boolean;
  /** What the page's console and its errors say, as it comes: see `StudioOptions.troubles`. */
  readonly troubles: string[];
  /** Where pictures of what did not hold go. */
  readonly pictures?: string;
}

export interface Walked {
  /** What did not hold, each with the action after which it was first seen. */
  readonly faults: readonly string[];
  /** Which comparisons had something to compare. */
  readonly compared: ReadonlySet<string>;
  readonly log: readonly string[];
}

/** A page that has not answered for so long never will. */
const NEVER = 60_000;
/** Longer than this no frame may take, in milliseconds, of the processor's time as of the clock's. */
const LONGEST_TASK = 500;
/**
 * What the browser writes of anything that is asked for without a network, of its own or by way of the page's Service
 * Worker: then the page has to say so, in its own words.
 */
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;
/** What lasts shorter than this is on its way to something else. */
const SETTLING = 250;

/** Walks through a page that has just been opened. */
export async function walk(
  page: Page,
  { seed, actions, axeEvery, timing, troubles, pictures }: WalkOptions,
): Promise<Walked> {
  const faults = new Map<string, string>();
  const compared = new Set<string>();
  const log: string[] = [];
  const note = (rule: string, place: string, seen: string): void => {
    const key = `${rule}: ${place}`;
    if (!faults.has(key)) faults.set(key, `After action ${log.length}, ${log.at(-1)}:\n  ${key}, ${seen}`);
  };
  const home = new URL(page.url()).origin;

  page.on("crash", () => note("the page lives", "it crashed", ""));
  page.on("dialog", (dialog) => void dialog.accept().catch(() => {}));
  page.on("filechooser", (chooser) => {
    void chooser.setFiles(anyFile(randomGenerator(seed, `walk/files/${log.length}`))).catch(() => {});
  });
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.addInitScript(watchTasks);
  await page.evaluate(watchTasks);

  const random = randomGenerator(seed, "walk");
  const [width, height] = SCREENS[random.below(SCREENS.length)];
  await page.setViewportSize({ width, height });
  let { controls, online } = await look(page);
  let busy = 0;
  try {
    for (let n = 0; n < actions; n++) {
      const of = randomGenerator(seed, `walk/${n}`);
      log.push("(under way)");
      log[n] = await answered(act({ page, random: of, controls })).catch((error: unknown) => {
        if (error instanceof NoAnswer) throw error;
        // Its frame went away under it: a reload, a way back.
        return `(nothing: ${String(error).slice(0, 80)})`;
      });
      if (!page.url().startsWith(home)) await page.goto(`${home}/`);
      const sight = await look(page);
      const stays = sight.faults.length === 0 ? [] : await lasting(page, sight.faults);
      for (const { rule, place, seen } of stays) note(rule, place, seen);
      heed(online && sight.online);
      if (pictures !== undefined && stays.length > 0) {
        await page.screenshot({ path: join(pictures, `walk-${seed}-${n + 1}.png`) });
      }
      for (const rule of sight.compared) compared.add(rule);
      ({ controls, online } = sight);
      if (timing) {
        const { longest, used } = await slowest();
        // Where others use the processors too, the clock says nothing of the page.
        const busy = loadavg()[0] > availableParallelism();
        if (!busy && Math.min(longest, used) > LONGEST_TASK) {
          note(
            "no frame takes longer than 500 ms",
            log[n].replace(/\d+, \d+$/, ""),
            `${Math.round(longest)} ms, of the processor ${Math.round(used)} ms`,
          );
        }
      }
      if ((n + 1) % axeEvery === 0) {
        // The system's own colours are not the page's to answer for, and axe does not know them.
        const forced = await page.evaluate(() => matchMedia("(forced-colors: active)").matches);
        for (const line of await answered(violations(page)).catch(() => [])) {
          if (!forced || !line.startsWith("color-contrast")) note("axe", line, "");
        }
      }
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    note("the page answers", "never", `not within ${NEVER / 1000} s`);
  }
  heed(online);
  return { faults: [...faults.values()], compared, log };

  /** Notes what has gone wrong since it was last asked; without a network, that there is none has to be said by the page itself. */
  function heed(connected: boolean): void {
    for (const trouble of troubles.splice(0)) {
      if (!connected && OFFLINE.test(trouble)) continue;
      const [what, ...where] = trouble.split("\n");
      note("nothing goes wrong", what.slice(0, 300), where.join("\n").slice(0, 600));
    }
  }

  /** The longest task since it was last asked, and how long the page's thread was at work meanwhile, in milliseconds. */
  async function slowest(): Promise<{ longest: number; used: number }> {
    const longest = await answered(
      page.evaluate(() => {
        const tasks = globalThis as unknown as { longestTask?: number };
        const longest = tasks.longestTask ?? 0;
        tasks.longestTask = 0;
        return longest;
      }),
    ).catch(() => 0);
    const { metrics } = await client.send("Performance.getMetrics");
    const total = 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
    const used = total - busy;
    busy = total;
    return { longest, used };
  }
}

class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

function answered<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const never = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer()), NEVER);
  });
  return Promise.race([promise, never]).finally(() => clearTimeout(timer));
}

/** What the page shows once it has been painted. */
async function look(page: Page): Promise<Sight> {
  for (let time = 0; ; time++) {
    try {
      return await answered(page.evaluate(inspect));
    } catch (error) {
      // While it loads anew there is nothing to see.
      if (error instanceof NoAnswer || time === 20) throw error;
      await page.waitForTimeout(100);
    }
  }
}

/** Those faults that are still there a moment later. */
async function lasting(page: Page, faults: readonly Fault[]): Promise<Fault[]> {
  await page.waitForTimeout(SETTLING);
  const { faults: later } = await look(page);
  return later.filter(({ rule, place }) => faults.some((one) => one.rule === rule && one.place === place));
}

function watchTasks(): void {
  const tasks = globalThis as unknown as { longestTask?: number };
  tasks.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      tasks.longestTask = Math.max(tasks.longestTask ?? 0, duration);
  }).observe({ type: "longtask" });
}
