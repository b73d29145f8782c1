/**
 * @file What can be held by machine of how Japanese is written here: the terms, one name for one thing; spaces and
 * punctuation; long vowels; how sentences end and how long they are.
 */

/** What is not written, and what is. */
type Rule = readonly [found: RegExp, better: string];

const TERMS: readonly Rule[] = [
  [/(?<![単倍半])精度/, "正解率"],
  [/(検証|テスト|学習)の(正解率|損失)/, "検証正解率、検証損失"],
  [/学習用の部分|検証用の部分|テスト用の部分/, "学習データ、検証データ、テストデータ"],
  [/ずらして尺度/, "標準化"],
  [/値ごとに入力を/, "ワンホット表現"],
  [/活性(?!化)/, "アクティベーション"],
  [/オプティマイザ/, "最適化手法"],
  [/モーメンタム/, "モメンタム"],
  [/ユニット/, "ニューロン"],
  [/(?<![周長短左右底]|\d )辺/, "つながり"],
  [/目的の列/, "目的変数"],
  [/自信/, "確信度"],
  [/まちがい|まちがえ/, "間違い"],
  [/信頼性|信頼度図/, "較正"],
  [/欠けたセル/, "欠損値"],
  [/(いちばん|最も)多い値/, "最頻値"],
  [/初期の重み|初期値の重み/, "重みの初期値"],
  [/画素/, "ピクセル"],
  [/二値/, "はい/いいえ"],
  [/でたらめ/, "ランダム"],
  [/数ではなく(なり|なっ)/, "NaN になりました"],
  [/[一1四4] ?拍/, "段階"],
  [/持ち帰/, "共有、保存"],
];

/** Words that end in a long vowel, without it. */
const LONG_VOWELS =
  /(パラメータ|フォルダ|ライブラリ|メモリ|カテゴリ|コンピュータ|ブラウザ|サーバ|ユーザ|ヘッダ|レイヤ|バッファ|プロジェクタ|スライダ|ポインタ|エディタ|コンパイラ|エンコーダ|デコーダ|ローダ|メンバ|エラ|フィルタ(?!リング)|ドライバ|パーサ|リーダ|ライタ|カウンタ|プリンタ|センサ|モニタ(?!リング)|ワーカ|キャラクタ|ディレクタ|セパレータ|イテレータ|ジェネレータ|エミュレータ)(?![ァ-ヺー])/;

const J = "[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー]";
const LETTER = "[A-Za-z\\p{Script=Greek}\\p{N}%°]";

const WRITING: readonly Rule[] = [
  [LONG_VOWELS, "a long vowel ends in ー"],
  [new RegExp(`${J}${LETTER}|${LETTER}${J}`, "u"), "one space between Japanese and letters or digits"],
  [new RegExp(`${J} +${J}`, "u"), "no space within Japanese"],
  [/ {2}/, "one space"],
  [/ [、。（）「」：？！]|[、。（）「」：？！] (?![/+−=→×])/, "no space beside full-width punctuation"],
  [new RegExp(`[${J.slice(1, -1)}）」][(:;?!,]|[)]${J}`, "u"), "full-width punctuation"],
  [/～|\d ?~ ?\d/, "〜"],
  [/\d から \d+ まで/, "〜"],
  [/(?<![\d.,#])\d{5,}(?![\d.])/, "10,000"],
];

/** How a polite sentence ends. */
const POLITE =
  /(です|ます|でした|ました|ません|ませんか|ください|ましょう|でしょう|でしょうか|ですか|ますか|ましたか)」?$/;
const LONGEST = 80;

export const isJapanese = (text: string): boolean => new RegExp(J, "u").test(text);

/** Without what stands in brackets. */
const bare = (text: string): string => {
  const outer = text.replace(/（[^（）]*）/g, "");
  return outer === text ? text : bare(outer);
};

/** Whether a text is one or more whole sentences. */
export const endsAsSentence = (text: string): boolean => /。」?$/.test(bare(text)) || POLITE.test(bare(text));

/** What is wrong with a text: a phrase of the page, a paragraph, a cell. Empty where nothing is. */
export function faultsOf(text: string): string[] {
  const faults = [...TERMS, ...WRITING].flatMap(([found, better]) => {
    const at = found.exec(text);
    return at === null ? [] : [`“${at[0]}” (${better})`];
  });
  const sentences = bare(text)
    .split(/(?<=[。？])(?!」)/)
    .map((one) => one.trim());
  for (const sentence of sentences) {
    if (sentence.length > LONGEST) faults.push(`${sentence.length} characters in “${sentence}”`);
    const [said] = sentence.split(/：|。$/);
    if (/.。$/.test(sentence) && !POLITE.test(sentence.slice(0, -1)) && !POLITE.test(said))
      faults.push(`not です・ます: “${sentence}”`);
  }
  const last = sentences[sentences.length - 1];
  if (sentences.length > 1 && POLITE.test(last)) faults.push(`no 。 after “${last}”`);
  return faults;
}
