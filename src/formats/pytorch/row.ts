/**
 * @file The Python that makes tables' rows into a network's inputs, as src/data/table does it: only what the model's
 * columns need.
 */

import { DATE_FORMS, MONTHS } from "../../data/table/cells.js";
import { areDigits, asYesNo, TRUTH_WORDS } from "../../data/table/values.js";
import type { ColumnPreprocessing } from "../../model/preprocessing.js";
import { type ExportedRow, needsOf, type RowNeeds } from "../exported/interface.js";
import { lines, literal } from "./syntax.js";

type Kind = ColumnPreprocessing["kind"];

/** What JavaScript takes for white space; Python's own idea of it differs. */
const SPACES = "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const SPACE_LIST = SPACES.replace(
  "\\u2000-\\u200a",
  Array.from({ length: 11 }, (_, i) => `\\u${(0x2000 + i).toString(16)}`).join(""),
);

const dashed = ({ hasDashes }: RowNeeds): string =>
  hasDashes ? "            missing = missing or text in DASHES\n" : "";

/** Appends a cell's inputs. */
const CASES: Readonly<Record<Kind, (needs: RowNeeds) => string>> = {
  number: (needs) => `        if kind == "number":
${dashed(needs)}${
  needs.hasGaps
    ? `            if missing and math.isnan(column["fill"]):
                raise refused("is missing, and nothing can stand in for it")
`
    : ""
}            value = column["fill"] if missing else number_of(text)
            if not math.isfinite(value):
                raise refused("is not a finite number")
            scaled = (value - column["shift"]) / column["scale"]
${needs.hasProducts ? "            numbers.append(scaled)\n" : ""}            inputs.append(scaled)
`,
  date: (needs) => `        if kind == "date":
${dashed(needs)}            day = column["fill"] if missing else day_of(text)
            if not math.isfinite(day):
                raise refused("is not a date such as 2024-01-31")
            inputs.append((day - column["shift"]) / column["scale"])
`,
  "yes-no": ({ hasDashes }) => `        if kind == "yes-no":
${hasDashes ? '            missing = missing or column["is_number"] and text in DASHES\n' : ""}            if isinstance(cell, float) and cell == cell // 1 and abs(cell) > 2**53:
                raise refused("is beyond 2**53 and may have lost digits: it has to be a text")
            place = int(cell) if isinstance(cell, bool) else place_of(text, column)
            missing = missing and place < 0
            if place < 0 and not missing:
                raise refused("is neither {!r} nor {!r}".format(*column["values"]))
            inputs.append(column["fill"] if missing else place)
`,
  category: () => `        if kind == "category":
            if isinstance(cell, float) and cell == cell // 1 and abs(cell) > 2**53:
                raise refused("is beyond 2**53 and may have lost digits: it has to be a text")
            values = column["values"]
            place = place_of(text, column)
            missing = missing and place < 0
            if missing:
                place = values.index(column["fill"]) if column["fill"] in values else -1
            elif place < 0:
                unseen.append(column["name"])
            place = len(values) if place < 0 else place
            inputs.extend(float(i == place) for i in range(len(values) + 1))
`,
};

const TEXT = `SPACES = "${SPACE_LIST}"


def plain_cell(cell):
    """Numbers of numpy, pandas and torch as Python's own; None where a cell is missing."""
    if hasattr(cell, "item") and type(cell).__name__ != "datetime64":
        cell = cell.item()
    is_missing = not isinstance(cell, str) and str(cell) in ("None", "nan", "NaT", "<NA>")
    return None if is_missing else cell


def text_of(cell):
    """A cell as it would stand in a file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float) and math.isfinite(cell):
        if cell == int(cell) and abs(cell) < 1e21:
            return str(int(cell))
        # Python turns to exponents earlier.
        small = 1e-6 <= abs(cell) < 1e-4
        return format(Decimal(repr(cell)), "f") if small else repr(cell).replace("e-0", "e-")
    return str(cell).strip(SPACES)
`;

const PLAIN = String.raw`r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"`;
/** Numbers of a table that has commas in them, and what they become. */
const WRITTEN = {
  point: String.raw`    if re.fullmatch(r"[+-]?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]*)?", text):
        text = text.replace(",", "")
`,
  comma: String.raw`    if re.fullmatch(r"[+-]?([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+)(,[0-9]+)?", text):
        text = text.replace(".", "").replace(",", ".")
`,
};

const number = ({ decimal }: ExportedRow): string => `
def number_of(text):
${decimal === undefined ? "" : `    # A ${decimal} stands before decimals in the table that was learned from.\n${WRITTEN[decimal]}`}    return float(text) if re.fullmatch(${PLAIN}, text) else math.nan
`;

/** A form of dates in Python's regular expressions. */
const form = ({ source }: RegExp): string =>
  `    re.compile(r"${source
    .replace(/^\^|\$$/g, "")
    .replaceAll("(?<", "(?P<")
    .replaceAll("\\d", "[0-9]")
    // Within a class, and by itself.
    .replaceAll("[T\\s]", `[T${SPACES}]`)
    .replaceAll("\\s", `[${SPACES}]`)
    .replaceAll("\\/", "/")}"),\n`;

const date = (): string => `
# Forms that can be read in one way only: not 01/02/2024, which is of January or of February.
DATE_FORMS = [
${DATE_FORMS.map(form).join("")}]
MONTHS = ${literal(MONTHS)}


def day_of(text):
    """The day that a text says, counted from 1970-01-01 in UTC, with the time as its fraction; NaN where it says none."""
    found = [match for match in (form.fullmatch(text) for form in DATE_FORMS) if match]
    if not found or not 6 <= len(text) <= 40:
        return math.nan
    parts = {"day": 1, "hour": 0, "minute": 0, "second": "0", "zone": "Z"}
    parts.update((name, part) for name, part in found[0].groupdict().items() if part is not None)
    name = parts.get("name", "").lower()
    month = [i for i, full in enumerate(MONTHS, 1) if name in (full, full[:3])] if name else [int(parts["month"])]
    hour, minute = int(parts["hour"]), int(parts["minute"])
    second = float(parts["second"].replace(",", "."))
    try:
        start = datetime.date(int(parts["year"]), *month, int(parts["day"])).toordinal() - 719163
    except (TypeError, ValueError):
        return math.nan
    if int(parts["year"]) < 1000 or hour > 24 or minute > 59 or second >= 61:
        return math.nan
    zone = parts["zone"]
    ahead = 0 if zone == "Z" else int(zone[1:3]) * 60 + int(zone[-2:])
    minutes = hour * 60 + minute - (-ahead if zone.startswith("-") else ahead)
    return (start * 86400000 + minutes * 60000 + second * 1000) / 86400000
`;

const meaning = (): string => `
TRUTH_WORDS = ${literal([...TRUTH_WORDS])}


def meaning_of(text, any_case):
    """1, 1.0 and 01 mean the same, and so do True and TRUE."""
    plain = unicodedata.normalize("NFKC", text).strip(SPACES)
    number = re.fullmatch(r"([+\\-\\u2212]?)([0-9]+\\.?[0-9]*|\\.[0-9]+)", plain)
    if number is None:
        lower = plain.lower()
        return lower if any_case or lower in TRUTH_WORDS else plain
    whole, _, fraction = number[2].partition(".")
    digits, decimals = whole.lstrip("0"), fraction.rstrip("0")
    sign = "-" if number[1] not in ("", "+") and digits + decimals else ""
    return sign + (digits or "0") + (decimals and "." + decimals)
`;

const place = (): string => `
def place_of(text, column):
    """Where a text stands among a column's values, as it is or by what it means; -1 where it is none of them."""
    values, any_case = column["values"], column["any_case"]
    if text in values:
        return values.index(text)
    same = [unicodedata.normalize("NFC", value.strip(SPACES)) for value in values]
    if unicodedata.normalize("NFC", text) in same:
        return same.index(unicodedata.normalize("NFC", text))
    meant = meaning_of(text, any_case)
    found = [i for i, value in enumerate(values) if meaning_of(value, any_case) == meant]
    return found[0] if len(found) == 1 else -1
`;

/** The columns, and what makes a row into inputs. */
export function rowCode(row: ExportedRow): string {
  const { columns, products, missingTexts } = row;
  const kinds = new Set(columns.map(({ kind }) => kind));
  const needs = needsOf(row);
  const { hasProducts } = needs;
  const cases = [...kinds].map((kind) => CASES[kind](needs)).join("");
  const isMissing = missingTexts.isGiven
    ? 'text == "" or any(told == text or meaning_of(told, False) == meaning_of(text, False) for told in MISSING_TEXTS)'
    : "text in MISSING_TEXTS";
  return `
# How each column becomes inputs; the indicator is an input that says whether a cell is missing.
COLUMNS = ${lines(columns.map(columnData))}
${
  hasProducts
    ? `
# Products of number columns, by their places among these; shift and scale.
PRODUCTS = ${lines(products.map(({ factors, shift, scale }) => [factors, shift, scale]))}
`
    : ""
}
# What says that a cell is missing, besides None and NaN.
MISSING_TEXTS = ${literal([...missingTexts.texts])}
${
  needs.hasDashes
    ? `# The same where a column holds numbers or dates.
DASHES = ${literal([...missingTexts.dashes])}
`
    : ""
}${TEXT}
${[
  ...(kinds.has("number") ? [number(row)] : []),
  ...(kinds.has("date") ? [date()] : []),
  ...(needs.hasMeanings ? [meaning()] : []),
  ...(needs.hasChoices ? [place()] : []),
].join("\n")}

def encode(row):
    """A row, a dict with the columns' names, as the first layer's inputs; and its columns of unseen categories."""
    inputs, unseen${hasProducts ? ", numbers" : ""} = [], []${hasProducts ? ", []" : ""}
    for column in COLUMNS:
        kind = column["kind"]
        if column["name"] not in row:
            raise ValueError(f"The row lacks {column['name']!r}. Give None for what is not known.")
        cell = plain_cell(row[column["name"]])
        text = text_of(cell)
        missing = ${isMissing}

        def refused(why):
            return ValueError(f"Column {column['name']!r}: {text[:40]!r} {why}. Correct it, or give None where it is missing.")

${cases}        if column["indicator"]:
            inputs.append(float(missing))
${
  hasProducts
    ? `    for factors, shift, scale in PRODUCTS:
        inputs.append((math.prod(numbers[factor] for factor in factors) - shift) / scale)
`
    : ""
}    encoded = torch.tensor(inputs, dtype=torch.float32)
    if not encoded.isfinite().all():
        raise ValueError("The row has a number that is too large after scaling.")
    return encoded, unseen
`;
}

/** What the code above takes from Python's own library. */
export function rowImports(row: ExportedRow): string[] {
  return [
    "import datetime",
    "import math",
    "import re",
    ...(needsOf(row).hasMeanings ? ["import unicodedata"] : []),
    "from decimal import Decimal",
  ];
}

/** The parts of a column's description that the code needs, in the order of a reader. */
function columnData(column: ColumnPreprocessing): object {
  const { name, kind, missing } = column;
  if (kind === "number" || kind === "date") {
    return { name, kind, shift: column.shift, scale: column.scale, ...missing };
  }
  const { values } = column;
  return {
    name,
    kind,
    values,
    any_case: values.length === 2 && asYesNo(values[0], values[1]) !== undefined,
    ...(kind === "yes-no" ? { is_number: areDigits(column.values) } : {}),
    ...missing,
  };
}
