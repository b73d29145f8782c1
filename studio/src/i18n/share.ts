/**
 * @file What the part `share` says: opening, saving and passing on a model.
 */

import type { Assumed } from "../models/load";
import type { LinkProblem } from "../share/link";
import type { Phrase } from "./language.svelte";

type Numbers = (value: number, decimals?: number) => string;

/** What hidden layers have, all the same where it was assumed, and what the output layer has. */
const parts = (activations: readonly string[]) => ({
  hidden: activations.slice(0, -1).at(0),
  output: activations[activations.length - 1],
});

export const share = {
  open: { en: "Share", ja: "共有" },
  title: { en: "Share or save", ja: "共有と保存" },
  close: { en: "Close", ja: "閉じる" },
  network: {
    en: (sizes: string) => `The network on this page: ${sizes}`,
    ja: (sizes: string) => `表示中のネットワーク：${sizes}`,
  } satisfies Phrase<[string]>,
  none: {
    en: "There is no network on the page yet. Open a file, or wait until it is loaded.",
    ja: "まだネットワークがありません。ファイルを開くか、読み込みが終わるまでお待ちください。",
  },
  linkTitle: { en: "A link", ja: "リンク" },
  linkLabel: { en: "Link to this network", ja: "このネットワークへのリンク" },
  linkWithWeights: {
    en: (letters: number, number: Numbers) =>
      `The whole network is in the link: layers, weights and biases, in ${number(letters)} characters. ` +
      "Each weight is rounded to 8 bits, which hardly changes an answer. Nothing is sent to a server.",
    ja: (letters: number, number: Numbers) =>
      `層も重みもバイアスも、ネットワーク全体がリンクに入っています（${number(letters)} 文字）。` +
      "重みは 8 ビットに丸めますが、予測はほとんど変わりません。サーバーには送られません。",
  } satisfies Phrase<[number, Numbers]>,
  linkWithoutWeights: {
    en: (parameters: number, number: Numbers) =>
      `This network has ${number(parameters)} weights and biases, too many for a link. The link carries its layers ` +
      "only: whoever opens it has to train it again. To pass on what it has learned, save a file.",
    ja: (parameters: number, number: Numbers) =>
      `重みとバイアスが ${number(parameters)} 個あり、リンクには入りきりません。リンクで渡せるのは層の構成だけで、` +
      "開いた人が学習し直すことになります。学習した結果を渡すには、ファイルに保存してください。",
  } satisfies Phrase<[number, Numbers]>,
  linkTooLarge: {
    en: (parameters: number, number: Numbers) =>
      `This network has ${number(parameters)} weights and biases, too many for a link. Save a file instead.`,
    ja: (parameters: number, number: Numbers) =>
      `重みとバイアスが ${number(parameters)} 個あり、リンクでは渡せません。代わりに、ファイルに保存してください。`,
  } satisfies Phrase<[number, Numbers]>,
  linkHere: {
    en: (host: string) =>
      `${host} is this machine itself: nobody else can open the link. To pass it on, put the Studio's folder (dist/studio) on a web host, ` +
      "or start the Studio for your network with akari serve MODEL --host 0.0.0.0. Or save a file.",
    ja: (host: string) =>
      `${host} はこのコンピューター自身を指すので、ほかの人はこのリンクを開けません。渡すには、Studio のフォルダー（dist/studio）を Web サーバーに置いてください。` +
      "akari serve MODEL --host 0.0.0.0 でネットワークに公開するか、ファイルに保存して渡すこともできます。",
  } satisfies Phrase<[string]>,
  copy: { en: "Copy", ja: "コピー" },
  copied: { en: "Copied.", ja: "コピーしました。" },
  copyByHand: {
    en: "The browser did not allow the page to copy. The link is selected: press Ctrl+C or ⌘C.",
    ja: "ブラウザーがコピーを許可していません。リンクを選択したので、Ctrl+C または ⌘C を押してください。",
  },
  fileTitle: { en: "A file", ja: "ファイル" },
  fileText: {
    en:
      "A .safetensors file keeps every bit. The akari command and Python can read it too. Networks of dense layers that " +
      "were trained elsewhere also open: ONNX (.onnx), Keras 3 (.keras) and PyTorch weights (.safetensors).",
    ja:
      ".safetensors ファイルなら 1 ビットも失われません。akari コマンドや Python でも読めます。" +
      "ほかで学習させた全結合層のネットワークも開けます。ONNX（.onnx）、Keras 3（.keras）、PyTorch の重み（.safetensors）です。",
  },
  save: { en: "Save the network", ja: "ネットワークを保存" },
  openFile: { en: "Open a file…", ja: "ファイルを開く…" },
  dropHint: {
    en: "You can also drop a model file, or a table, anywhere on the page.",
    ja: "モデルのファイルや表は、ページのどこにでもドロップできます。",
  },
  drop: {
    en: "Drop a model file or a table to open it",
    ja: "モデルのファイルや表をここにドロップすると開きます",
  },
  /** Of a button beside what is said of a network: a part of the title. */
  history: { en: "History", ja: "記録" },
  historyTitle: { en: "Training history", ja: "学習の記録" },
  ownTitle: { en: "Your own data", ja: "自分のデータ" },
  ownText: {
    en: "Draw or drop your own images, record sounds, or open a table (CSV), and train a network on them.",
    ja: "自分で描いた絵や手元の画像、録音した音、表（CSV）で、ネットワークを学習させます。",
  },
  opened: {
    en: (name: string) => `${name} is open.`,
    ja: (name: string) => `${name} を開きました。`,
  } satisfies Phrase<[string]>,
  verified: {
    en: "It is undamaged: its hash matches.",
    ja: "ファイルは壊れていません（ハッシュ値が一致しました）。",
  },
  unverified: {
    en: "It has no Akari hash, so there is no way to tell whether it is damaged.",
    ja: "Akari のハッシュ値が入っていないため、壊れていないかどうかは確かめられません。",
  },
  /** Before the list of what was assumed. */
  assuming: { en: "Not in the file, so assumed: ", ja: "ファイルにないため、次のとおりとみなしました：" },
  assumed: {
    activations: {
      en: (activations: readonly string[]) => {
        const { hidden, output } = parts(activations);
        return `${hidden === undefined ? "" : `${hidden} between layers, `}${output} at the output`;
      },
      ja: (activations: readonly string[]) => {
        const { hidden, output } = parts(activations);
        return `${hidden === undefined ? "" : `層の間は ${hidden}、`}出力は ${output}`;
      },
    },
    scaling: { en: "inputs used as they are", ja: "入力はそのままの値" },
    order: {
      en: "layers in the only order their numbers and shapes allow",
      ja: "層の順は、名前の番号と形から決まるとおり",
    },
    epsilon: {
      en: "batch normalisation placed by its name, with PyTorch's default epsilon",
      ja: "バッチ正規化の位置は名前のとおりで、ε は PyTorch の既定値",
    },
    inputs: { en: "inputs in the order of the graph", ja: "入力はグラフでの順" },
    outputs: {
      en: "one of several outputs, the others left out",
      ja: "いくつもある出力のうち 1 つだけを使う",
    },
    limits: { en: "very distant limits treated as none", ja: "遠く離れた上限や下限はないもの" },
    precision: {
      en: "numbers rounded less coarsely than by the program that wrote the file",
      ja: "数値は、元のプログラムほど粗く丸めない",
    },
    probabilities: { en: "probabilities in place of their logarithms", ja: "対数の代わりに確率そのもの" },
    pixels: { en: "pixels from 0 to 1", ja: "ピクセルは 0〜1" },
    picture: { en: "inputs that are 28×28 pixels", ja: "入力は 28×28 ピクセル" },
    digits: { en: "outputs that are the digits 0 to 9", ja: "出力は数字の 0〜9" },
  } satisfies Record<Assumed["about"], Phrase<[activations: readonly string[]]>>,
  /** Between what was assumed, and after it. */
  also: { en: "; ", ja: " / " },
  end: { en: ".", ja: "。" },
  /** Before the options of the command. */
  otherwise: { en: "If that is wrong, start akari studio with", ja: "違う場合は akari studio で指定：" },
  linked: {
    en: "This network came with the link.",
    ja: "リンクに入っていたネットワークを表示しています。",
  },
  linkedUntrained: {
    en: "The link held the layers of a network without its weights. It has learned nothing yet: train it under Train.",
    ja: "リンクに入っていたのは層の構成だけで、重みはありません。まだ何も学習していないので、「育てる」で学習させてください。",
  },
  unreadable: {
    en: (name: string) =>
      `${name} cannot be read: it is a folder, too large, or no longer there. Choose a .safetensors, .onnx or .keras file.`,
    ja: (name: string) =>
      `${name} を読み込めません。フォルダーであるか、大きすぎるか、すでに削除されています。.safetensors、.onnx、.keras のどれかのファイルを選んでください。`,
  } satisfies Phrase<[string]>,
  fileError: {
    en: (sentence: string) => sentence,
    ja: (sentence: string) =>
      `このファイルは開けませんでした。表示中のネットワークはそのままです。${sentence}`,
  } satisfies Phrase<[string]>,
  noNetwork: {
    en: "The network that comes with this page could not be loaded. Check the connection and reload the page, or open a model file under Share.",
    ja: "このページのネットワークを読み込めませんでした。接続を確かめて再読み込みするか、「共有」からモデルのファイルを開いてください。",
  },
  linkProblems: {
    damaged: {
      en: "The network in this link cannot be read: part of the link is missing or changed. Copy the whole link and open it again.",
      ja: "リンクの一部が欠けているか変わっていて、ネットワークを読み込めません。リンク全体をコピーして、もう一度開いてください。",
    },
    large: {
      en: (most: string) =>
        `This link describes a network of more than ${most} weights and biases, too large to build from a link. Ask for its file instead.`,
      ja: (most: string) =>
        `リンクが表すネットワークは重みとバイアスが ${most} 個を超え、大きすぎて作れません。代わりに、ファイルを受け取ってください。`,
    },
    newer: {
      en: "This link was made by a newer Akari Studio. Reload the page to update it, then open the link again.",
      ja: "このリンクは、より新しい Akari Studio で作られています。ページを再読み込みしてから、もう一度開いてください。",
    },
  } satisfies Record<LinkProblem, Phrase<[most: string]>>,
};
