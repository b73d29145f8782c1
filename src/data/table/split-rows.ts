/**
 * @file Splits the text of a table into rows and cells, as RFC 4180 has it: cells between separators, rows between line
 * ends, and in a cell that is in quotation marks both of them, with a quotation mark in it written twice.
 */

/** The rows of a text, as far as they have ended. */
export interface SplitText {
  readonly rows: readonly (readonly string[])[];
  /** How many characters they take: what lies behind has not ended yet. */
  readonly end: number;
  /** The first row with a quotation mark where none can be. */
  readonly problem?: QuoteProblem;
}

export interface QuoteProblem {
  /** Its place among the rows. */
  readonly row: number;
  /** `open`: it is never closed; `text-after`: something stands between the closing one and the separator. */
  readonly what: "open" | "text-after";
}

/**
 * @param text with \n where a line ends
 * @param isMore whether its last row may go on: it is left for later then
 * @param most rows that are wanted
 */
export function splitRows(
  text: string,
  separator: string,
  isMore: boolean,
  most = Number.POSITIVE_INFINITY,
): SplitText {
  return text.includes('"')
    ? new QuotedText(text, separator).split(isMore, most)
    : splitPlain(text, separator, isMore, most);
}

/** Without quotation marks every separator separates. */
function splitPlain(text: string, separator: string, isMore: boolean, most: number): SplitText {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  const rows = (lines.length > most ? lines.slice(0, most) : lines).map((line) => line.split(separator));
  if (isMore || rows.length >= most) return { rows, end: text.length - last.length };
  rows.push(last.split(separator));
  return { rows, end: text.length };
}

class QuotedText {
  readonly #text: string;
  readonly #separator: string;
  /** Where the next cell begins, and the next separator and line end from there on. */
  #at = 0;
  #separatorAt = -1;
  #lineEndAt = -1;

  constructor(text: string, separator: string) {
    this.#text = text;
    this.#separator = separator;
  }

  split(isMore: boolean, most: number): SplitText {
    const rows: string[][] = [];
    let row: string[] = [];
    let end = 0;
    let problem: QuoteProblem | undefined;
    const see = (what: QuoteProblem["what"]): void => {
      problem ??= { row: rows.length, what };
    };
    while (rows.length < most) {
      const isQuoted = this.#text[this.#at] === '"';
      const cell = isQuoted ? this.#quoted(see) : this.#plain();
      row.push(cell.text);
      if (cell.before === "separator") continue;
      if (cell.before === "end" && isMore) break;
      rows.push(row);
      end = this.#at;
      if (cell.before === "end") break;
      row = [];
    }
    return { rows, end, ...(problem === undefined || problem.row >= rows.length ? {} : { problem }) };
  }

  #plain(): CutCell {
    const start = this.#at;
    this.#look(start);
    const stop = Math.min(this.#separatorAt, this.#lineEndAt);
    return { text: this.#text.slice(start, stop), before: this.#pass(stop) };
  }

  /** A cell that a quotation mark opens. */
  #quoted(see: (what: QuoteProblem["what"]) => void): CutCell {
    const text = this.#text;
    const start = this.#at + 1;
    let from = start;
    for (;;) {
      const mark = text.indexOf('"', from);
      if (mark < 0) {
        see("open");
        return { text: text.slice(start), before: this.#pass(text.length) };
      }
      if (text[mark + 1] === '"') {
        from = mark + 2;
        continue;
      }
      const behind = this.#behindClosing(mark + 1);
      if (behind !== undefined) {
        return { text: text.slice(start, mark).replaceAll('""', '"'), before: this.#pass(behind) };
      }
      see("text-after");
      from = mark + 1;
    }
  }

  /** Where the separator or the end is that follows a closing quotation mark, save for spaces; nothing where text follows. */
  #behindClosing(at: number): number | undefined {
    this.#look(at);
    const stop = Math.min(this.#separatorAt, this.#lineEndAt);
    let behind = at;
    while (behind < stop && this.#text[behind].trim() === "") behind++;
    return behind === stop ? stop : undefined;
  }

  /** Looks for the next separator and line end; the text's end where there is none. */
  #look(from: number): void {
    const next = (sign: string): number => {
      const at = this.#text.indexOf(sign, from);
      return at < 0 ? this.#text.length : at;
    };
    if (this.#separatorAt < from) this.#separatorAt = next(this.#separator);
    if (this.#lineEndAt < from) this.#lineEndAt = next("\n");
  }

  /** Goes on behind what stands at a place. */
  #pass(stop: number): CutCell["before"] {
    this.#at = stop + 1;
    if (stop >= this.#text.length) {
      this.#at = this.#text.length;
      return "end";
    }
    return this.#text[stop] === "\n" ? "line-end" : "separator";
  }
}

interface CutCell {
  readonly text: string;
  /** What it stands before. */
  readonly before: "separator" | "line-end" | "end";
}
