import { describe, expect, test } from "vitest";
import { all, encoded, put, read, tableFolder } from "../../../test/support/table-files.js";
import { AkariError } from "../../error.js";
import { readTableFor } from "./read-table-for.node.js";

tableFolder();

describe("with a model's preprocessing", () => {
  const text = "a,b,c,y\n1,x,no,1.5\n2,z,yes,2.5\n4,x,no,4.5\n";
  const options = { model: "M", targets: false };
  const preprocessing = async () => {
    const table = await read(text);
    return table.prepare(all(3));
  };

  test("columns are found by their names in any order, without the target", async () => {
    const table = await read(text);
    const learned = table.prepare(all(3));
    const path = await put("c;more;b;a\nyes;?;z;2,0\nno;?;new;1,0\n");
    const other = await readTableFor(path, learned, options);
    expect([...other.features.data.subarray(0, other.features.columns)]).toEqual(encoded(table)[1]);
    expect([...other.features.data.subarray(other.features.columns)].slice(1)).toEqual([0, 0, 1, 0]);
    expect(other.targets).toBeUndefined();
    expect(other.notes).toEqual(["Not used, for M did not learn from them: more."]);
    expect(other.rowName(1)).toBe(`${path}, row 3`);
  });

  test("targets are scaled as the model's are", async () => {
    const learned = await preprocessing();
    const { targets, notes } = await readTableFor(await put(`${text}5,x,no,\n`), learned, {
      model: "M",
      targets: true,
    });
    const [{ shift, scale }] = learned.outputs ?? [];
    expect(targets).toEqual({
      kind: "values",
      columns: 1,
      data: Float64Array.of(1.5, 2.5, 4.5).map((y) => (y - shift) / scale),
    });
    expect(notes).toEqual(["1 row is left out: the target is missing there."]);
  });

  test("classes are those of the file", async () => {
    const table = await read("x,y\n1,b\n2,a\n3,b\n");
    const path = await put("y,x\nb,1\nc,2\n");
    const { targets } = await readTableFor(path, table.prepare(all(3)), { model: "M", targets: true });
    expect(targets).toEqual({ kind: "classes", classes: Uint32Array.of(0, 1), names: ["b", "c"] });
  });

  test.each([
    [
      "a column is lacking",
      "a,c,d\n1,no,2\n",
      false,
      "M learned from the columns a, b, c; T lacks b; it has d besides.",
    ],
    [
      "a cell is wrong",
      "a,b,c\n1,x,no\n2,x,maybe\n",
      false,
      'T, row 3, column c: "maybe" is neither "no" nor "yes".',
    ],
    ["a number is a word", "a,b,c\nq,x,no\n", false, 'T, row 2, column a: "q" is not a number.'],
    ["there is no target", "a,b,c\n1,x,no\n", true, "T has no column y, which M predicts"],
    ["there are no rows", "a,b,c\n", false, "T holds nothing to show a model"],
  ])("says so where %s", async (_, contents, targets, message) => {
    const path = await put(contents);
    const error = await readTableFor(path, await preprocessing(), { model: "M", targets }).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(AkariError);
    expect(error.message.replaceAll(path, "T")).toContain(message);
  });

  test("says so where the model did not learn from a table", async () => {
    await expect(readTableFor(await put(text), { divideBy: 255 }, options)).rejects.toThrow(
      "did not learn from a table",
    );
  });
});
