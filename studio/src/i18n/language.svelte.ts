/**
 * @file The language of the page, and how a phrase is said in it.
 */

import { getContext, setContext } from "svelte";
import { type Failure, failures } from "../kit/failure";
import { isLarge, minus, written, writtenSigned } from "../kit/numbers";
import { remember } from "../kit/preferences.svelte";

export const LANGUAGES = ["ja", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

/** What each calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { ja: "日本語", en: "English" };

/**
 * What is said, in every language: a text, or a function that makes one of numbers and names. An object without one of
 * the languages does not compile.
 */
export type Phrase<Args extends readonly unknown[] = readonly []> = {
  readonly [L in Language]: string | ((...args: Args) => string);
};

/** Says phrases in the language that was chosen: by the person if they did, else by their browser. */
export class Speech {
  language: Language = $state(preferredLanguage());

  constructor() {
    $effect.root(() => {
      $effect(() => {
        document.documentElement.lang = this.language;
      });
    });
  }

  choose = (language: Language): void => {
    this.language = language;
    remember("language", language);
    // What a link asked for counts until somebody chooses.
    const asked = new URL(location.href);
    if (!asked.searchParams.has("lang")) return;
    asked.searchParams.delete("lang");
    history.replaceState(history.state, "", asked);
  };

  /** The text of a phrase. Called within markup or `$derived` it follows the language. */
  say = <Args extends readonly unknown[]>(phrase: Phrase<Args>, ...args: Args): string => {
    const text = phrase[this.language];
    return typeof text === "string" ? text : text(...args);
  };

  /** What went wrong, in a sentence or two. */
  explain = ({ kind, sentence }: Failure): string => this.say(failures[kind], sentence);

  /**
   * A number as it is written in the language: with a fixed count of decimals, so that nothing jitters, with a true minus
   * sign, and without one before 0.00. A count is written whole; what has decimals may be of any size.
   */
  number = (value: number, decimals = 0): string => this.#number(value, decimals, "negative");

  /** The same with its sign before it, `+` too, as a contribution is read. */
  signed = (value: number, decimals: number): string => this.#number(value, decimals, "always");

  #number(value: number, decimals: number, signDisplay: "negative" | "always"): string {
    if (decimals > 0 && isLarge(value))
      return signDisplay === "always" ? writtenSigned(value, decimals) : written(value, decimals);
    return minus(
      new Intl.NumberFormat(this.language, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        signDisplay,
      }).format(value),
    );
  }

  /**
   * A share from 0 to 1 in percent. What is more than nothing is never written as 0.0%, nor as 100.0% what is less than
   * all: `<0.1%`, `>99.9%`.
   */
  percent = (share: number, decimals = 1): string => {
    const format = new Intl.NumberFormat(this.language, {
      style: "percent",
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    const text = format.format(share);
    const least = 10 ** -(decimals + 2);
    if (share > 0 && text === format.format(0)) return `<${format.format(least)}`;
    if (share < 1 && text === format.format(1)) return `>${format.format(1 - least)}`;
    return text;
  };

  /** A network's probability in percent: never 0 or all, though its last bit may round to it. */
  probability = (value: number, decimals = 1): string =>
    this.percent(Math.min(1 - Number.EPSILON, Math.max(Number.MIN_VALUE, value)), decimals);
}

/** The page has it from its first picture on: see the script in index.html. */
const preferredLanguage = (): Language => (document.documentElement.lang === "ja" ? "ja" : "en");

const KEY = Symbol("speech");

export const provideSpeech = (): Speech => setContext(KEY, new Speech());

export const useSpeech = (): Speech => getContext<Speech>(KEY);
