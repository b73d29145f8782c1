/**
 * @file Numbers as people write them: `-1.5e3`, `1,234.5`, `1.234,5`, `1 234`, `1'234`, `１２３`, `−5`, `(5)`, `$5.00`,
 * `27.4%`, `12 kg`. One cell alone may be read in two ways; decimal.ts decides between them.
 */

/** What stands before a number's decimals. */
export type Decimal = "point" | "comma";

/** Why a text of digits is more likely a code than a number. */
export type CodeReason = "zero" | "exponent" | "long";

/** A cell's text, read as a number. */
export interface NumberText {
  /** Its value where a point stands before decimals, and where a comma does; NaN where it cannot be read so. */
  readonly point: number;
  readonly comma: number;
  /** A currency, `%` or a unit as it is written; empty for none. */
  readonly unit: string;
  /** Whether there is more to it than digits, a sign, a point and an exponent. */
  readonly isMarked: boolean;
  /** Whether it is digits alone, or such as 12e4: what a code can be. */
  readonly isCodeLike: boolean;
  readonly code: CodeReason | undefined;
}

/** More characters are no number that a person has written. */
const LONGEST = 64;
/** So many digits are told apart by float64, whatever they are. */
const SAFE_DIGITS = 15;

/** Reads a text as a number. @param text without spaces around it @returns undefined where it is none */
export function readNumber(text: string): NumberText | undefined {
  if (isPlain(text)) {
    const number = plainNumber(text);
    if (!Number.isNaN(number)) return plainText(text, number);
  }
  return text.length > LONGEST ? undefined : readMarked(halfWidth(text));
}

/** Whether a text has nothing in it but digits, `+`, `-`, `.`, `e` and `E`. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) continue;
    if (code !== 43 && code !== 45 && code !== 46 && code !== 69 && code !== 101) return false;
  }
  return text !== "";
}

/** The number that a text of digits, sign, point and exponent is; NaN for any other. */
export const plainNumber = (text: string): number => (isPlain(text) ? Number(text) : Number.NaN);

/** Thousands, if the point is one of theirs. */
const POINT_GROUP = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
const CODE_LIKE = /^\d+(?:[eE]\d+)?$/;

function plainText(text: string, point: number): NumberText {
  const comma = !text.includes(".")
    ? point
    : POINT_GROUP.test(text)
      ? Number(text.replace(".", ""))
      : Number.NaN;
  const code = codeReason(text, point);
  return { point, comma, unit: "", isMarked: false, isCodeLike: CODE_LIKE.test(text), code };
}

/** A mantissa of several digits with no sign in its exponent is what no program writes a number like. */
function codeReason(text: string, number: number): CodeReason | undefined {
  if (/^0\d+$/.test(text)) return "zero";
  if (/^\d{2,}[eE]\d+$/.test(text)) return "exponent";
  return isRounded(text, number) ? "long" : undefined;
}

/** Whether a whole number has more digits than a float64 keeps. @param text digits with a sign, a point and zeros */
function isRounded(text: string, number: number): boolean {
  if (text.length <= SAFE_DIGITS) return false;
  const whole = /^[+-]?(\d{16,})(?:\.\d*)?$/.exec(text)?.[1];
  return (
    whole !== undefined && Number.isFinite(number) && BigInt(whole) !== BigInt(Math.trunc(Math.abs(number)))
  );
}

/** Full-width forms as ASCII; every minus sign, apostrophe and space as one of its kind. */
const halfWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\ufe63]/g, "-")
    .replace(/[\u2019\u02bc\u00b4]/g, "'")
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .replace(/￥/g, "¥");

const CODES =
  "USD|EUR|GBP|JPY|CHF|CNY|RMB|INR|KRW|AUD|CAD|NZD|SGD|HKD|TWD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|TRY|RUB|THB|IDR|VND|PHP";
const CURRENCY = String.raw`(?:[A-Z]{1,3})?\p{Sc}|${CODES}|Rs\.?|kr\.?|Fr\.?`;
const IS_CURRENCY = new RegExp(`^(?:${CURRENCY}|円|元|圆|원|zł|Kč|Ft)$`, "u");
/** Letters, with a power or a denominator: `kg`, `m²`, `km/h`, `°C`. */
const UNIT = String.raw`[%‰]|(?:[A-Z]{1,3})?\p{Sc}|[\p{L}°µ′″]{1,12}[²³]?(?:/[\p{L}]{1,8}[²³]?)?|[ckm]?m[23]`;
const MARKED = new RegExp(
  `^(?<sign>[+-]?) ?(?<before>${CURRENCY})? ?(?<inner>[+-]?)` +
    String.raw`(?<body>[.,]?\d(?:[\d.,' ]*\d)?\.?)(?<exponent>[eE][+-]?\d+)? ?(?<after>(?![eE]$)(?:${UNIT}))?$`,
  "u",
);
/** The whole part, in groups of three or without any, and the decimals. */
const READINGS: Readonly<Record<Decimal, RegExp>> = {
  point: /^(\d+|[1-9]\d{0,2}(?:([,' ])\d{3})(?:\2\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}|)(?:\.(\d*))?$/,
  comma: /^(\d+|[1-9]\d{0,2}(?:([.' ])\d{3})(?:\2\d{3})*|)(?:,(\d+))?$/,
};

function readMarked(text: string): NumberText | undefined {
  const bracketed = /^\(([^()]*)\)$/.exec(text)?.[1].trim();
  const found = MARKED.exec(bracketed ?? text)?.groups;
  if (found === undefined) return undefined;
  const { sign, before = "", inner, body, exponent = "", after = "" } = found;
  const signs = [sign, inner, bracketed === undefined ? "" : "-"].filter((one) => one !== "");
  if (signs.length > 1 || (before !== "" && after !== "")) return undefined;
  const minus = signs[0] === "-" ? "-" : "";
  const read = (decimal: Decimal): string | undefined => {
    const [all, whole, , decimals = ""] = READINGS[decimal].exec(body) ?? [];
    if (all === undefined || whole + decimals === "") return undefined;
    return `${minus}${whole.replace(/\D/g, "") || "0"}${decimals && `.${decimals}`}${exponent}`;
  };
  const point = read("point");
  const comma = read("comma");
  const known = point ?? comma;
  if (known === undefined) return undefined;
  const isDigits = signs.length === 0 && before + after === "" && CODE_LIKE.test(body + exponent);
  return {
    point: Number(point ?? Number.NaN),
    comma: Number(comma ?? Number.NaN),
    unit: before || after,
    isMarked: true,
    isCodeLike: isDigits,
    code: isDigits
      ? codeReason(body + exponent, Number(known))
      : isRounded(known, Number(known))
        ? "long"
        : undefined,
  };
}

/** Whether a unit is money, which a column may leave out in some cells. */
export const isCurrency = (unit: string): boolean => IS_CURRENCY.test(unit);

const MAGNITUDE = /^(?:[kKMB]|bn|mn|mln|mrd|Mio|Mrd|Tsd|lakh|crore|[千万萬億亿兆만억])\.?$/;

/** Whether a unit says how many thousands a number counts: `12k` is another number than `12`. */
export const isMagnitude = (unit: string): boolean => MAGNITUDE.test(unit);

/** `<5`, `ca. 12`, `1000 004`, `5-`. */
const NEARLY = /^[^\p{L}\d]*(?:ca?\.? ?)?\d[\d.,' ]*[^\d]{0,12}$/u;
/** `28_991`, `0xff`, `3万2000`, digits of another script. */
const ODDLY_WRITTEN =
  /^[+-]?(?:\d{1,3}(?:_\d{3})+(?:\.\d+)?|0[xX][\da-fA-F]+|(?:\d+[千万萬億亿兆])+\d+|(?!\d)\p{Nd}+(?:[.,٫٬]\p{Nd}+)*|[〇一二三四五六七八九十百千万億]{2,})[^\d]{0,12}$/u;
/** `65-74`, `1/3`, `5 ± 2`. */
const PAIR = /^\d[\d.,]*%? ?(?:-|~|\/|±|\.\.|to|x|×) ?\d[\d.,]*(?:[^\d]{0,12})$/u;
/** `12:30`, `1:02:03.5`, `3:25 PM`. */
const TIME_OF_DAY = /^\d{1,4}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?$/i;
/** `05/04/2024`, `31.12.24`, `2024-05-04 3:25 PM`, `23 März 2024`, `令和3年6月24日`. */
const NEARLY_DATE =
  /^(?:\d{4}([/.-])\d{1,2}\1\d{1,2}|\d{1,2}([/.-])\d{1,2}\2(?:\d{2}){1,2}|\d{1,2}\.? \p{L}{3,12}\.? \d{2,4}|\p{L}{3,12}\.? \d{1,2},? \d{2,4}|\p{Lo}{2}(?:\d+|元)年\d{1,2}月\d{1,2}日)(?:[T ]+[\d:.]+ ?(?:[ap]\.?m\.?)?)?$/iu;

/** What a text is nearly that is no number and no date, or that can be read in two ways. */
export type NearKind = "number" | "pair" | "time" | "date";

/** What a text that is neither a number nor a date looks like; undefined for words. */
export function nearKind(text: string): NearKind | undefined {
  if (text.length > LONGEST || !/[\p{Nd}〇一二三四五六七八九十百千万億]/u.test(text)) return undefined;
  const plain = halfWidth(text);
  if (NEARLY_DATE.test(plain)) return "date";
  if (TIME_OF_DAY.test(plain)) return "time";
  if (NEARLY.test(plain) || ODDLY_WRITTEN.test(plain)) return "number";
  return PAIR.test(plain) ? "pair" : undefined;
}
