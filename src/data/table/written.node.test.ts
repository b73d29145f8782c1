/**
 * @file What is decided of how a table is written, from its first reading to what a model remembers of it.
 */

import { describe, expect, test } from "vitest";
import { all, encoded, lines, put, read, tableFolder } from "../../../test/support/table-files.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { LargeTable } from "./large-table.node.js";
import type { ReadTableOptions } from "./read-table.js";
import { readTableOfAnySize } from "./read-table.node.js";
import { readTableFor } from "./read-table-for.node.js";
import { encodeRows } from "./row-encoder.js";
import { streamTableFor } from "./stream-table-for.node.js";

tableFolder();

/** The notes and warnings of a table of a column `x`, another and a target; or why it is refused. */
async function notes(
  cells: readonly string[],
  options?: ReadTableOptions,
  other = (i: number) => `${i % 5}`,
) {
  const text = lines("x,k,y", cells.length, (i) => `"${cells[i]}",${other(i)},${i * i}`);
  try {
    return (await read(text, options)).notes.join(" ");
  } catch (error) {
    return (error as Error).message.replace(/^.*table-\d+\.csv/, "T");
  }
}

const repeat = (...cells: string[]): string[] =>
  Array.from({ length: 20 }, (_, i) => cells[i % cells.length]);

describe("numbers", () => {
  test.each<[string, string[], RegExp]>([
    [
      "other cells tell",
      repeat("1,234", "1,234,567"),
      /Read as numbers: x \("1,234" is 1234, as other cells of it tell\)\./,
    ],
    [
      "a point between thousands",
      repeat("1.234", "1,5"),
      /x \("1\.234" is 1234, as other cells of it tell\)/,
    ],
    ["percent", repeat("5%", "27.4 %"), /x \("5%" is 5, in %\)/],
    ["a unit", repeat("5 kg", "12kg"), /x \("5 kg" is 5, in kg\)/],
    ["money with gaps", repeat("$5.25", "7"), /x \("\$5\.25" is 5\.25\)/],
    [
      "nothing tells",
      repeat("1,234", "500"),
      /T, row 2, column x: "1,234" is 1234 if a point .* and 1\.234 if a comma does/,
    ],
    [
      "both are told",
      repeat("1.234", "1,5", "1.5"),
      /"1\.5" in row 4 and "1,5" in row 3 do not tell the same/,
    ],
    [
      "percent beside numbers",
      repeat("5%", "0.05"),
      /T, row 3, column x: "0\.05" has another unit than "5%" in row 2/,
    ],
    ["two currencies", repeat("$5", "€7"), /"€7" has another unit than "\$5"/],
    ["two units", repeat("5 kg", "7 lb"), /x looks like numbers, but "7 lb" \(.*, row 3\) has another unit/],
    [
      "a limit",
      repeat("5", "6.5", "<4"),
      /x looks like numbers, but "<4" .* is none that can be read: it is read as a category/,
    ],
    ["a word for gaps", repeat("5", "6.5", "7", "unknown"), /say --missing unknown\./],
    [
      "several words for gaps",
      repeat("5", "6.5", "7", "8", "NA", "n.d.", "9", "not known"),
      /"n\.d\.", "not known" .* stand among them: .* say --missing "n\.d\.,not known,NA"\./,
    ],
    [
      "thousands beside others",
      repeat("900", "77.1k", "1.2M"),
      /x looks like numbers, but "77\.1k" .* has another unit .* is read as a category/,
    ],
    ["underscores", repeat("28_991", "1_000"), /x looks like numbers, but "28_991" .* none that can be read/],
    [
      "dates in two ways",
      repeat("05/04/2024", "06/15/2024"),
      /x looks like dates, but "05\/04\/2024" .* two ways/,
    ],
    ["times of day", repeat("08:30", "17:05"), /x looks like times, but "08:30" .* is read as a category/],
    ["ranges", repeat("18-25", "26-40"), /^(?!.*looks like).*Categories: x \(18-25, 26-40\)/],
    [
      "a range in every row",
      Array.from({ length: 30 }, (_, i) => `${i}-${i + 9}`),
      /x looks like numbers, but "0-9" .* is two of them: it is left out/,
    ],
    ["classes of a school", repeat("5A", "5B", "6A"), /^(?!.*looks like).*Categories: x \(5A, 5B, 6A\)/],
  ])("where %s", async (_, cells, expected) => {
    expect(await notes(cells)).toMatch(expected);
  });

  test("other columns decide on commas, and make points doubtful", async () => {
    const point = (i: number): string => `${i}.25`;
    const comma = (i: number): string => `"${i},25"`;
    expect(await notes(repeat("1,234", "50"), {}, point)).toContain(
      '("1,234" is 1234, as other columns tell)',
    );
    expect(await notes(repeat("1,234", "50"), {}, comma)).toContain(
      '("1,234" is 1.234, as other columns tell)',
    );
    expect(await notes(repeat("1.234", "50"), {}, point)).not.toContain("Read as numbers: x");
    expect(await notes(repeat("1.234", "50"), {}, comma)).toContain('"1.234" is 1.234 if a point');
  });

  test("semicolons between cells leave points between digits open", async () => {
    const text = lines("x;y", 9, (i) => `${i + 1}.234;${"uv"[i % 2]}`);
    await expect(read(text)).rejects.toThrow('"1.234" is 1.234 if a point');
    const { table } = await read(text, { decimal: "comma" });
    expect(table.columns[0].cells[0]).toBe(1234);
  });

  test("what is told decides, but not against the column's other cells", async () => {
    expect(await notes(repeat("1,234", "50"), { decimal: "point" })).toContain('("1,234" is 1234, as told)');
    expect(await notes(repeat("1.234", "50"), { decimal: "comma" })).toContain('("1.234" is 1234, as told)');
    expect(await notes(repeat("1.234", "5.5"), { decimal: "comma" })).toContain(
      '"5.5" in row 3 tells otherwise',
    );
  });
});

describe("codes", () => {
  test.each<[string, string[], RegExp]>([
    [
      "zeros",
      repeat("01234", "10115"),
      /Categories: x \(01234, 10115\)\. Codes rather than numbers: x \("01234" begins with 0\)/,
    ],
    [
      "exponents",
      repeat("12e4", "1e10"),
      /Categories: x \(12e4, 1e10\)\. Codes rather than numbers: x \("12e4" is no way/,
    ],
    [
      "many digits",
      repeat("1098765432109876543", "1098765432109876544"),
      /Categories: x \(1098765432109876543, 1098765432109876544\)/,
    ],
  ])("are categories: %s", async (_, cells, expected) => {
    expect(await notes(cells)).toMatch(expected);
    expect(await notes(cells, { columns: { x: "number" } })).toContain("Numbers: x, k.");
  });

  test("are left out where all differ, and warned of", async () => {
    const said = await notes(Array.from({ length: 20 }, (_, i) => `00${i}`));
    expect(said).toMatch(
      /Left out: x \(an identifier.*x \("000" begins with 0\) holds codes rather than numbers/,
    );
  });

  test("zeros before decimals and exponents with signs are numbers", async () => {
    expect(await notes(repeat("0.5", "00.25", "1e-05", "2e+10"))).toContain("Numbers: x, k.");
  });
});

describe("what is missing", () => {
  test.each(["None", "<NA>", "#N/A", "#DIV/0!", ".", "-", "—", "1.#IND", ""])(
    "%j among numbers",
    async (text) => {
      const { table } = await read(lines("x,y", 9, (i) => `${i % 3 ? i / 4 : text},${i / 7}`));
      expect(table.columns[0].column.kind).toBe("number");
      expect([...table.columns[0].cells].filter(Number.isNaN)).toHaveLength(3);
    },
  );

  test("words for it among words are told", async () => {
    const text = lines("c,y", 12, (i) => `${["None", "red", "blue"][i % 3]},${i / 7}`);
    expect((await read(text)).notes).toContain(
      'Taken for missing: c ("None" in 4 rows). If they are values, say --missing "".',
    );
    expect((await read(text, { missing: [] })).notes[0]).toBe("Categories: c (None, blue, red).");
  });

  test("labels that look like it", async () => {
    const text = (label: string) => lines("x,y", 12, (i) => `${i / 7},${[label, "pita", "naan"][i % 3]}`);
    const { task, notes: said } = await read(text("nan"));
    expect(task).toMatchObject({ names: ["naan", "pita"] });
    expect(said.at(-1)).toBe(
      '4 rows are left out: the target is missing there ("nan"). If that is a value, say --missing "".',
    );
    expect((await read(text("nan"), { missing: [] })).task).toMatchObject({ names: ["naan", "nan", "pita"] });
    expect((await read(text("None"))).task).toMatchObject({ names: ["None", "naan", "pita"] });
    await expect(read(lines("x,y", 12, (i) => `${i},${["nan", "pita"][i % 2]}`))).rejects.toThrow(
      '6 rows with "nan" were taken for missing; if that is a class, say --missing "".',
    );
  });

  test("a model remembers what was told of it", async () => {
    const table = await read(
      lines("x,y", 12, (i) => `${i % 4 ? i / 7 : "-999.0"},${i / 3}`),
      { missing: ["-999"] },
    );
    const preprocessing = table.prepare(all(12));
    expect(preprocessing.table?.missing).toEqual(["-999"]);
    const { data } = encodeRows([{ x: -999 }, { x: null }], preprocessing);
    expect(data[0]).toBe(data[2]);
    expect(() => encodeRows([{ x: "NA" }], preprocessing)).toThrow('"NA" is not a number');
  });
});

test("values that look alike are warned of", async () => {
  const { notes: said } = await read(
    lines("x,y", 12, (i) => `${i / 7},${["Tokyo", "tokyo", "Oslo", "Оslo"][i % 4]}`),
  );
  expect(said.at(-1)).toMatch(/^Beware: Values of y look alike .*"Oslo" and "Оslo", "Tokyo" and "tokyo"/);
});

test("values that look the same and are not, or that say the same, are warned of", async () => {
  const said = async (...values: string[]): Promise<string> => {
    const { notes: found } = await read(lines("x,y", 12, (i) => `${i / 7},${values[i % values.length]}`));
    return found.join(" ");
  };
  expect(await said("Oslo", "Os\u200blo", "Rome")).toMatch(/Values of y look alike .*"Oslo" and "Os/);
  expect(await said("Yes", "Y", "No", "N")).toMatch(/Values of y say the same .*"N" and "No", "Y" and "Yes"/);
  expect(await said("True", "1", "False", "0")).toMatch(/say the same .*"0" and "False", "1" and "True"/);
  expect(await said("Y", "N", "maybe")).not.toMatch(/say the same|look alike/);
});

test("several targets with a mark that is no number say what to do about it", async () => {
  const text = lines("x,a,b", 12, (i) => `${i / 7},${i === 0 ? "-" : i % 2},${i % 3 === 0 ? 1 : 0}`);
  const targets = { target: ["a", "b"] };
  expect((await read(text, targets)).notes.join(" ")).toContain("1 row is left out");
  await expect(read(text, { ...targets, missing: ["NA"] })).rejects.toThrow(
    'column a: "-" is not a number. Correct it or leave it empty; if it says that the target is missing, name it with --missing.',
  );
  expect((await read(text, { ...targets, missing: ["NA", "-"] })).notes.join(" ")).toContain(
    "1 row is left out",
  );
});

describe("numbers of any size", () => {
  test.each(["e-310", "e-200", "e+200"])("%s are scaled", async (exponent) => {
    const inputs = encoded(await read(lines("x,y", 12, (i) => `${i + 1.5}${exponent},${i / 7}`)));
    const plain = encoded(await read(lines("x,y", 12, (i) => `${i + 1.5},${i / 7}`)));
    inputs.forEach(([x], i) => {
      expect(x).toBeCloseTo(plain[i][0], 6);
    });
  });

  test("or refused where float32 would take them for 0", async () => {
    const table = await read(
      lines("x,y", 12, (i) => `${i}.5e-60,${i / 7}`),
      { scaling: "none" },
    );
    expect(() => table.prepare(all(12))).toThrow("too small for the network");
  });
});

describe("a table that is shown to a model", () => {
  const shown = async (preprocessing: Preprocessing, text: string, labels?: string[]) => {
    const [values, bad, warned, notes]: [number[][], string[], string[], string[]] = [[], [], [], []];
    await streamTableFor(
      await put(text),
      preprocessing,
      { model: "M", labels },
      {
        header: (header) => notes.push(...header.notes),
        row: ({ inputs }) => values.push([...inputs]) > 0,
        bad: (error) => bad.push(error.message.replace(/^.*csv/, "T")) > 0,
        warn: (sentence) => warned.push(sentence.replace(/^.*csv/, "T")),
      },
    );
    return { values, bad, warned, notes };
  };
  const learned = async (cells: (i: number) => string): Promise<Preprocessing> =>
    (
      await read(
        lines("x,y", 12, (i) => `${cells(i)},${i / 3}`),
        { scaling: "none" },
      )
    ).prepare(all(12));

  test("may have one column, and one that lacks is named", async () => {
    const preprocessing = await learned((i) => `${i / 4}`);
    expect((await shown(preprocessing, "x\n1\n2.5\n")).values).toEqual([[1], [2.5]]);
    await expect(shown(preprocessing, "z\n1\n")).rejects.toThrow(
      /learned from the columns x; .* lacks x; it has z besides/,
    );
  });

  test("is read as its other cells tell, or else as the model's own was", async () => {
    const commas = await learned((i) => `"${i},5"`);
    const points = await learned((i) => `${i}.5`);
    const groups = await learned((i) => `"${i + 1},500.25"`);
    expect([commas, points, groups].map(({ table }) => table?.decimal)).toEqual([
      "comma",
      undefined,
      "point",
    ]);
    const text = 'x\n"1,234"\n50\n';
    expect((await shown(commas, text)).values).toEqual([[Math.fround(1.234)], [50]]);
    expect(await shown(groups, text)).toMatchObject({
      values: [[1234], [50]],
      notes: ['Read as numbers: x ("1,234" is 1234, as in the table that the model learned from).'],
    });
    expect(await shown(points, text)).toMatchObject({
      values: [[50]],
      bad: [expect.stringContaining("nothing in the table")],
    });
    expect((await shown(commas, `${text}"1,234,567"\n`)).values[0]).toEqual([1234]);
    expect((await shown(commas, "x\n1.234\n")).values).toEqual([[1234]]);
    expect((await shown(points, "x\n1.234\n")).values).toEqual([[Math.fround(1.234)]]);
  });

  test("is refused where its units are others", async () => {
    const percent = await learned((i) => `${i}%`);
    const plain = await learned((i) => `${i / 4}`);
    expect(await shown(percent, "x\n50%\n50\n50 kg\n")).toMatchObject({
      values: [[50], [50]],
      bad: [
        'T, row 4, column x: "50 kg" is not in %, as the column is. Write the number that is meant, without its unit.',
      ],
      notes: ['x is learned from in percent: "50" is taken as 50%.'],
    });
    expect(await shown(plain, "x\n$50\n50%\n")).toMatchObject({
      values: [[50]],
      bad: [expect.stringContaining('"50%" has a unit')],
    });
  });

  test("is refused, or said, where thousands are counted in one of the two", async () => {
    const plain = await learned((i) => `${i * 500}`);
    const thousands = await learned((i) => `${i + 1}k`);
    expect((await shown(plain, "x\n500\n0.5k\n5万\n5 m\n")).bad).toEqual([
      expect.stringContaining('"0.5k" has a unit, and the column has none'),
      expect.stringContaining('"5万" has a unit, and the column has none'),
    ]);
    expect(await shown(thousands, "x\n5k\n900\n5M\n")).toMatchObject({
      values: [[5], [900]],
      bad: [expect.stringContaining('"5M" is not in k')],
      notes: ['x is learned from in k: "900" is taken as 900k.'],
    });
  });

  test("says which categories training never saw", async () => {
    const table = await read(lines("c,y", 12, (i) => `${["Oslo", "Kyoto"][i % 2]},${i / 7}`));
    const preprocessing = table.prepare(all(12));
    const text = "c\nOslo\noslo\nRome\nRome\n";
    expect((await shown(preprocessing, text)).warned).toEqual([
      'T, column c: 3 rows have what training never saw ("oslo", "Rome"), so what is predicted there is a guess. But ' +
        '"oslo" looks like "Oslo": are they the same?',
    ]);
    const unseen = [{ column: "c", rows: 3, texts: ["oslo", "Rome"] }];
    expect((await readTableFor(await put(text), preprocessing)).unseen).toEqual(unseen);
    expect(
      encodeRows(
        ["Oslo", "oslo", "Rome", "Rome"].map((c) => ({ c })),
        preprocessing,
      ).unseen,
    ).toEqual(unseen);
  });

  test("has the model's labels, however they are written", async () => {
    const table = await read(lines("x,y", 12, (i) => `${i / 7},${["True", "FALSE"][i % 2]}`));
    const preprocessing = table.prepare(all(12));
    const { targets } = await readTableFor(await put("x,y\n1,true\n2,false\n3,maybe\n"), preprocessing, {
      targets: true,
      labels: ["FALSE", "True"],
    });
    expect(targets).toEqual({
      kind: "classes",
      classes: Uint32Array.of(1, 0, 2),
      names: ["FALSE", "True", "maybe"],
    });
  });
});

test("a table too large for memory is read and remembered in the same way", async () => {
  const text = lines(
    "x,z,c,y",
    60,
    (i) => `"${i + 1},5","${i} kg",${["True", "TRUE", "no"][i % 3]},"${i},25 €"`,
  );
  const split = { test: 0.2, validation: 0, seed: 1 };
  const large = await readTableOfAnySize(await put(text), { missing: ["none"] }, 0);
  if (!(large instanceof LargeTable)) throw new Error("It was read into memory.");
  try {
    const { preprocessing } = await large.splitAndPrepare(split);
    const table = await read(text, { missing: ["none"] });
    expect(preprocessing.table).toMatchObject({ decimal: "comma", missing: ["none"] });
    expect(preprocessing.outputs).toMatchObject([{ name: "y", unit: "€" }]);
    const kinds = ({ table }: Preprocessing) =>
      table?.columns.map((column) => [column.name, column.kind, "unit" in column ? column.unit : ""]);
    expect(kinds(preprocessing)).toEqual(kinds(table.prepare(all(60))));
    expect(large.notes).toEqual(table.notes);
  } finally {
    await large.close();
  }
});

test("rows in code: numbers are themselves, and one that has lost digits is no category", async () => {
  const table = await read(
    lines("x,c,y", 12, (i) => `"${i},5",${1098765432109876543n + BigInt(i % 2)},${i / 7}`),
  );
  const preprocessing = table.prepare(all(12));
  const c = "1098765432109876544";
  const rows = [
    { x: 1.234, c },
    { x: "1,234", c },
  ];
  const { data, columns } = encodeRows(rows, preprocessing);
  expect(data[columns]).toBe(data[0]);
  expect(() => encodeRows([{ x: 1, c: Number(c) }], preprocessing)).toThrow(
    "may have lost digits. Give it as a text.",
  );
});
