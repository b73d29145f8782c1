/**
 * @file What the page's address says besides the model: one table of what is kept in the query, so that a reload, a
 * bookmark or a link shows the same view. What is as it is at first is left out.
 */

import { type EdgeMode, VIEWS, type View } from "../studio.svelte";

/** What of the page's state an address tells. */
export interface AddressState {
  view: View;
  /** The lesson that is played in Learn, or one of its pages for teachers: told where that is the view. */
  lesson: string;
  edgeMode: EdgeMode;
}

interface Entry<Value extends string> {
  /** Its name in the query. */
  readonly name: string;
  /** The first one is how a page begins. */
  readonly values: readonly Value[];
}

/** What stands in the place of a lesson's number where the page for teachers is shown. */
export const CLASS = "class";
/** And where worksheets are. */
export const SHEETS = "sheets";
/** As lessons are numbered. Which of them there are is known where they are. */
const LESSONS = Array.from({ length: 99 }, (_, i) => String(i + 1).padStart(2, "0"));

const ADDRESS: { readonly [K in keyof AddressState]: Entry<AddressState[K]> } = {
  view: { name: "view", values: VIEWS },
  lesson: { name: "lesson", values: ["", ...LESSONS, CLASS, SHEETS] },
  edgeMode: { name: "edges", values: ["contributions", "weights"] },
};

/** Whether a link was made for a lesson: it shows no other view than Learn. */
export const isForLearn = (query: string): boolean => new URLSearchParams(query).get("only") === "learn";

/** Puts what a query says into a state; what it does not say, or says wrongly, stays. */
export function readAddress(query: string, state: AddressState): void {
  const found = new URLSearchParams(query);
  const read = <K extends keyof AddressState>(key: K): void => {
    const value = ADDRESS[key].values.find((known) => known === found.get(ADDRESS[key].name));
    if (value !== undefined) state[key] = value;
  };
  for (const key of Object.keys(ADDRESS) as (keyof AddressState)[]) read(key);
}

/** The place that a query asks for: the first view where it says nothing of it, and no lesson. */
export function placeIn(query: string): Pick<AddressState, "view" | "lesson"> {
  const state: AddressState = { view: VIEWS[0], lesson: "", edgeMode: "contributions" };
  readAddress(query, state);
  return { view: state.view, lesson: state.view === "learn" ? state.lesson : "" };
}

/** The query for a state, `?` included where it says anything. What others put into it stays. */
export function writeAddress(query: string, state: AddressState): string {
  const found = new URLSearchParams(query);
  for (const key of Object.keys(ADDRESS) as (keyof AddressState)[]) {
    const { name, values } = ADDRESS[key];
    if (state[key] === values[0] || (key === "lesson" && state.view !== "learn")) found.delete(name);
    else found.set(name, state[key]);
  }
  const text = found.toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether a host's name is one that every machine gives itself, so that an address with it opens nowhere else. */
export const isThisMachine = (hostname: string): boolean =>
  /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(hostname);
