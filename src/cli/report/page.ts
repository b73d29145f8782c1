/**
 * @file The page itself: one file that needs no other, no script and no network.
 */

import { count } from "../terminal/format.js";
import type { ReportContent } from "./content.js";
import { Html, html } from "./html.js";
import type { Language } from "./language.js";
import { classSections } from "./sections/classes.js";
import { importanceSection } from "./sections/importance.js";
import { labelSection } from "./sections/labels.js";
import { mistakesSection } from "./sections/mistakes.js";
import { resultSection } from "./sections/result.js";
import { trainingSection } from "./sections/training.js";
import { valueSections } from "./sections/values.js";
import { STYLE } from "./style.js";
import type { Words } from "./words.js";

/** The same content gives the same text, to the byte. */
export function reportPage(content: ReportContent, words: Words, language: Language): string {
  const { model, data, examples, result } = content;
  const title = words.title(model, words.data(data));
  const particular =
    result.kind === "classes"
      ? classSections(result, words)
      : result.kind === "labels"
        ? labelSection(result, words)
        : valueSections(result, content, words);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title} – Akari</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header><p class="brand">Akari</p><h1>${title}</h1><p>${words.examples(count(examples))}</p></header>
<main>
${resultSection(content, words)}
${trainingSection(content, words)}
${particular}
${mistakesSection(content, words)}
${importanceSection(content, words)}
</main>
</body>
</html>
`.text;
}
