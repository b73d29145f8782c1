import { describe, expect, test } from "vitest";
import { all, encoded, read, tableFolder } from "../../../test/support/table-files.js";
import { encodeRows } from "./row-encoder.js";

tableFolder();

const TEXT = [
  "rooms,city,garden,built,price",
  "3,Kyoto,yes,2001-05-01,10.5",
  "2,Nara,no,1995-01-31,7.5",
  ",Kyoto,yes,1980-12-01,6.5",
  "5,Osaka,no,2020-02-29,20.5",
].join("\n");

describe("rows given in code", () => {
  test("are encoded as those of the file", async () => {
    const table = await read(TEXT);
    const rows = [
      { rooms: 3, city: "Kyoto", garden: true, built: new Date("2001-05-01") },
      { city: "Nara", rooms: "2", garden: "no", built: "1995-01-31", price: 99, more: 1 },
      { rooms: null, city: "Kyoto", garden: "yes", built: "1980-12-01" },
    ];
    const { data, columns } = encodeRows(rows, table.prepare(all(4)));
    const expected = encoded(table);
    rows.forEach((_, r) => {
      expect([...data.subarray(r * columns, (r + 1) * columns)]).toEqual(expected[r]);
    });
    expect(encodeRows([], table.prepare(all(4))).rows).toBe(0);
  });

  test.each([
    [{ rooms: "many", city: "Nara", garden: false, built: null }, 'input, row 1, column rooms: "many"'],
    [{ rooms: 1, city: "Nara", garden: "perhaps", built: null }, "input, row 1, column garden"],
    [{ rooms: Number.POSITIVE_INFINITY, city: "", garden: "", built: "" }, "not a finite number"],
    [{ rooms: 1, town: "Nara", garden: false, built: null }, "row 1 lacks city"],
  ])("what is wrong is named: %j", async (row, sentence) => {
    const table = await read(TEXT);
    expect(() => encodeRows([row], table.prepare(all(4)))).toThrow(sentence);
  });

  test("true is a yes only where a yes is known", async () => {
    const table = await read("organic,price\nja,1.5\nnein,2.5\nja,3.5", { columns: { organic: "yes-no" } });
    const preprocessing = table.prepare(all(3));
    expect(encodeRows([{ organic: "ja" }], preprocessing).rows).toBe(1);
    expect(() => encodeRows([{ organic: true }], preprocessing)).toThrow(
      'input, row 1, column organic: "true" may be "ja" or "nein". Give the text that is meant.',
    );
  });

  test("a model that takes no tables", () => {
    expect(() => encodeRows([{ a: 1 }], { divideBy: 255 })).toThrow("did not learn from a table");
  });
});
