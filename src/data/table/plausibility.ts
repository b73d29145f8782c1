/**
 * @file How plausible a text is as Western European or as Japanese, from how signs outside of ASCII stand among their
 * neighbours. Most bytes are something in every encoding: in the wrong one, letters are eaten, rare kanji stand within
 * Latin words, and signs of money between letters.
 */

/** Of the places in a text that have signs outside of ASCII. */
export interface Doubts {
  readonly places: number;
  /** How many of these are doubtful; a half counts where it may be so. */
  readonly doubtful: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them.
const BEYOND_ASCII = /[^\x00-\x7f]+/g;

/** How doubtful a text is, place by place. @param doubtOf 0 for a place that looks right, 1 for one that does not */
function doubts(text: string, doubtOf: (run: string, at: number, text: string) => number): Doubts {
  let [places, doubtful] = [0, 0];
  // One after the other: a text may have very many.
  for (const { 0: run, index } of text.matchAll(BEYOND_ASCII)) {
    places++;
    doubtful += doubtOf(run, index, text);
  }
  return { places, doubtful };
}

const LETTER = /^[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ]$/;
const PLAIN_LETTER = /[A-Za-z]/;
const LOWER = /^[a-zß-öø-ÿœšž]$/;
const UPPER = /^[A-ZÀ-ÖØ-ÞŒŠŽŸ]$/;
const DIGIT = /^[0-9]$/;
const QUOTE = /[‘’‚“”„«»‹›]/;
const QUOTES = new RegExp(QUOTE, "g");
/** Letters that are words. */
const WORDS = "àáâäåæèéêíîìïóòôöøúùûüýÀÁÄÅÆÈÉÊÍÓÖØÚÜ";

/** What signs are judged by that stand anywhere in their text: looked for once, for a text may have very many signs. */
interface TextFacts {
  readonly quotes: number;
  readonly hasSingleQuote: boolean;
  readonly hasMicroWord: boolean;
}

/** A text read as Windows-1252. */
export function westernDoubts(text: string): Doubts {
  const facts: TextFacts = {
    quotes: text.match(QUOTES)?.length ?? 0,
    hasSingleQuote: /[‘’]/.test(text),
    hasMicroWord: /µ\p{L}{4}/u.test(text),
  };
  return doubts(text, (run, at) => {
    let most = wordDoubt(run, at, text);
    for (let i = 0; i < run.length && most < 1; i++) {
      const doubt = signDoubt(run[i], text[at + i - 1] ?? "", text[at + i + 1] ?? "", facts);
      most = Math.max(most, doubt);
    }
    return most;
  });
}

/** Words of accented letters alone are none, and no word has three of them in a row. */
function wordDoubt(run: string, at: number, text: string): number {
  if (/[À-ÖØ-öø-ÿŒœŠšŽžŸ]{3}/.test(run)) return 1;
  let most = 0;
  for (let i = 0; i < run.length; i++) {
    if (!LETTER.test(run[i])) continue;
    const word = accentedWord(text, at + i);
    if (word !== undefined && word.length > 1) return 1;
    if (word !== undefined && !WORDS.includes(word)) most = 0.5;
  }
  return most;
}

/** The word around a place, if it has no plain letter; one is found within a few steps, where three others are no word. */
function accentedWord(text: string, place: number): string | undefined {
  let [from, to] = [place, place + 1];
  for (; LETTER.test(text[from - 1] ?? ""); from--) if (PLAIN_LETTER.test(text[from - 1])) return undefined;
  for (; LETTER.test(text[to] ?? ""); to++) if (PLAIN_LETTER.test(text[to])) return undefined;
  return text.slice(from, to);
}

/** @param before @param after its neighbours, empty at the text's ends */
function signDoubt(sign: string, before: string, after: string, facts: TextFacts): number {
  const [afterLetter, beforeLetter] = [LETTER.test(before), LETTER.test(after)];
  const isWithin = afterLetter && beforeLetter;
  const only = (isRight: boolean): number => (isRight ? 0 : 1);
  if (LETTER.test(sign)) return letterDoubt(sign, before, after);
  switch (sign) {
    case "\u00a0":
    case "\u00ad":
      return isWithin && after > "Z" ? 0.5 : 0;
    case "’":
      return afterLetter || DIGIT.test(before) ? 0 : 0.5;
    case "‚":
      // Hiragana and full-width signs of Shift_JIS begin with it.
      return only(!afterLetter && /[A-Za-z0-9]/.test(after) && facts.hasSingleQuote);
    case "–":
    case "—":
    case "…":
      return (after > "\x7f" && beforeLetter && !afterLetter) || (afterLetter && LOWER.test(after)) ? 0.5 : 0;
    case "•":
      return afterLetter ? 1 : beforeLetter ? 0.5 : 0;
    case "¿":
    case "¡":
      return only(!afterLetter);
    case "€":
    case "£":
    case "¥":
    case "¢":
      return only(
        DIGIT.test(before) || (!beforeLetter && after !== "_" && !(before > "\x7f" && afterLetter)),
      );
    case "°":
      return only(!isWithin && !LOWER.test(after));
    case "º":
    case "ª":
      return beforeLetter ? 1 : afterLetter || DIGIT.test(before) || before === "." ? 0 : 0.5;
    case "¹":
    case "²":
    case "³":
      return only(!beforeLetter && (PLAIN_LETTER.test(before) || DIGIT.test(before) || before === ")"));
    case "½":
    case "¼":
    case "¾":
      return only(!afterLetter && !beforeLetter);
    case "±":
    case "×":
    case "÷":
      return only(!isWithin && !(after > "\x7f" && beforeLetter));
    case "µ":
      return only(!afterLetter && (PLAIN_LETTER.test(after) || !beforeLetter) && !facts.hasMicroWord);
    case "‰":
      return only(DIGIT.test(before) || before === " " || before === "\u00a0");
    case "§":
      return only(!afterLetter && !/[\w]/.test(after.replace(/\d/, "")));
    case "·":
      return only(!isWithin || (/^l$/i.test(before) && /^l$/i.test(after)));
    case "©":
    case "®":
    case "™":
    case "†":
    case "‡":
      return only(!isWithin && !(after > "\x7f"));
    case "´":
      return isWithin ? 0 : 0.5;
    default:
      if (!QUOTE.test(sign)) return 1;
  }
  if (isWithin || (DIGIT.test(before) && beforeLetter)) return 1;
  return facts.quotes > 1 ? 0 : 0.5;
}

function letterDoubt(letter: string, before: string, after: string): number {
  const [afterLetter, beforeLetter] = [LETTER.test(before), LETTER.test(after)];
  if (letter === "Œ" && !beforeLetter) return 1;
  if (letter === "ÿ" || letter === "Ÿ") return 0.5;
  if (UPPER.test(letter) && (LOWER.test(before) || (afterLetter && LOWER.test(after)))) return 1;
  return /^[\^`{|}~[\]\\]$/.test(after) ? 0.5 : 0;
}

/**
 * Letters that no Western European word has together, or in such places, as Windows-1250 has others there: Dìèín for
 * Děčín, Hódmezõvásárhely for Hódmezővásárhely, Œwiêty for Święty.
 */
const CENTRAL_EUROPEAN = [
  ["[ìòù]", "[áíýéèø]"],
  ["è", "[áíý]"],
  ["ø", "[èìòùýíá]"],
  ["[šž]", "[èìòøùýáíéæ]"],
  ["õ(?!e)", "[áéíóúöü]"],
  ["û", "[áíóúöüû]"],
  ["ñ", "[êæœ]"],
  // Words have fewer letters between; a text of very many letters is to be gone through once.
].map(([a, b]) => new RegExp(`${a}\\p{L}{0,40}${b}|${b}\\p{L}{0,40}${a}`, "iu"));
const POLISH = /œ(?!\p{L})|œ[wzkpbgæ]/iu;

/** Whether a text that is Windows-1252 may as well be Czech, Hungarian or Polish in Windows-1250. */
export const mayBeCentralEuropean = (text: string): boolean =>
  [...CENTRAL_EUROPEAN, POLISH].some((pattern) => pattern.test(text));

/** Letters that Turkish has in Windows-1254 where Windows-1252 has Icelandic ones, and those that only Icelandic has. */
const TURKISH_OR_ICELANDIC = /[ÐÞÝðþý]/;
const NOT_TURKISH = /[áéíóúæÁÉÍÓÚÆ]/;

/** Whether a text that is Windows-1252 may as well be Turkish in Windows-1254. */
export const mayBeTurkish = (text: string): boolean =>
  TURKISH_OR_ICELANDIC.test(text) && !NOT_TURKISH.test(text);

/** Whether a text that is Shift_JIS may as well be Russian in KOI8-R: its letters are some of the half-width kana. */
export const mayBeRussian = (text: string): boolean =>
  /[\uff80-\uff9f]/.test(text) && !/[\uff61-\uff7f]/.test(text) && !hasKana(text) && !isOfTables(text);

export const hasKana = (text: string): boolean => /[\u3041-\u3096\u30a1-\u30fa]/.test(text);
/** Kanji that many tables have: of places, people, times, quantities and findings. */
const OF_TABLES = new Set(
  "北海道青森岩手宮城秋田山形福島茨木栃群馬埼玉千葉東京神奈川新潟富石井梨長野岐阜静岡愛知三重滋賀都大阪兵庫良和歌取根広口徳香媛高" +
    "佐崎熊本分鹿児沖縄府県市区町村西南一二三四五六七八九十百万円年月日時秒回番号数量値合計平均最小中上下左右前後男女性別齢身体血液" +
    "型名氏住所電話職業会社員学生主婦無有不可否悪優低普通正常異赤黄緑白黒茶春夏冬朝昼夜晴雨曇雪風温度湿気圧速距離面積価格売買金額費" +
    "税利益商品店舗客種類件結果評点成績科目国語英理音楽美術教師病院患者診断薬症状死亡存車駅歩階建築部屋土地家賃曜火水",
);

/** Whether Chinese, Korean or half-width kana, which are kanji by chance in the wrong encoding, would hardly be these. */
export function isOfTables(text: string): boolean {
  const kanji = [...text.replace(WITHOUT_KANJI, "")];
  const known = kanji.filter((sign) => OF_TABLES.has(sign));
  return new Set(known).size > 1 && known.length * 2 > kanji.length;
}

const HALF_KANA = /[\uff61-\uff9f]/;
const KANJI = /[\u4e00-\u9fff\uf900-\ufaff]/;
const WITHOUT_KANJI = /[^\u4e00-\u9fff\uf900-\ufaff]/g;

let common: ReadonlySet<string> | undefined;

/** The 2,965 kanji of JIS X 0208's first level; what is outside of it is rare. */
function commonKanji(): ReadonlySet<string> {
  if (common !== undefined) return common;
  const decoder = new TextDecoder("euc-jp");
  const kanji = new Set<string>();
  for (let row = 16; row <= 47; row++) {
    for (let cell = 1; cell <= 94; cell++) {
      const sign = decoder.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell));
      if (KANJI.test(sign)) kanji.add(sign);
    }
  }
  common = kanji;
  return kanji;
}

/** A text read as Shift_JIS or EUC-JP. */
export const japaneseDoubts = (text: string): Doubts =>
  doubts(text, (run, at) => {
    const [before, after] = [text[at - 1] ?? "", text[at + run.length] ?? ""];
    // Places of signs that a company or a person made for itself.
    if (/[\ue000-\uf8ff]/.test(run)) return 1;
    return Math.max(
      halfKanaDoubt(run, before, after),
      kanjiDoubt(run, before, after),
      signsDoubt(run, before, after),
    );
  });

/** Signs that are neither kana nor kanji within Latin words, but for those that join words; full-width letters beside them. */
function signsDoubt(run: string, before: string, after: string): number {
  if (!/^[\u2000-\u303f\u3300-\u33ff\uff01-\uff60]+$/.test(run) || /^[／・－～＆＋→％：]$/.test(run))
    return 0;
  const isBeside = PLAIN_LETTER.test(before) || PLAIN_LETTER.test(after);
  const isWithin = PLAIN_LETTER.test(before) && /[a-z]/.test(after);
  return isWithin || (isBeside && /[Ａ-Ｚａ-ｚ]/.test(run)) ? 1 : 0;
}

function halfKanaDoubt(run: string, before: string, after: string): number {
  if (!HALF_KANA.test(run)) return 0;
  const isWithinLatin = PLAIN_LETTER.test(before) || PLAIN_LETTER.test(after);
  const isWord =
    run.length > 1 &&
    !/^[｡｣､･ｰﾞﾟｧｨｩｪｫｬｭｮｯ]/.test(run) &&
    !/[｡｢｣､･]{2}/.test(run) &&
    !/[^ｳｶ-ﾄﾊ-ﾎ]ﾞ|[^ﾊ-ﾎ]ﾟ/.test(run) &&
    rareKanji(run) === 0;
  return isWithinLatin || !isWord ? 1 : 0;
}

function kanjiDoubt(run: string, before: string, after: string): number {
  const kanji = run.replace(WITHOUT_KANJI, "");
  if (kanji === "") return 0;
  const [afterLatin, beforeLatin] = [PLAIN_LETTER.test(before), PLAIN_LETTER.test(after)];
  const rare = rareKanji(run);
  if (kanji.length === run.length && afterLatin && beforeLatin) return 1;
  if (rare > 0 && (afterLatin || beforeLatin)) return 1;
  if (rare === run.length) return 0.5;
  return run.length === 1 && (/[a-z]/.test(before) || /[a-z]/.test(after)) ? 0.5 : 0;
}

const rareKanji = (run: string): number =>
  [...run].filter((sign) => KANJI.test(sign) && !commonKanji().has(sign)).length;
