/**
 * @file Reads a CSV body: a table whose columns are found by their names, as `akari predict` reads one from a file.
 */

import {
  decoded,
  ENCODINGS,
  type Encoding,
  encodingCalled,
  encodingTitle,
  markedEncoding,
  utf16Order,
} from "../../data/table/encoding.js";
import type { Decimal } from "../../data/table/number-text.js";
import { RowError } from "../../data/table/problem.js";
import { RecordReader, type RecordVisitor, readHeader } from "../../data/table/records.js";
import { requireTable } from "../../data/table/row-encoder.js";
import type { ScanForModel } from "../../data/table/scan-for-model.js";
import { ModelRows, scanForModel } from "../../data/table/stream-table-for.node.js";
import { AkariError } from "../../error.js";
import type { KnownTruth } from "../../insight/predictions.js";
import type { ModelDefinition } from "../../model/model.js";
import type { Ticket } from "../admission.js";
import { FieldErrors, Problem } from "../problem.js";
import { type RequestInputs, requireRows } from "./request-inputs.js";

const TABLE = "The body";
const TODO = "Say it in the Content-Type: text/csv; decimal=point, or text/csv; decimal=comma.";
/** So much text is read at once: a row that is longer is looked at with each piece of it. */
const PIECE = 2 ** 20;

/** The parameters of its Content-Type. */
interface Written {
  /** Where absent, UTF-8, or UTF-16 with its byte order mark. */
  readonly charset: string | undefined;
  /** What stands before decimals, `point` or `comma`; where absent, its cells tell, or the model. */
  readonly decimal: string | undefined;
}

/**
 * @param most the most rows
 * @param goOn is waited for between pieces of it; throws where the request is given up
 * @throws Problem 413 where it has too many rows, 415 for an unknown charset or decimal, 422 naming row and column
 */
export async function readCsvBody(
  body: Uint8Array,
  written: Written,
  definition: ModelDefinition,
  most: number,
  ticket: Ticket,
  goOn: () => Promise<void>,
): Promise<RequestInputs> {
  const decimal = decimalOf(written.decimal);
  const text = decode(body, written.charset).replace(/\r\n?/g, "\n");
  const { preprocessing, labels } = definition;
  const names: string[] = [];
  const truths: KnownTruth[] = [];
  const rows: Float32Array[] = [];
  const errors = new FieldErrors();
  let reader: ModelRows | undefined;
  let count = 0;
  const read = async (visitor: RecordVisitor): Promise<void> => {
    const reader = new RecordReader(TABLE, text, visitor);
    for (let at = 0; at < text.length; at += PIECE) {
      if (at > 0) await goOn();
      reader.next(text.slice(at, at + PIECE));
    }
    reader.end();
  };
  const description = requireTable(preprocessing, TABLE, "The model");
  const showing = (scan: ScanForModel): RecordVisitor => ({
    header(cells, separator, line) {
      const form = { table: TABLE, header: readHeader(cells, TABLE, line, 1), separator, scan, todo: TODO };
      reader = new ModelRows(form, preprocessing, description, {
        model: "The model",
        labels,
        targets: "if-there",
      });
    },
    row(cells, line) {
      names.push(`row ${line}`);
      try {
        const row = reader?.read(cells, line);
        if (row === undefined) return;
        ticket.hold(row.inputs.byteLength);
        rows.push(row.inputs.slice());
        truths.push({ label: row.label, values: row.values });
      } catch (error) {
        if (!(error instanceof AkariError)) throw error;
        errors.add(placed(error));
      }
    },
  });
  try {
    const scan = await scanForModel(read, preprocessing, description, decimal, () =>
      requireRows(++count, most, "#"),
    );
    await read(showing(scan));
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    errors.add(placed(error));
  }
  if (count === 0 && errors.isEmpty) {
    errors.add({ detail: "The body has a header and no rows: there is nothing to predict.", pointer: "#" });
  }
  errors.throwAny();
  const inputs = new Float32Array(count * definition.inputs);
  rows.forEach((row, i) => {
    inputs.set(row, i * definition.inputs);
  });
  return { inputs, names, truths };
}

const placed = (error: AkariError) =>
  error instanceof RowError
    ? {
        detail: error.message,
        row: error.line,
        ...(error.column === undefined ? {} : { column: error.column }),
      }
    : { detail: error.message, pointer: "#" };

/** @throws Problem 415 for what is neither */
function decimalOf(said: string | undefined): Decimal | undefined {
  const decimal = said?.toLowerCase();
  if (decimal === undefined || decimal === "point" || decimal === "comma") return decimal;
  const detail = `The decimal of a table is point or comma, not ${said}.`;
  throw new Problem(415, detail, { errors: [{ detail, header: "Content-Type" }] });
}

function decode(body: Uint8Array, charset: string | undefined): string {
  const encoding = encodingOf(body, charset);
  const text = decoded(body, encoding);
  if (text !== undefined) return text;
  const more = charset === undefined ? " Name another encoding as charset=… in its Content-Type." : "";
  const detail = `The body is not ${encodingTitle(encoding)}.${more}`;
  throw new Problem(400, detail, { errors: [{ detail, pointer: "#" }] });
}

/** @throws Problem 400 where the body begins with the mark of another encoding than its charset, 415 for an unknown one */
function encodingOf(body: Uint8Array, charset: string | undefined): Encoding {
  const marked = markedEncoding(body);
  if (charset === undefined) return marked?.startsWith("utf-16") ? marked : "utf-8";
  const encoding = encodingCalled(charset);
  if (encoding === undefined) {
    const detail = `A table in ${charset} is not read. Its charset can be ${ENCODINGS}.`;
    throw new Problem(415, detail, { errors: [{ detail, header: "Content-Type" }] });
  }
  if (encoding === "utf-16") return marked ?? utf16Order(body.subarray(0, 2 ** 12)) ?? "utf-16le";
  if (marked === undefined || marked === encoding) return encoding;
  const detail = `The body begins with the mark of ${encodingTitle(marked)}, and its charset is ${charset}.`;
  throw new Problem(400, detail, { errors: [{ detail, header: "Content-Type" }] });
}
