/**
 * @file Reads a CSV body: a table whose columns are found by their names, as `akari predict` reads one from a file.
 */

import { readHeader } from "../../data/table/header.js";
import { RowError } from "../../data/table/problem.js";
import { RecordReader, type RecordVisitor, SEPARATOR_SAMPLE } from "../../data/table/records.node.js";
import { requireTable } from "../../data/table/row-for-model.js";
import { ScanForModel } from "../../data/table/scan-for-model.js";
import { detectSeparator } from "../../data/table/separator.js";
import { rowShower } from "../../data/table/stream-table-for.node.js";
import { AkariError } from "../../error.js";
import type { KnownTruth } from "../../insight/answer-json.js";
import type { ModelDefinition } from "../../model/model.js";
import type { Ticket } from "../admission.js";
import { FieldErrors, Problem } from "../problem.js";
import { type RequestInputs, requireRows } from "./request-inputs.js";

const TABLE = "The body";
/** So much text is read at once: a row that is longer is looked at with each piece of it. */
const PIECE = 2 ** 20;
const CHARSETS = ["utf-8", "shift_jis"];

/**
 * @param charset of its Content-Type; UTF-8 where that says none
 * @param most the most rows
 * @param goOn is waited for between pieces of it; throws where the request is given up
 * @throws Problem 413 where it has too many rows, 415 for an unknown charset, 422 naming row and column
 */
export async function readCsvBody(
  body: Uint8Array,
  charset: string | undefined,
  definition: ModelDefinition,
  most: number,
  ticket: Ticket,
  goOn: () => Promise<void>,
): Promise<RequestInputs> {
  const text = decode(body, charset?.toLowerCase() ?? "utf-8").replace(/\r\n?/g, "\n");
  const { preprocessing, labels } = definition;
  const names: string[] = [];
  const truths: KnownTruth[] = [];
  const rows: Float32Array[] = [];
  const errors = new FieldErrors();
  let show: ((cells: readonly string[], line: number) => boolean) | undefined;
  let count = 0;
  const separator = detectSeparator(text.slice(0, SEPARATOR_SAMPLE));
  const read = async (visitor: RecordVisitor): Promise<void> => {
    const reader = new RecordReader(TABLE, separator, visitor);
    for (let at = 0; at < text.length; at += PIECE) {
      if (at > 0) await goOn();
      reader.next(text.slice(at, at + PIECE));
    }
    reader.end();
  };
  const description = requireTable(preprocessing, TABLE, "The model");
  let scan = new ScanForModel([], description);
  const looking: RecordVisitor = {
    header(cells) {
      const header = cells.map((cell) => cell.trim());
      scan = new ScanForModel(header, description);
    },
    row(cells, line) {
      requireRows(++count, most, "#");
      scan.see(cells, line);
    },
  };
  const showing: RecordVisitor = {
    header(cells, _, line) {
      const form = { table: TABLE, header: readHeader(cells, TABLE, line, 1), separator, scan };
      show = rowShower(
        form,
        preprocessing,
        { model: "The model", labels },
        {
          row: ({ inputs, label, values }) => {
            ticket.hold(inputs.byteLength);
            rows.push(inputs.slice());
            truths.push({ label, values });
            return true;
          },
          bad: (error) => {
            errors.add(placed(error));
            return true;
          },
        },
      ).show;
    },
    row(cells, line) {
      names.push(`row ${line}`);
      show?.(cells, line);
    },
  };
  try {
    // What is wrong with it is told when its rows are read.
    await read(looking).catch((error) => {
      if (!(error instanceof AkariError)) throw error;
    });
    await read(showing);
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

function decode(body: Uint8Array, charset: string): string {
  if (!CHARSETS.includes(charset)) {
    const detail = `A table in ${charset} is not read. Send it as UTF-8 or Shift_JIS.`;
    throw new Problem(415, detail, { errors: [{ detail, header: "Content-Type" }] });
  }
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body);
  } catch {
    const detail = `The body is not ${charset === "utf-8" ? "UTF-8" : "Shift_JIS"}.`;
    throw new Problem(400, detail, { errors: [{ detail, pointer: "#" }] });
  }
}
