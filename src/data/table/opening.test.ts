import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { detectSeparator, findOpening, OPENING_SAMPLE, SEPARATORS } from "./opening.js";
import { RecordReader } from "./records.js";

interface Found {
  readonly header: readonly string[];
  readonly line: number;
  readonly rows: (readonly string[])[];
  readonly lines: number[];
  readonly notes: readonly string[];
}

/** A table as its reader shows it, or what is wrong with it. */
function read(text: string): Found | string {
  let found: Found | undefined;
  try {
    const reader = new RecordReader("T", text, {
      header: (header, _, line, notes) => {
        found = { header, line, rows: [], lines: [], notes };
      },
      row: (cells, line) => {
        found?.rows.push(cells);
        found?.lines.push(line);
      },
    });
    // In pieces, of which the first ends above the rows.
    reader.next(text.slice(0, 3));
    reader.next(text.slice(3));
    reader.end();
  } catch (error) {
    if (error instanceof AkariError) return error.message;
    throw error;
  }
  return found ?? "nothing";
}

describe("a first line that says what separates cells is obeyed", () => {
  test.each([
    ["sep=;\na;b\n1,5;2\n", ";"],
    ["SEP=,\na,b\n1,2\n", ","],
    ['"sep=;"\na;b\n1;2\n', ";"],
    ["sep=;;;\na;b\n1,5;2\n", ";"],
    ["sep=\t\na\tb\n1\t2\n", "\t"],
    ["sep=\\t\na\tb\n1\t2\n", "\t"],
    ["sep=|\na|b\n1,5;2|2\n", "|"],
    ["sep=;\n\n# a comment\na;b\n1,5;2\n", ";"],
  ])("%j", (text, separator) => {
    const { header, notes } = read(text) as Found;
    expect(header).toEqual(["a", "b"]);
    expect(findOpening(text, "T").separator).toBe(separator);
    expect(notes[0]).toMatch(/^Row 1 says that (commas|semicolons|tabs|bars) separate the cells/);
  });

  test.each([
    ["sep=x\na,b\n1,2\n", 'T, row 1 says that "x" separates the cells. Only commas'],
    ["sep=;\na,b\n1,2\n", "T, row 1 says that semicolons separate the cells, and there are none below it."],
  ])("%j is refused", (text, message) => {
    expect(read(text)).toContain(message);
  });
});

describe("comments above the columns' names are passed over, and names that begin with # are not lost", () => {
  test.each([
    ["# from the archive\n# units: m\na,b\n1,x\n", ["a", "b"], 3, "Passed over: 2 comments"],
    ["# one, two\na,b\n1,x\n2,y\n", ["a", "b"], 2, "Passed over: a comment"],
    ["#id,name\n1,x\n2,y\n", ["#id", "name"], 1, undefined],
    ["#id,name\nk1,x\nk2,y\n", ["#id", "name"], 1, undefined],
    ['"#id","name"\n"k1","x"\n', ["#id", "name"], 1, undefined],
    ["# a,b\n1,2\n3,4\n", ["# a", "b"], 1, undefined],
    [
      "# by a tool\n\n#id,name\n1,x\n",
      ["#id", "name"],
      3,
      'Passed over: a comment above the columns\' names, "# by a tool".',
    ],
    ["#id\tname,first\n1\tx\n2\ty\n", ["#id", "name,first"], 1, undefined],
    ["#id,name\n", ["#id", "name"], 1, undefined],
  ])("%j", (text, header, line, note) => {
    const found = read(text) as Found;
    expect(found.header).toEqual(header);
    expect(found.line).toBe(line);
    if (note === undefined) expect(found.notes).toEqual([]);
    else expect(found.notes[0]).toContain(note);
  });

  test("what may be either is refused", () => {
    expect(read("# kind,name\nold,Ann\nnew,Bo\n")).toContain(
      "T, row 1 may be a comment or the columns' names",
    );
  });
});

describe("titles", () => {
  test("of one cell are passed over where what is below is surely the columns' names", () => {
    const { header, line, lines, notes } = read(
      '"Sales\nof 2024"\n\nnorth,,\na,b,y\n1,2,x\n3,4,z\n',
    ) as Found;
    expect(header).toEqual(["a", "b", "y"]);
    expect([line, ...lines]).toEqual([5, 6, 7]);
    expect(notes).toEqual(['Passed over: "Sales of 2024", above the columns\' names in row 5.']);
    const padded = read("Sales;;\n;;\na;b;y\n1,5;2;x\n3;4;z\n") as Found;
    expect([padded.header, padded.line]).toEqual([["a", "b", "y"], 3]);
  });

  test.each([
    ["Sales 2024\na,b,y\nx,y,z\nu,v,w\n", 'seem to be in row 2, "a,b,y": delete what stands above it.'],
    [
      "Sales, 2024\nby Ann, Bo\na,b,y\n1,2,x\n3,4,z\n",
      'seem to be in row 3, "a,b,y": delete what stands above it.',
    ],
  ])("%j: others are named", (text, message) => {
    expect(read(text)).toContain(message);
  });

  test("a header that lacks a name, as R writes it, is no title", () => {
    const { header } = findRows("a,b\n1,0.5,x\n2,0.7,y\n");
    expect(header).toEqual(["a", "b"]);
  });

  test("neither is the name of a single column", () => {
    expect(findRows("text\n1.5\n2\n").header).toEqual(["text"]);
    expect(findRows("x\n1,5\n2,5\n").header).toEqual(["x"]);
  });
});

const findRows = (text: string): Found => {
  const found = read(text);
  if (typeof found === "string") throw new Error(found);
  return found;
};

test("any other table begins with its first row, whatever stands above it", () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  const value = fc.oneof(fc.integer().map(String), fc.constantFrom("", "x", "NA", "a b", "2024-01-31"));
  const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.record({
      names: fc.uniqueArray(name, { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 20,
      }),
      separator: fc.constantFrom(",", ";", "\t"),
      comments: fc.array(fc.stringMatching(/^#[a-z !.]{0,20}$/), { maxLength: 3 }),
      hasMark: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(table, ({ names, rows, separator, comments, hasMark }) => {
      const body = [names, ...rows].map((cells) => cells.join(separator)).join("\n");
      expect(findOpening(body, "T")).toEqual({
        separator: detectSeparator(body),
        characters: 0,
        lines: 0,
        notes: [],
      });
      const above = [...(hasMark ? [`sep=${separator}`] : []), ...comments];
      const { header, rows: read, line } = findRows([...above, body].join("\n"));
      expect(header).toEqual(names);
      expect(read).toEqual(rows);
      expect(line).toBe(above.length + 1);
    }),
    { numRuns: 300 },
  );
});

test("a long table is looked at in its beginning", () => {
  const text = `# ${"c".repeat(50)}\na,b\n${"1,2\n".repeat(OPENING_SAMPLE)}`;
  expect(findRows(text).rows).toHaveLength(OPENING_SAMPLE);
});

/** Cells of text that have in them what separates the cells of other tables, in numbers that differ from row to row. */
const text = fc.array(fc.constantFrom("a", "b", ";", ",", "\t", " "), { minLength: 1, maxLength: 8 });

test("what stands within quotes separates nothing, whatever separates the cells", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SEPARATORS),
      fc.array(fc.tuple(text, text, fc.integer()), { minLength: 3, maxLength: 20 }),
      (delimiter, rows) => {
        const cells = rows.map(([a, b, n]) => [a.join(""), b.join(""), String(n)]);
        const table = Papa.unparse([["tags", "notes", "n"], ...cells], {
          delimiter,
          newline: "\n",
          quotes: true,
        });
        expect(detectSeparator(table)).toBe(delimiter);
      },
    ),
  );
});

test.each([
  ['id,tags,price\n1,"x; y; z",2\n2,"x; y",3\n3,"z",4\n', ","],
  ['id;tags;price\n1;"x, y, z";2\n2;"x, y";3\n', ";"],
  ["a;b\n1,5;2,5\n3,5;4,5\n", ";"],
])("%j", (table, separator) => {
  expect(detectSeparator(table)).toBe(separator);
});
