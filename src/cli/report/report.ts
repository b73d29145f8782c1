/**
 * @file `akari report`: all that there is to say of a model on a data set, as one page that can be kept and sent: one file that
 * needs no other, no script and no network.
 */

import { askedEngine } from "../../engine/engines.js";
import { writeConfusion } from "../evaluate/confusion.js";
import { openForScoring } from "../evaluate/scored-data.js";
import { confusionJson, labelFigures } from "../evaluate/scores.js";
import { unseenText } from "../input/table-for-model.js";
import { EXIT, type Io } from "../io.js";
import { requireOutputs } from "../output-files.js";
import type { Arguments } from "../parse.js";
import { oneLine } from "../terminal/output.js";
import { count, percent } from "../terminal/text.js";
import type { ReportContent, Shown } from "./content.js";
import { gatherReport } from "./gather.js";
import { Html, html } from "./html.js";
import { chooseLanguage, type Language, loadWords } from "./language.js";
import { classSections } from "./sections/classes.js";
import { importanceSection } from "./sections/importance.js";
import { mistakesSection } from "./sections/mistakes.js";
import { labelSection, resultSection, valueSections } from "./sections/result.js";
import { trainingSection } from "./sections/training.js";
import type { Words } from "./words.js";

const OUT = "report.html";

/** @returns the exit code */
export async function report({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, operand] = operands;
  io.outliveOutput();
  const { engine, out = OUT } = options;
  const { writeAtomically } = await import("../../platform/write-file.node.js");
  await requireOutputs([out], [path, operand]);
  const { stored, opened } = await openForScoring(path, operand, options, io, [out]);
  const notes = opened.notes ?? [];
  io.stderr.write(notes.map((note) => `${oneLine(note)}\n`).join("") + unseenText(opened.data));
  const content = await gatherReport(path, operand, stored, opened, askedEngine(engine)).finally(
    opened.close,
  );
  const language = chooseLanguage(options.lang, io.env);
  const { result } = content;
  const page = new TextEncoder().encode(reportPage(content, await loadWords(language), language));
  await writeAtomically(out, page);
  io.stdout.write(
    options.json ? `${JSON.stringify(reportJson(content, out))}\n` : summary(content, out, page.length),
  );
  // Last, for the page is there and named even where this fails.
  if (result.kind !== "values") {
    const scores =
      result.kind === "classes"
        ? { task: result.kind, confusion: result.confusion }
        : { task: result.kind, labels: result.counts };
    await writeConfusion(options.confusion, scores, result.labels);
  }
  return EXIT.done;
}

function summary({ result, data }: ReportContent, out: string, bytes: number): string {
  const reached =
    result.kind === "classes"
      ? `Accuracy ${percent(result.accuracy)}`
      : result.kind === "labels"
        ? `Exact match ${percent(result.scores.exactMatch)}`
        : result.outputs.map(({ score }) => `R² ${score.r2.toFixed(4)} (${score.name})`).join(", ");
  return `${reached} on ${oneLine(data)}\nWrote ${oneLine(out)} (${count(Math.ceil(bytes / 1000))} KB): open it in a browser, or print it.\n`;
}

/** The scores as `akari evaluate --json` has them, the examples that are shown by their names, and the importance. */
function reportJson(content: ReportContent, out: string): object {
  const { model, data, examples, learned, loss, result, importance } = content;
  const { score, examples: drawn, features } = importance;
  const about = { out, model, data, examples, learned, loss };
  const rest = { importance: { score, examples: drawn, features } };
  if (result.kind === "values") {
    const outputs = result.outputs.map(({ score: figures, interval, misses }) => ({
      ...figures,
      r2Interval: interval,
      misses: misses.map((miss) => ({ ...nameOf(miss), actual: miss.actual, predicted: miss.predicted })),
    }));
    return { ...about, r2: result.r2, outputs, ...rest };
  }
  if (result.kind === "labels") return { ...about, ...labelFigures(result.scores, result.labels), ...rest };
  const { labels, accuracy, confusion, scores, mistakes } = result;
  const { kind: _, ...figures } = scores;
  return {
    ...about,
    accuracy,
    ...confusionJson(confusion, labels),
    labels,
    ...figures,
    mistakes: mistakes.map((mistake) => ({
      ...nameOf(mistake),
      actual: labels[mistake.actual],
      predicted: labels[mistake.predicted],
      score: mistake.score,
    })),
    ...rest,
  };
}

const nameOf = ({ name }: Shown): object =>
  name.kind === "file" ? { file: name.path } : { [name.kind]: name.number };

/** The same content gives the same text, to the byte. */
function reportPage(content: ReportContent, words: Words, language: Language): string {
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

/** Dark text on light, in colours that those who cannot tell red from green can tell apart. */
const LIGHT = `--paper:#fffdf9;--ink:#26221c;--muted:#675f53;--line:#e2dacd;--panel:#f7f2e9;--blue:#1f5fbf;--orange:#b8500c;--fill-blue:#5b97ec;--fill-orange:#f0a04b;--notice:#fdeecb`;
const DARK = `--paper:#181511;--ink:#f1ebe0;--muted:#b3a999;--line:#3b352d;--panel:#221e19;--blue:#8cbcff;--orange:#ffb35c;--fill-blue:#2f6fd0;--fill-orange:#c06a1a;--notice:#4a3a12`;

/** How a report looks: on a phone, on a screen by day and by night, and on paper. */
const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:62rem;padding:1.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI","Hiragino Sans","Noto Sans JP","Yu Gothic UI",Meiryo,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
header{border-bottom:1px solid var(--line);padding-bottom:.75rem}
.brand{margin:0;color:var(--orange);font-weight:600;letter-spacing:.04em}
h1{margin:.1rem 0 .25rem;font-size:clamp(1.35rem,4.5vw,2rem);line-height:1.25;overflow-wrap:anywhere}
header p:last-child{margin:0;color:var(--muted)}
section{margin-top:2.75rem}
h2{margin:0 0 .75rem;font-size:1.3rem;line-height:1.3}
h3{margin:1.25rem 0 .5rem;font-size:1rem}
p{margin:.5rem 0;max-width:44rem}
.muted,caption,figcaption{color:var(--muted);font-size:.875rem;line-height:1.5}
.notice{background:var(--notice);padding:.6rem .9rem;border-radius:.4rem}
.headline{margin:0;font-size:1.15rem}
.headline strong{font-size:clamp(2.6rem,11vw,4rem);line-height:1.1;letter-spacing:-.02em}
dl{margin:1rem 0 0}
.figures{display:grid;grid-template-columns:repeat(2,1fr);gap:.6rem}
@media (min-width:34rem){.figures{grid-template-columns:repeat(3,1fr)}}
@media (min-width:60rem){.figures{grid-template-columns:repeat(auto-fit,minmax(8.6rem,1fr))}}
.figures div{background:var(--panel);border-radius:.5rem;padding:.6rem .8rem}
dt{color:var(--muted);font-size:.875rem}
dd{margin:0}
.figures dt{line-height:1.35}
.figures dd{font-size:1.25rem;font-weight:600}
.facts div{display:grid;grid-template-columns:9.5rem 1fr;column-gap:1rem;padding:.3rem 0;border-bottom:1px solid var(--line)}
.facts dt{grid-row:1/span 9}
.facts dd{grid-column:2;overflow-wrap:anywhere}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem 2rem}
.charts figure{max-width:30rem}
figure{margin:0}
figure h3{margin-top:0}
svg{display:block;overflow:visible}
.plot,.map{width:100%;height:auto}
.plot text,.map text{fill:var(--muted);font-size:12px}
.plot .name{fill:var(--ink)}
.grid,.axis,.frame{fill:none;stroke:var(--line)}
.axis{stroke:var(--muted)}
.line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.faint{stroke-width:1;stroke-opacity:.5}
.first{stroke:var(--blue)}
.second{stroke:var(--orange);stroke-dasharray:5 4}
.dot{stroke:none}
.dot.first{fill:var(--blue)}
.dot.second{fill:var(--orange)}
.mark,.ideal{fill:none;stroke:var(--muted);stroke-dasharray:2 4}
.ideal{stroke-dasharray:6 5}
.points{fill:none;stroke:var(--blue);stroke-opacity:.55;stroke-width:7;stroke-linecap:round}
.count{fill:var(--line)}
.heat{fill:var(--fill-orange)}
.map .cell{fill:var(--ink)}
.legend{display:inline-flex;align-items:center;gap:.4rem;margin-right:1.25rem}
.wide{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.9375rem;line-height:1.4}
caption{text-align:left;padding-bottom:.6rem}
caption span{display:block;position:sticky;left:0;width:min(44rem,calc(100vw - 2.5rem))}
th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid var(--line);vertical-align:baseline}
th{font-weight:600}
thead th,.over{color:var(--muted);font-weight:500;font-size:.875rem}
th:first-child{text-align:left}
tbody th{font-weight:500;overflow-wrap:break-word;max-width:18rem}
tfoot th,tfoot td{font-weight:600}
.matrix td,.matrix th{text-align:center;padding:.3rem .45rem;border:1px solid var(--paper);min-width:2.6rem}
.matrix tbody th{text-align:right}
.matrix thead td{border:0}
.matrix thead th:not(.over),.matrix tbody th{color:var(--ink);font-weight:600;font-size:inherit}
.matrix .none{color:var(--muted);opacity:.75}
.right{background:color-mix(in srgb,var(--fill-blue) var(--share),var(--panel))}
.wrong{background:color-mix(in srgb,var(--fill-orange) min(75%,4% + 4*var(--share)),var(--panel))}
.none,.matrix .sum{background:none}
.confusions{columns:16rem;margin:.5rem 0;padding-left:1.2rem}
.gallery{list-style:none;margin:1rem 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:1.1rem}
.gallery figcaption{margin-top:.35rem;overflow-wrap:anywhere}
.gallery b{color:var(--ink);font-size:1rem;display:block}
.gallery .muted{display:block;font-size:.8125rem}
img{display:block;width:100%;height:auto;image-rendering:pixelated;border-radius:.25rem}
.wave{width:100%;height:3.5rem;margin-bottom:.3rem}
.wave path{stroke:var(--blue);stroke-width:1;fill:none;vector-effect:non-scaling-stroke}
.rows td,.rows tbody th{white-space:nowrap}
.importance{width:100%;max-width:46rem;table-layout:auto}
.importance td{white-space:nowrap}
.importance .bars{width:45%;padding-right:0}
.bar{width:100%;height:1rem}
.whisker{stroke:var(--ink);fill:none;vector-effect:non-scaling-stroke}
.maps figure{max-width:22rem}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
@media (max-width:34rem){.facts div{grid-template-columns:1fr}.facts dd{grid-column:1}.facts dt{grid-row:auto}section{margin-top:2.25rem}.numbers{font-size:.8125rem}.numbers th,.numbers td{padding:.3rem .3rem}.matrix{font-size:.8rem}.matrix td,.matrix th{padding:.25rem .2rem;min-width:1.7rem}.gallery{grid-template-columns:repeat(auto-fill,minmax(6.5rem,1fr))}}
@media print{@page{size:A4;margin:15mm}:root{color-scheme:light;${LIGHT};--paper:#fff}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}html{font-size:9.5pt}body{max-width:none;padding:0}section{margin-top:8mm}h2,h3,caption{break-after:avoid}figure,tr,.figures,.facts div,li{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}table{font-size:8.5pt}caption span{width:auto;position:static}.charts{grid-template-columns:1fr 1fr}.gallery{grid-template-columns:repeat(6,1fr)}.rows td,.rows th{white-space:normal;padding:.2rem .3rem;overflow-wrap:anywhere}.matrix td,.matrix th{padding:.2rem .3rem;min-width:0}}
`;
