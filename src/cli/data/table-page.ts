/**
 * @file What is in a table, for `akari data`.
 */

import type { TableExamples } from "../../data/table/examples.js";
import { profileTable } from "../../insight/data-profile/profile.js";
import type { Style } from "../terminal/color.js";
import { countOf } from "../terminal/format.js";
import { safeText } from "../terminal/text-width.js";
import { classLines } from "./class-lines.js";
import type { DataPage } from "./data-page.js";
import { exampleRows, tableLines } from "./table-text.js";
import { tableWarnings } from "./warnings.js";

export async function tablePage(examples: TableExamples, style: Style, width: number): Promise<DataPage> {
  const profile = profileTable(examples);
  const { duplicates, leaking, ...rest } = profile;
  const { rows, withoutTarget, inputs, leftOut, classes } = rest;
  const columns = inputs.length + leftOut.length + examples.table.targets.length;
  const rowName = (row: number): string => examples.rowName(row).replace(/^.*, row /s, "row ");
  return {
    title: `${safeText(examples.name)}: ${countOf(rows + withoutTarget, "row")}, ${countOf(columns, "column")}`,
    sections: [
      { title: "", lines: tableLines(profile, style, width) },
      ...(classes === undefined
        ? []
        : [{ title: `Classes of ${safeText(classes.target)}`, lines: classLines(classes, style, width) }]),
      { title: "A few rows", lines: await exampleRows(examples, style, width) },
    ],
    notes: examples.table.notes.map((note) => safeText(note)),
    warnings: [...examples.table.warnings.map((one) => safeText(one)), ...tableWarnings(profile, rowName)],
    json: { kind: "table", ...rest, twins: duplicates, giveAways: leaking },
  };
}
