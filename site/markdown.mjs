// @ts-check
/**
 * @file What the site does with the project's Markdown: its links lead to where the site has things, and blocks of code that are
 * marked as live can be run.
 */

import { resolveLink } from "./links.mjs";

/** A page's link to itself in the other language, alone in its paragraph: the site has a switch for that. */
const OTHER_LANGUAGE = /^(日本語|English)$/;

/**
 * A plugin of markdown-it.
 *
 * @param {import("vitepress").MarkdownRenderer} md
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
      const from = ["paragraph_close", "inline", "paragraph_open"].indexOf(token.type) - 1;
      return from === -2 || !isLanguageLink(tokens[i + from]);
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

/** @param {import("vitepress").MarkdownRenderer extends { parse(...given: any): (infer Token)[] } ? Token : never} inline */
function isLanguageLink({ children }) {
  const types = children?.map(({ type }) => type).join(" ");
  return types === "link_open text link_close" && OTHER_LANGUAGE.test(children?.[1].content ?? "");
}

/** How a block begins that can be run on the site: ```ts live. */
const LIVE = /^ts live$/;

/**
 * A plugin of markdown-it.
 *
 * @param {import("vitepress").MarkdownRenderer} md
 */
export function liveExamples(md) {
  const { fence } = md.renderer.rules;
  md.renderer.rules.fence = (tokens, i, options, env, self) => {
    const html = fence?.(tokens, i, options, env, self) ?? "";
    const { info, content } = tokens[i];
    if (!LIVE.test(info.trim())) return html;
    return `<LiveExample source="${encodeURIComponent(content)}">${html}</LiveExample>`;
  };
}

/**
 * Tables that are too wide scroll, and whoever has no mouse can scroll them too.
 *
 * @param {import("vitepress").MarkdownRenderer} md
 */
export function accessibleTables(md) {
  md.renderer.rules.table_open = (tokens, i, options, _env, self) => {
    tokens[i].attrSet("tabindex", "0");
    return self.renderToken(tokens, i, options);
  };
  // A head without words is no head.
  md.core.ruler.push("akari-empty-heads", ({ tokens }) => {
    tokens.forEach((token, i) => {
      if (token.type !== "th_open" || tokens[i + 1].content !== "") return;
      token.tag = "td";
      tokens[i + 2].tag = "td";
    });
  });
}

/**
 * Titles of the reference have the anchors that its links were made for: TypeDoc puts them before the titles.
 *
 * @param {import("vitepress").MarkdownRenderer} md
 */
export function givenAnchors(md) {
  md.core.ruler.before("anchor", "akari-given-anchors", (state) => {
    state.tokens = state.tokens.filter((token, i, tokens) => {
      const id = token.type === "html_block" && /^<a id="([^"]+)"><\/a>\s*$/.exec(token.content)?.[1];
      const next = tokens[i + 1];
      if (!id || next?.type !== "heading_open") return true;
      next.attrSet("id", id);
      return false;
    });
  });
}
