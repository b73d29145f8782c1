// @ts-check

/**
 * The text of a module of dist/ as a page can load it without a bundler: what differs by platform is the browser's, as a
 * bundler or a server for development finds by package.json's `imports`.
 *
 * @param {string} text
 */
export const browserModule = (text) =>
  text.replace(/"#platform\/(\w+)"/g, (_, name) => `"/dist/platform/${name}.browser.js"`);
