// @ts-check
/**
 * @file What the site does with the project's Markdown: its links lead to where the site has things.
 */

import { resolveLink } from "./links.mjs";

/** A page's link to itself in the other language, alone in its paragraph: the site has a switch for that. */
const OTHER_LANGUAGE = /^(日本語|English)$/;

/**
 * A plugin of markdown-it.
 *
 * @param {import("markdown-it").default} md
 * @param {{ pages: readonly import("./pages.mjs").Page[], base: string }} site
 */
export function siteLinks(md, { pages, base }) {
  const places = new Map(pages.map(({ file, place }) => [file, place]));
  const files = new Map(pages.map(({ file, place }) => [place, file]));
  md.core.ruler.push("akari-links", (state) => {
    const file = files.get(state.env.relativePath);
    // What is made for the site alone has its links as they are to be.
    if (file === undefined) return;
    state.tokens = state.tokens.filter((token, i, tokens) => {
      const inline = [i - 1, i, i + 1].map((at) => tokens[at]).find((each) => each?.type === "inline");
      const isParagraph = /^(paragraph_open|inline|paragraph_close)$/.test(token.type);
      return !(isParagraph && inline !== undefined && isLanguageLink(inline));
    });
    for (const token of state.tokens) {
      for (const child of token.children ?? []) {
        if (child.type !== "link_open") continue;
        const resolved = resolveLink(file, child.attrGet("href") ?? "", places);
        if (resolved === undefined) continue;
        if (resolved.source === undefined) child.attrSet("href", resolved.href);
        else {
          // Not a page of VitePress, whose router is to leave it alone.
          child.attrSet("href", base + resolved.href.slice(1));
          child.attrSet("target", "_self");
        }
      }
    }
  });
}

/** @param {import("markdown-it").Token} inline */
function isLanguageLink({ children }) {
  const types = children?.map(({ type }) => type).join(" ");
  return types === "link_open text link_close" && OTHER_LANGUAGE.test(children?.[1].content ?? "");
}
