// @ts-check
/**
 * @file How text is split into the words that the search finds. Japanese has no spaces between words, so a run of it becomes its
 * pairs of characters: whatever is asked for is found inside any sentence, as it is written.
 */

const APART = /[\n\r\p{Z}\p{P}\p{S}]+/u;
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu;
const JAPANESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;

/**
 * @param {string} text
 * @returns {string[]}
 */
export function tokenize(text) {
  return text.split(APART).flatMap((word) =>
    [...word.matchAll(RUNS)].flatMap(([run]) => {
      const letters = [...run];
      if (letters.length < 2 || !JAPANESE.test(run)) return [run];
      return letters.slice(1).map((letter, i) => letters[i] + letter);
    }),
  );
}
