import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folderPath, lines, put, tableFolder } from "../../../test/support/table-files.js";
import { AkariError } from "../../error.js";
import { EncodingDetector } from "./detect-encoding.js";
import { decoded, encodingCalled, utf16Order } from "./encoding.js";
import { readTable } from "./read-table.node.js";
import { readTableFor } from "./read-table-for.node.js";
import { readRecords } from "./records.js";
import { tableFile } from "./table-file.node.js";
import { withEncoding } from "./text-chunks.js";

tableFolder();

/** All that an encoding has, each sign with its bytes: found by decoding one and two bytes of every value. */
function bytesOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const add = (...bytes: number[]): void => {
    const text = decoded(Uint8Array.from(bytes), encoding);
    if (text !== undefined && [...text].length === 1 && !found.has(text)) found.set(text, bytes);
  };
  for (let a = 0; a < 256; a++) add(a);
  for (let a = 0x81; a < 0xff && encoding !== "windows-1252"; a++)
    for (let b = 0x40; b < 0xff; b++) add(a, b);
  return found;
}

const TABLES = new Map(["windows-1252", "shift_jis", "euc-jp", "gbk"].map((name) => [name, bytesOf(name)]));

function encode(text: string, encoding: string, isMarked = false): Uint8Array {
  const marked = isMarked ? `\uFEFF${text}` : text;
  if (encoding === "utf-8") return Buffer.from(marked);
  if (encoding === "utf-16le") return Buffer.from(marked, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(marked, "utf16le").swap16();
  const table = TABLES.get(encoding);
  return Uint8Array.from([...text].flatMap((sign) => table?.get(sign) ?? [0x3f]));
}

async function rowsOf(
  path: string,
  encoding?: string,
): Promise<{ rows: string[][]; notes: readonly string[] }> {
  return withEncoding(tableFile(path), encoding, async (found, notes) => {
    const rows: string[][] = [];
    const keep = (cells: readonly string[]): void => void rows.push([...cells]);
    await readRecords(tableFile(path), found, { header: keep, row: keep });
    return { rows, notes };
  });
}

const problem = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => "no problem",
    (error) => (error instanceof AkariError ? error.message : String(error)),
  );

const syllables = (text: string): fc.Arbitrary<string> => fc.constantFrom(...text.split(" "));
/** Syllables of languages: the first ones, and those behind them. */
const LANGUAGES = [
  ["Ma Le Có Se Á Ca Es Ni", "la ga ón rdo lla diz ba ña és ñor"],
  ["Gé É Thé Be Fra Ca Ho", "no mie lo âtre san çais nî chou tel rès ète"],
  ["Kö Dü Mü Grö Ha Ber Stra", "ln ssel dorf nche n ße lin burg ün chen"],
  ["Gö Vä Li Lu Å Ö", "te borg ster ås nkö ping nd re bro gå"],
  ["São Por Bra Co Go Lis", "lo to sí lia ração iâ nia ções boa ém"],
  ["Kø Å År Nør Ro", "ben havn rhus bro skil de æg blå"],
].map((parts) => parts.map((part) => part.split(" ")));
/** Words as European tables have them, now and then in capitals. */
const western = fc
  .constantFrom(...LANGUAGES)
  .chain(([starts, others]) =>
    fc.tuple(
      fc.constantFrom(...starts),
      fc.array(fc.constantFrom(...others), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("", "", "", " 25 °C", " 5 €", " m²"),
      fc.boolean(),
    ),
  )
  .map(([start, middle, end, isLoud]) => {
    const word = start + middle.join("");
    return `${isLoud && !word.includes("ß") ? word.toUpperCase() : word}${end}`;
  });
const japanese = fc.oneof(
  fc
    .array(syllables("あ い か さ と な ひ め ゆ り ん カ ー タ レ ッ ト ク ス ン"), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.join("")),
  syllables("東京 大阪市 北海道 男 女 性別 年齢 良 不良 第1回 A型 AB型 3年 営業部 千円"),
  syllables("ﾃｽﾄ ｶﾌﾞｼｷ ﾄｳｷｮｳ ｵｵｻｶ ﾔﾏﾀﾞ"),
);
const plain = fc.oneof(
  syllables("yes no alpha x-1 North"),
  fc.integer().map(String),
  fc.double({ noNaN: true }).map(String),
);

/** A table of such words, among plain ones, with the header of three columns. */
const tableOf = (word: fc.Arbitrary<string>): fc.Arbitrary<string[][]> =>
  fc.array(fc.tuple(plain, word, fc.oneof(plain, word)), { minLength: 1, maxLength: 12 }).chain((rows) =>
    fc
      .constantFrom(
        ["n", "word", "y"],
        rows[0].map((cell, i) => `${cell.replace(/\d/g, "d")}${i}`),
      )
      .map((header) => [header, ...rows]),
  );

describe("a table's encoding is found out, or it is refused: never is it read as another text", () => {
  test.each([
    ["utf-8", japanese],
    ["utf-16le", fc.oneof(japanese, western)],
    ["utf-16be", fc.oneof(japanese, western)],
    ["windows-1252", western],
    ["shift_jis", japanese],
    ["euc-jp", japanese],
  ] as const)("%s", async (encoding, word) => {
    const path = join(folderPath(), `${encoding}.csv`);
    let [read, all] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        tableOf(word),
        fc.boolean(),
        fc.constantFrom(",", ";", "\t"),
        async (rows, isMarked, separator) => {
          const text = `${rows.map((cells) => cells.join(separator)).join("\r\n")}\r\n`;
          const bytes = encode(text, encoding, isMarked && encoding.startsWith("utf"));
          // A few signs of one encoding may be the very bytes of others in UTF-8, as 年 in EUC-JP is ǯ.
          fc.pre(
            encoding.startsWith("utf") ||
              decoded(bytes, "utf-8") === decoded(bytes, encoding) ||
              decoded(bytes, "utf-8") === undefined,
          );
          await writeFile(path, bytes);
          all++;
          try {
            expect((await rowsOf(path)).rows).toEqual(rows);
            read++;
          } catch (error) {
            if (!(error instanceof AkariError && error.code === "invalid-file")) throw error;
          }
          // Told, it is read in any case.
          expect((await rowsOf(path, encoding)).rows).toEqual(rows);
        },
      ),
      { numRuns: 40 },
    );
    // It is no art to refuse them all.
    expect(read / all).toBeGreaterThan(encoding.startsWith("utf") ? 0.99 : 0.8);
  });

  test.each([
    ["windows-1252", western],
    ["shift_jis", japanese],
    ["euc-jp", japanese],
  ] as const)("%s, of many more tables", (encoding, word) => {
    fc.assert(
      fc.property(tableOf(word), (rows) => {
        const bytes = encode(rows.map((cells) => cells.join()).join("\n"), encoding);
        fc.pre(decoded(bytes, "utf-8") === undefined);
        const detector = new EncodingDetector();
        detector.add(bytes);
        detector.end();
        try {
          expect(decoded(bytes, detector.detected("T").encoding)).toBe(decoded(bytes, encoding));
        } catch (error) {
          if (!(error instanceof AkariError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });

  test("of any letters where it is told", async () => {
    const path = join(folderPath(), "any.csv");
    const anyTable = fc.constantFrom("windows-1252", "shift_jis", "euc-jp", "gbk").chain((encoding) => {
      const signs = [...(TABLES.get(encoding)?.keys() ?? [])].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
      const cell = fc
        .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 8 })
        .map((parts) => parts.join(""));
      return fc
        .array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 })
        .map((rows) => ({ encoding, rows }));
    });
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ encoding, rows }) => {
        await writeFile(path, encode(`a,b\n${rows.map((cells) => cells.join(",")).join("\n")}\n`, encoding));
        expect((await rowsOf(path, encoding)).rows).toEqual([["a", "b"], ...rows]);
      }),
      { numRuns: 40 },
    );
  });

  test.each(["windows-1252", "shift_jis", "euc-jp", "utf-16be", "utf-8"])(
    "%s, in pieces that end within a sign, plain and packed",
    async (encoding) => {
      const word = encoding === "windows-1252" ? "Málaga" : "東京都です";
      const rows = Array.from({ length: 25_000 }, (_, i) => [
        String(i),
        i > 15_000 ? word.slice(0, 1 + (i % 5)) : "a",
      ]);
      const bytes = encode([["n", "w"], ...rows].map((cells) => cells.join()).join("\n"), encoding);
      expect((await rowsOf(await put(bytes))).rows.slice(1)).toEqual(rows);
      expect((await rowsOf(await put(gzipSync(bytes)))).rows.slice(1)).toEqual(rows);
    },
  );
});

describe("what was assumed is a note", () => {
  const table = (word: string): string =>
    lines("n,w,y", 30, (i) => `${i % 7}.5,${i % 2 ? word : "x"},${i * i}`);

  test.each([
    ["windows-1252", "Málaga", 'Read as Windows-1252, such as "Málaga"; --encoding says otherwise.'],
    ["shift_jis", "テスト", 'Read as Shift_JIS, such as "テスト"; --encoding says otherwise.'],
    ["euc-jp", "テスト", 'Read as EUC-JP, such as "テスト"; --encoding says otherwise.'],
    ["utf-16be", "Málaga", "Read as UTF-16 (big-endian)."],
  ])("%s", async (encoding, word, note) => {
    const path = await put(encode(table(word), encoding));
    const { notes, table: rows } = await readTable(path);
    expect(notes[0]).toBe(note);
    expect(rows.fileNotes).toEqual([note]);
    const told = await readTable(path, { encoding: encoding.toUpperCase() });
    expect(told.table.fileNotes).toEqual([]);
    const preprocessing = told.prepare(Uint32Array.of(0, 1, 2, 3));
    expect((await readTableFor(path, preprocessing)).notes[0]).toBe(note);
  });

  test("none where it is UTF-8, or told", async () => {
    expect((await rowsOf(await put(encode(table("Málaga"), "utf-8", true)))).notes).toEqual([]);
  });

  test("ISO-2022-JP, which has no bytes outside of ASCII", async () => {
    const kanji = '\x1b$B$"$$\x1b(B';
    const { rows, notes } = await rowsOf(await put(Buffer.from(`a,b\n1,${kanji}\n`, "latin1")));
    expect(rows[1]).toEqual(["1", "あい"]);
    expect(notes[0]).toContain("Read as ISO-2022-JP");
  });
});

describe("what it cannot know it refuses, with what a cell says", () => {
  const one = (...bytes: number[]): Uint8Array =>
    Uint8Array.from([0x61, 0x2c, 0x62, 10, 0x31, 0x2c, ...bytes, 10]);

  test.each([
    ["Russian", one(0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0), ['"Москва" in Windows-1251']],
    ["Russian in KOI8-R", one(0xc4, 0xc1), ['"да" in KOI8-R', "in EUC-JP"]],
    ["Polish", one(0x57, 0x72, 0x6f, 0x63, 0xb3, 0x61, 0x77), ['"Wrocław" in Windows-1250']],
    ["Czech", one(0x44, 0xec, 0xe8, 0xed, 0x6e), ['"Dìèín" in Windows-1252', '"Děčín" in Windows-1250']],
    ["Turkish", one(0xde, 0x61, 0x6e, 0x6c, 0xfd), ['"Şanlı" in Windows-1254']],
    ["Spanish of DOS", one(0x4d, 0xa0, 0x6c, 0x61, 0x67, 0x61), ["no encoding fits it well"]],
    ["German of the Mac", one(0x4d, 0x9f, 0x6e, 0x63, 0x68, 0x65, 0x6e), ["no encoding fits it well"]],
    ["Chinese", encode("城市,a\n红色,1\n", "gbk"), ['"城市" in GBK', "in EUC-JP"]],
    ["kana or a kanji", one(0xb6, 0xc5), ['"ｶﾅ" in Shift_JIS', '"凝" in EUC-JP']],
  ])("%s", async (_, bytes, says) => {
    const message = await problem(rowsOf(await put(bytes)));
    for (const part of ["the text is not UTF-8", ...says, "--encoding"]) expect(message).toContain(part);
  });

  test("a row of another encoding than the rest, with both rows", async () => {
    const mixed = Buffer.concat([Buffer.from("a,b\n1,Málaga\n2,x\n"), encode("3,Córdoba\n", "windows-1252")]);
    expect(await problem(rowsOf(await put(mixed)))).toMatch(
      /row 4 is not UTF-8, and row 2 is, where it says "Málaga"/,
    );
  });

  test.each([
    [
      "shift_jis",
      Buffer.from(`${lines("a,b", 70_000, (i) => `${i},x`)}\n1,\x81\n`, "latin1"),
      /row 70002 is not Shift_JIS/,
    ],
    ["utf-8", Buffer.from("a,b\r\n1,2\r\n\xe9,2\r\n", "latin1"), /row 3 is not UTF-8/],
    ["windows-1252", Buffer.from("a,b\n1,\x81\n", "latin1"), /row 2 is not Windows-1252/],
    ["utf-16le", Buffer.from("a,b\r\n1,\ud800\r\n2,3", "utf16le"), /row 2 is not UTF-16/],
    ["utf-16", Buffer.from("\uFEFFa,b\n1,2\n3", "utf16le").subarray(0, 19), /row 3 is not UTF-16/],
    [
      "windows-1252",
      Buffer.from("\uFEFFa,b\n1,2\n"),
      /begins with the mark of UTF-8, so that it is not Windows-1252/,
    ],
    ["utf-16", Buffer.from("a,b\n1,2\n"), /is not UTF-16\. Leave its encoding open/],
    [
      "utf-16le",
      Buffer.from("a,b\n1,2\n", "utf16le").swap16(),
      /is not UTF-16 \(little-endian\), but UTF-16 \(big-endian\)/,
    ],
    ["klingon", Buffer.from("a,b\n1,2\n"), /There is no encoding "klingon"/],
    ["utf-8", Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), /is UTF-32, which is not read/],
  ])("what it was told: %s", async (encoding, bytes, message) => {
    expect(await problem(rowsOf(await put(bytes), encoding))).toMatch(message);
  });
});

test("encodings go by many names", () => {
  const names = [
    "CP1252",
    "latin1",
    "ANSI",
    "Shift-JIS",
    "sjis",
    "cp932",
    "EUC_JP",
    "eucjp",
    "UTF8",
    "utf-8-sig",
    "UTF-16",
  ];
  expect(names.map(encodingCalled)).toEqual([
    ...[
      "windows-1252",
      "windows-1252",
      "windows-1252",
      "shift_jis",
      "shift_jis",
      "shift_jis",
      "euc-jp",
      "euc-jp",
    ],
    ...["utf-8", "utf-8", "utf-16"],
  ]);
});

test("UTF-16 without a mark shows by its zeros, though kanji have some, too", () => {
  const text = "一,丁\n1,2\n一一,3\n";
  expect(utf16Order(encode(text, "utf-16le"))).toBe("utf-16le");
  expect(utf16Order(encode(text, "utf-16be"))).toBe("utf-16be");
  expect(utf16Order(Uint8Array.of(1, 0, 2, 0, 0, 0, 3))).toBeUndefined();
});
