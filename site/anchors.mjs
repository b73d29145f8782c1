// @ts-check

/**
 * How GitHub links to a title, and the site too: its letters, digits, hyphens and underscores.
 *
 * @param {string} title as it is read, without Markdown
 */
export const anchorOf = (title) =>
  title
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
