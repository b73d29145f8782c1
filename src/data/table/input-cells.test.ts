import { expect, test } from "vitest";
import { all, read, tableFolder } from "../../../test/support/table-files.js";
import { inputCells } from "./input-cells.js";

tableFolder();

test("cells come back from the inputs that they became", async () => {
  const rows = ["1.5,red,yes,2024-01-31,0", ",green,no,2024-02-29,1", "3,,no,2023-12-31,0"];
  const table = await read(`size,colour,member,born,y\n${rows.join("\n")}\n${rows.join("\n")}\n`, {
    task: "classes",
  });
  const preprocessing = table.prepare(all(table.rows));
  const { features } = table.encode(all(3), preprocessing, "all");
  const { columns } = features;
  if (preprocessing.table === undefined) throw new Error("There is no preprocessing of a table.");
  for (const [row, line] of rows.entries()) {
    const inputs = features.data.subarray(row * columns, (row + 1) * columns);
    const cells = inputCells(inputs, preprocessing.table);
    expect(cells.map(({ text }) => text)).toEqual(line.split(",").slice(0, 4));
    expect(await table.portray(row)).toEqual({ kind: "cells", cells });
  }
});
