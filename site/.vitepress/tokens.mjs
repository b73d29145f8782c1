// @ts-check
/**
 * @file The Studio's colours on the site: its tokens.css, with the light theme where VitePress has it.
 */

const LIGHT = ':root[data-theme="light"]';

/** @param {string} css */
export const siteTokens = (css) => css.replaceAll(LIGHT, ":root:not(.dark)");

/** A plugin of Vite. */
export const lightTokens = () => ({
  name: "akari-light-tokens",
  enforce: /** @type {const} */ ("pre"),
  transform: (/** @type {string} */ code, /** @type {string} */ id) =>
    id.endsWith("studio/src/kit/tokens.css") ? siteTokens(code) : undefined,
});
