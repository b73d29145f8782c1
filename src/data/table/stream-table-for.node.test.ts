import { expect, test } from "vitest";
import { all, encoded, put, read, tableFolder } from "../../../test/support/table-files.js";
import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { type StreamedRow, streamTableFor } from "./stream-table-for.node.js";

tableFolder();

const TEXT = "a,b,y\n1,x,1.5\n2,z,2.5\n4,x,4.5\n";

interface Seen {
  readonly header: string[];
  readonly rows: (Omit<StreamedRow, "inputs"> & { readonly inputs: number[] })[];
  readonly bad: string[];
  readonly warned: string[];
}

async function stream(
  path: string,
  preprocessing: Preprocessing,
  labels?: string[],
  most = 99,
): Promise<Seen> {
  const seen: Seen = { header: [], rows: [], bad: [], warned: [] };
  await streamTableFor(
    path,
    preprocessing,
    { model: "M", labels },
    {
      header: ({ names, separator, notes }) => {
        seen.header.push(names.join("|"), separator, ...notes);
      },
      row(row) {
        seen.rows.push({ ...row, inputs: [...row.inputs] });
        return seen.rows.length < most;
      },
      bad(error) {
        seen.bad.push(error.message.replaceAll(path, "T"));
        return true;
      },
      warn(sentence) {
        seen.warned.push(sentence.replaceAll(path, "T"));
      },
    },
  );
  return seen;
}

const preprocessing = async (text = TEXT) => {
  const table = await read(text);
  return table.prepare(all(table.rows));
};

test("rows come as the model takes them, with the targets in their own units", async () => {
  const path = await put(TEXT);
  const { header, rows, bad } = await stream(path, await preprocessing());
  expect(header).toEqual(["a|b|y", ","]);
  expect(rows.map(({ inputs }) => inputs)).toEqual(encoded(await read(TEXT)));
  expect(rows[1]).toMatchObject({ name: `${path}, row 3`, cells: ["2", "z", "2.5"], values: [2.5] });
  expect(bad).toEqual([]);
});

test("rows that cannot be read are told of, and the others come", async () => {
  const path = await put("more;b;a;y\n?;x;1,5;?\n?;x;many;2\n?;x\n?;new;;oh\n");
  const { header, rows, bad } = await stream(path, await preprocessing());
  expect(header).toEqual(["more|b|a|y", ";", "Not used, for M did not learn from them: more."]);
  expect(bad).toEqual([
    'T, row 3, column a: "many" is not a number. Correct it or leave it empty.',
    expect.stringMatching(/^T, row 4 has 2 cells/),
  ]);
  expect(rows.map(({ values }) => values)).toEqual([undefined, undefined]);
});

test("classes are called as the model calls them", async () => {
  const learned = await preprocessing("x,y\n1,0\n2,1\n3,0\n4,1\n");
  const path = await put("y,x\n1.0,1\n,2\n7,3\n");
  const { rows } = await stream(path, learned, ["0", "1"]);
  expect(rows.map(({ label }) => label)).toEqual(["1", undefined, "7"]);
});

test("a table without the target, and one that is read no further", async () => {
  const path = await put("b,a\nx,1\nz,2\n");
  const { rows } = await stream(path, await preprocessing(), undefined, 1);
  expect(rows).toHaveLength(1);
  expect(rows[0]).not.toHaveProperty("values");
});

test("a Shift_JIS file is known late, and no row is shown twice", async () => {
  const plain = "1,x,1\n".repeat(60_000);
  const path = await put(
    Buffer.concat([Buffer.from(`a,b,y\n${plain}1,`), Buffer.from([0x93, 0xfa]), Buffer.from(",1\n")]),
  );
  const { rows, bad } = await stream(path, await preprocessing(), undefined, 99_999);
  expect(rows).toHaveLength(60_001);
  expect(rows[60_000].cells[1]).toBe("日");
  expect(bad).toEqual([]);
});

test.each([
  ["a,b\n", "holds nothing to show a model"],
  ["", "is empty"],
  ["a,c\n1,2\n", "M learned from the columns a, b; "],
])("%j gets a sentence", async (text, sentence) => {
  const error: unknown = await stream(await put(text), await preprocessing()).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(AkariError);
  expect((error as AkariError).message).toContain(sentence);
});
