/** @file What the lesson about inputs and depth says. */

import type { Phrase } from "../../../../i18n/language.svelte";
import type { Field, LessonWords, Option } from "../../lesson";

export const KIND_NAMES = {
  table: { en: "table", ja: "表" },
  picture: { en: "pictures", ja: "画像" },
  sound: { en: "sounds", ja: "音" },
} satisfies Record<string, Phrase>;

/** The ways in which each kind can be handed in: the crude one first. */
export const FORM_NAMES = {
  table: [
    { en: "1, 2, 3…", ja: "1、2、3…" },
    { en: "one input each", ja: "値ごとに 1 つ" },
  ],
  picture: [
    { en: "mean brightness", ja: "平均の明るさ" },
    { en: "pixels", ja: "ピクセル" },
  ],
  sound: [
    { en: "waveform", ja: "波形" },
    { en: "time × pitch", ja: "時間 × 高さ" },
  ],
} satisfies Record<string, readonly [Phrase, Phrase]>;

export const COLUMN_NAMES = {
  temperature: { en: "°C", ja: "気温" },
  wind: { en: "wind m/s", ja: "風速" },
  rain: { en: "rain", ja: "雨" },
  holiday: { en: "holiday", ja: "祝日" },
  weekday: { en: "day", ja: "曜日" },
  place: { en: "place", ja: "場所" },
  busy: { en: "busy?", ja: "混雑" },
} satisfies Record<string, Phrase>;

export const WEEKDAYS: readonly Phrase[] = [
  { en: "Mon", ja: "月" },
  { en: "Tue", ja: "火" },
  { en: "Wed", ja: "水" },
  { en: "Thu", ja: "木" },
  { en: "Fri", ja: "金" },
  { en: "Sat", ja: "土" },
  { en: "Sun", ja: "日" },
];

export const PLACES: readonly Phrase[] = [
  { en: "park", ja: "公園" },
  { en: "station", ja: "駅前" },
  { en: "school", ja: "学校" },
  { en: "harbour", ja: "港" },
  { en: "market", ja: "市場" },
];

export const HARDEST: Phrase = { en: "hardest", ja: "難しいもの" };
export const KIND_OPTIONS: readonly Option[] = Object.entries(KIND_NAMES).map(([value, label]) => ({
  value,
  label,
}));
export const DEPTH: Phrase = { en: "better", ja: "よいほう" };
export const DEPTH_OPTIONS: readonly Option[] = [
  { value: "deep", label: { en: "deep", ja: "深い" } },
  { value: "wide", label: { en: "wide", ja: "幅広い" } },
  { value: "even", label: { en: "even", ja: "互角" } },
];

export const COUNT_FIELDS: readonly Field[] = Object.entries(KIND_NAMES).map(([name, label]) => ({
  name,
  label,
}));
export const LOWEST: Phrase = { en: "lowest accuracy in %", ja: "いちばん低い正解率（%）" };
export const DEEP_COUNT: Phrase = { en: "parameters", ja: "パラメーター数" };

export const words = {
  predict: {
    en: "A network learns from a table, from pictures and from sounds: which is hardest? And two networks with as many parameters, one deep, one wide, learn the points that you see: which gets more new ones right?",
    ja: "ネットワークが表、画像、音から学習します。いちばん難しいのはどれでしょうか？また、パラメーター数の等しい 2 つのネットワーク（深いものと幅の広いもの）が、図の点を学習します。新しい点で正解が多いのはどちらでしょうか？",
  },
  tasks: [
    {
      prompt: {
        en: "Each input neuron takes one number. How many does each of the three need? Yes or no is one number, a category has one input for each of its values, and what is to be predicted is no input.",
        ja: "入力ニューロン 1 個に、数が 1 つ入ります。3 つのデータには、それぞれ何個必要ですか？はい/いいえは 1 つの数、カテゴリーは値ごとに 1 つの入力です。予測するものは入力に入りません。",
      },
      done: {
        en: "Right. After that a network does not know what it looks at: a row, a picture and a sound are lists of numbers, and the equation is the same, with a W of as many columns.",
        ja: "正解です。ここから先、ネットワークは何のデータかを知りません。表の行も画像も音も数の並びです。式は同じで、W の列の数が変わるだけです。",
      },
    },
    {
      prompt: {
        en: "Choose how each is turned into numbers, and train: always inputs → 8 → answer. All three are to have at least 80% of held-out examples right. Then type the lowest of the three accuracies.",
        ja: "それぞれ数にする方法を選び、学習させます。どれも「入力 → 8 → 答え」です。学習に使っていないデータで、3 つとも正解率を 80% 以上にしてください。そのうえで、いちばん低い正解率を入力してください。",
      },
      done: {
        en: "Right. The same network, three kinds of data. What it can learn hangs on which numbers it is handed.",
        ja: "正解です。同じネットワークが、3 種類のデータから学習しました。何を学習できるかは、どんな数を渡すかで変わります。",
      },
    },
    {
      prompt: {
        en: "The deep network is on the left. Count its weights and biases. Then find n so that the wide one, 2 → n → 1, has as many, train both, and say which gets more held-out points right.",
        ja: "左が深いネットワークです。重みとバイアスの数を数えてください。次に、右の 2 → n → 1 が同じ数になる n を求め、両方を学習させます。学習に使っていない点で、正解が多いのはどちらですか？",
      },
      done: {
        en: "Right, for these points and this start. With others it may be the other way round: that is found by trying, on data that was held out.",
        ja: "正解です。ただし、この点とこの初期値での話です。ほかの点では逆になることもあります。学習に使っていないデータで試して、初めてわかります。",
      },
    },
  ],
  hints: {
    missing: {
      en: "Three whole numbers are asked for: input neurons for the table, for a picture and for a sound.",
      ja: "表、画像、音の入力ニューロンの数を、3 つとも整数で入力してください。",
    },
    oneColumn: {
      en: (columns, values) =>
        `${columns} is the number of columns. But the last of them is a category with ${values} values, and each has an input of its own.`,
      ja: (columns, values) =>
        `${columns} は列の数です。最後の列は ${values} 種類の値を持つカテゴリーで、値ごとに入力が 1 つずつ必要です。`,
    },
    withTarget: {
      en: (typed) => `${typed} counts what is to be predicted too. That is the answer, not an input.`,
      ja: (typed) => `${typed} には、予測する列も入っています。それは答えで、入力ではありません。`,
    },
    onlyCategory: {
      en: (typed) => `${typed} are the values of the category. The other columns are inputs too, one each.`,
      ja: (typed) => `${typed} は、カテゴリーの値の数です。ほかの列も、1 つずつ入力になります。`,
    },
    table: {
      en: (typed, single, values) =>
        `${typed} is not the table's. Count one input for each of ${single} plain columns, and ${values} for the category.`,
      ja: (typed, single, values) =>
        `表は ${typed} 個ではありません。ふつうの ${single} 列に 1 つずつ、カテゴリーに ${values} 個です。`,
    },
    oneSide: {
      en: (typed) => `${typed} is one side. A picture has 28 rows of 28 pixels each.`,
      ja: (typed) => `${typed} は 1 辺の数です。画像は、28 ピクセルの行が 28 行あります。`,
    },
    picture: {
      en: (typed) => `${typed} is not the picture's: each of its 28 × 28 pixels is an input.`,
      ja: (typed) => `画像は ${typed} 個ではありません。28 × 28 のピクセルが、1 つずつ入力になります。`,
    },
    sumOfSound: {
      en: (typed, frames, bands) =>
        `${typed} adds frames and bands. But there is a number for each band in each frame: ${frames} × ${bands}.`,
      ja: (typed, frames, bands) =>
        `${typed} は時間と高さの区切りの数を足したものです。数は組み合わせごとに 1 つずつ、${frames} × ${bands} 個あります。`,
    },
    sound: {
      en: (typed, frames, bands) =>
        `${typed} is not the sound's. It is a picture of ${frames} frames in time and ${bands} bands of pitch: an input for each cell.`,
      ja: (typed, frames, bands) =>
        `音は ${typed} 個ではありません。時間の区切り ${frames} 個と高さの区切り ${bands} 個の表で、1 マスが 1 つの入力です。`,
    },
    untouched: {
      en: "Nothing has been trained yet. Choose a way for each of the three, then train.",
      ja: "まだ学習していません。3 つとも方法を選んで、学習させてください。",
    },
    tableForm: {
      en: (accuracy) =>
        `The table comes to ${accuracy}%. As 1, 2, 3… the last category counts as far more than the first, which means nothing. Give each an input of its own.`,
      ja: (accuracy) =>
        `表の正解率は ${accuracy}% です。1、2、3… とすると、意味のない大小ができてしまいます。値 1 つにつき、入力を 1 つ用意してください。`,
    },
    pictureForm: {
      en: (accuracy) =>
        `The pictures come to ${accuracy}%: both digits are about as bright. Where the light is, a mean does not say.`,
      ja: (accuracy) =>
        `画像の正解率は ${accuracy}% です。2 つの数字は、平均の明るさがほとんど同じです。平均では、どこが明るいかわかりません。`,
    },
    soundForm: {
      en: (accuracy) =>
        `The sounds come to ${accuracy}%. A waveform goes up and down hundreds of times a second, never twice alike. Hand in how much of each pitch there is when.`,
      ja: (accuracy) =>
        `音の正解率は ${accuracy}% です。波形は 1 秒に何百回も上下し、二度と同じになりません。いつ、どの高さの音がどれだけあるかを入力してください。`,
    },
    noNumber: {
      en: "All three are good enough. Now work out their accuracies, right divided by all, and type the lowest in percent.",
      ja: "3 つとも十分です。それぞれの正解率（正解の数 ÷ 全体の数）を求め、いちばん低いものを % で入力してください。",
    },
    share: {
      en: (typed, percent) => `${typed} is a share. In percent it is 100 times as much: ${percent}.`,
      ja: (typed, percent) => `${typed} は割合です。% で表すと 100 倍の ${percent} になります。`,
    },
    notLowest: {
      en: (typed, right, of) =>
        `${typed}% is one of the three, but not the lowest. Look for a smaller share than ${right} of ${of}.`,
      ja: (typed, right, of) =>
        `${typed}% は 3 つのうちの 1 つですが、いちばん低くはありません。${of} 個中 ${right} 個より小さい割合を探してください。`,
    },
    wrongOnes: {
      en: (typed) => `${typed}% is the share that it has wrong. Accuracy is the share that is right.`,
      ja: (typed) => `${typed}% は、間違えた割合です。正解率は、正解した割合です。`,
    },
    accuracy: {
      en: (typed, right, of) =>
        `${typed}% is none of the three. Divide for each, such as ${right} by ${of}, times 100, and take the lowest.`,
      ja: (typed, right, of) =>
        `${typed}% は、3 つのどれでもありません。それぞれ割り算をして（たとえば ${right} ÷ ${of}）100 を掛け、いちばん低いものを答えてください。`,
    },
    noCount: {
      en: (sizes) => `The number of parameters of ${sizes} is missing: all its weights and biases.`,
      ja: (sizes) => `${sizes} のパラメーター数が入力されていません。すべての重みとバイアスの数です。`,
    },
    onlyWeights: {
      en: (typed, units) =>
        `${typed} counts the weights alone. Each of its ${units} neurons after the input has a bias too.`,
      ja: (typed, units) =>
        `${typed} は重みだけの数です。入力より後の ${units} 個のニューロンには、バイアスも 1 つずつあります。`,
    },
    layerMissing: {
      en: (typed, units) =>
        `${typed} counts only one step between hidden layers. With three of them there are two, of ${units} × ${units} weights and ${units} biases each.`,
      ja: (typed, units) =>
        `${typed} では、隠れ層どうしのつながりを 1 か所しか数えていません。隠れ層は 3 つなので 2 か所あり、それぞれ重みが ${units} × ${units} 個、バイアスが ${units} 個です。`,
    },
    count: {
      en: (typed, sizes) =>
        `${typed} is not the number of ${sizes}. From each layer to the next: neurons before times neurons after, and a bias for each after.`,
      ja: (typed, sizes) =>
        `${sizes} のパラメーター数は ${typed} ではありません。層と層の間ごとに「前の数 × 後の数」の重みと、「後の数」のバイアスがあります。`,
    },
    noWidth: {
      en: (count) => `Now n, so that 2 → n → 1 has ${count} parameters as well.`,
      ja: (count) => `次に、2 → n → 1 のパラメーター数も ${count} になる n を求めてください。`,
    },
    sameNeurons: {
      en: (typed, wide, deep) =>
        `With n = ${typed} both have as many neurons, but the wide one has ${wide} parameters, the deep one ${deep}. Most of a deep network's are between its hidden layers.`,
      ja: (typed, wide, deep) =>
        `n = ${typed} ではニューロンの数が同じですが、パラメーター数は ${wide} と ${deep} です。深いネットワークでは、隠れ層どうしの間に多くの重みがあります。`,
    },
    width: {
      en: (typed, wide, deep) =>
        `With n = ${typed} the wide one has ${wide} parameters, and it is to have ${deep}. Each hidden neuron has two weights in, a bias and a weight out; the output has a bias.`,
      ja: (typed, wide, deep) =>
        `n = ${typed} では ${wide} 個です。${deep} 個にしてください。隠れニューロン 1 個には、入る重み 2 個、バイアス 1 個、出る重み 1 個があり、ほかに出力のバイアスが 1 個あります。`,
    },
    untrained: {
      en: (width) => `The counts are right. Train both, the wide one with n = ${width}, and see.`,
      ja: (width) => `数は合っています。n = ${width} で両方を学習させて、比べてください。`,
    },
    noAnswer: {
      en: "Both are trained. Which one has more of the points right that were held out?",
      ja: "両方とも学習しました。学習に使っていない点で、正解が多いのはどちらですか？",
    },
    better: {
      en: (deep, wide, even) =>
        `The deep one has ${deep} points right, the wide one ${wide}. They count as even up to a difference of ${even}.`,
      ja: (deep, wide, even) =>
        `正解は、深いほうが ${deep} 点、幅の広いほうが ${wide} 点です。差が ${even} 点までなら互角とします。`,
    },
  } satisfies Record<string, Phrase<readonly string[]>>,
  say: [
    {
      en: "Numbers of a table, pixels of a picture, a sound's strength at each time and pitch (its log-mel spectrogram): each input neuron takes one number, one feature, and from there on it is the same network. Handing in fitting numbers is half of the work.",
      ja: "入力ニューロン 1 個は、数を 1 つ（特徴を 1 つ）受け取ります。表の数でも、画像のピクセルでも、音の時間と高さごとの強さ（ログメルスペクトログラム）でもかまいません。そこから先は、同じネットワークです。ふさわしい数にして渡すことが、仕事の半分です。",
    },
    {
      en: "A deep network's layers build on what the one before found, so that few parameters can make a boundary with many turns. Where one hidden layer does as well, depth gains nothing, and deep networks are harder to train. Which is better shows on held-out data.",
      ja: "深いネットワークでは、各層が前の層の結果を使うので、少ないパラメーターでも曲がりの多い境界線を作れます。隠れ層 1 つで十分なら、深くしても得はありません。深いほど学習も難しくなります。どちらがよいかは、学習に使っていないデータで確かめます。",
    },
  ],
  further: { en: "Train on data of your own in Train", ja: "「育てる」で自分のデータから学習させる" },
} satisfies LessonWords;

/** What stands on its stage. */
export const stageWords = {
  table: { en: "Days at an ice cream stand (made up)", ja: "アイス屋の毎日（架空のデータ）" },
  yes: { en: "yes", ja: "はい" },
  no: { en: "no", ja: "いいえ" },
  values: {
    en: (name: string, values: string) => `${name}: ${values}`,
    ja: (name: string, values: string) => `${name}：${values.replaceAll(", ", "、")}`,
  } satisfies Phrase<[string, string]>,
  picture: {
    en: (a: string, b: string) => `28 × 28 pixels: ${a} or ${b}?`,
    ja: (a: string, b: string) => `28 × 28 ピクセル：${a} か ${b} か`,
  } satisfies Phrase<[string, string]>,
  sound: {
    en: (frames: string, bands: string) => `${frames} frames in time × ${bands} bands of pitch`,
    ja: (frames: string, bands: string) => `時間の区切り ${frames} × 高さの区切り ${bands}`,
  } satisfies Phrase<[string, string]>,
  play: {
    en: (name: string) => `Play “${name}”`,
    ja: (name: string) => `「${name}」を聞く`,
  } satisfies Phrase<[string]>,
  preparing: { en: "The sounds are being made…", ja: "音を作っています…" },
  form: {
    en: (kind: string) => `How to turn the ${kind} into numbers`,
    ja: (kind: string) => `数にする方法：${kind}`,
  } satisfies Phrase<[string]>,
  train: { en: "Train all three", ja: "3 つを学習する" },
  trainBoth: { en: "Train both", ja: "両方を学習する" },
  training: { en: "Training…", ja: "学習しています…" },
  right: {
    en: (right: string, of: string) => `${right} of ${of} right (held out)`,
    ja: (right: string, of: string) => `未学習の ${of} 個中 ${right} 個正解`,
  } satisfies Phrase<[string, string]>,
  failed: { en: "That could not be trained.", ja: "学習できませんでした。" },
  unloaded: { en: "The images or sounds could not be loaded.", ja: "画像か音を読み込めませんでした。" },
  deep: { en: "deep", ja: "深い" },
  wide: { en: "wide", ja: "幅広い" },
};
