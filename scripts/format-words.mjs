// @ts-check
/**
 * @file What docs/formats.md and its Japanese page say of each operator, layer, tensor and hint: `[English, Japanese]`. Which
 * there are, and with which settings, is told by the code: format-docs.mjs refuses words for what is not there, and what has
 * no words.
 */

/** @typedef {readonly [english: string, japanese: string]} Words */
/** @typedef {{ readonly names: readonly string[], readonly words: Words }} Row */

/** @type {Readonly<Record<keyof typeof import("../src/formats/table.js").FORMATS, Words>>} */
export const FORMAT_WORDS = {
  safetensors: [
    "Akari's own file: network, preprocessing, labels and training record. Of other programs: weights of dense layers",
    "Akari 自身のファイルは、ネットワーク、前処理、ラベル、学習の記録を含みます。ほかのプログラムのファイルからは、全結合層の重みを読みます。",
  ],
  onnx: [
    "the network; written also with preprocessing (not of recordings), labels and record",
    "ネットワークを含みます。書き出すファイルは、前処理（録音を除く）、ラベル、記録も含みます。",
  ],
  keras: ["the network of a Keras 3 model", "Keras 3 のモデルのネットワークを含みます。"],
  pytorch: [
    "a program with preprocessing and labels, and its weights in a file beside it",
    "前処理とラベルを含むプログラムと、その重みを入れた別のファイルになります。",
  ],
  typescript: [
    "one program without imports: preprocessing, labels and weights are in it",
    "前処理、ラベル、重みをすべて含む、import のない 1 つのプログラムになります。",
  ],
};

/** @type {Readonly<Record<keyof import("../src/formats/foreign/import-hints.js").ImportHints, { option: string, words: Words }>>} */
export const HINT_WORDS = {
  activations: {
    option: "activations",
    words: [
      "PyTorch weights: the activation of each layer, the output layer's last",
      "PyTorch の重みの場合に、各層の活性化関数を指定します（最後が出力層）。",
    ],
  },
  order: {
    option: "order",
    words: [
      "PyTorch weights: the layers' names in their order, where names and shapes leave several",
      "PyTorch の重みの場合に、名前と形だけで順序が決まらなければ、層の名前を順に並べます。",
    ],
  },
  prefix: {
    option: "prefix",
    words: [
      "PyTorch weights: what the network's tensors begin with, where the file holds several networks",
      "PyTorch の重みの場合に、ファイルに複数のネットワークがあれば、テンソルの名前の先頭を指定します。",
    ],
  },
  graphOutput: {
    option: "graph-output",
    words: [
      "ONNX: which of several outputs is meant",
      "ONNX の場合に、複数の出力のどれを使うかを指定します。",
    ],
  },
  output: {
    option: "output",
    words: [
      "a network that ends in weighted sums: `softmax` or `sigmoid` if they are logits, `linear` if they are numbers",
      "重み付き和で終わるネットワークの場合に、ロジットなら `softmax` か `sigmoid`、数値なら `linear` と指定します。",
    ],
  },
  divideBy: {
    option: "divide-by",
    words: [
      "what raw inputs are divided by: 255 for a network that learned from pixels of 0 to 1",
      "入力を割る数です。0〜1 のピクセルで学習したネットワークなら 255 です。",
    ],
  },
  pictures: {
    option: "",
    words: [
      "whether it is to be shown pictures, whose pixels are then divided by 255 if the file does not say how they are scaled. " +
        "The command and the Studio set it themselves",
      "画像を入力するかどうかです。スケーリングがファイルになければ、ピクセルを 255 で割ります。コマンドと Studio は自動で指定します。",
    ],
  },
};

/** Of the standard set. @type {readonly Row[]} */
export const ONNX_WORDS = [
  {
    names: ["MatMul", "Gemm"],
    words: [
      "a dense layer: the matrix is constant, its numbers have fractions. `Gemm` without `transA`; a constant bias",
      "全結合層です。行列とバイアスは、小数の型の定数に限ります。`Gemm` の `transA` は使えません。",
    ],
  },
  {
    names: ["BatchNormalization"],
    words: [
      "folded into the dense layers beside it, or kept before the first. For inference only",
      "隣の全結合層に含めます。最初の層の前なら前処理にします。推論用のものに限ります。",
    ],
  },
  {
    names: ["Softmax", "LogSoftmax"],
    words: [
      "over all of an example's numbers, at the end. Of `LogSoftmax` Akari gives the probabilities, and says so",
      "最後にある、1 件のすべての数値にわたるものを読めます。`LogSoftmax` では確率を出力し、そのことを知らせます。",
    ],
  },
  {
    names: ["ReduceSum"],
    words: [
      "only as what probabilities are divided by, along the last axis",
      "確率を割る合計としてだけ読めます（最後の軸）。",
    ],
  },
  {
    names: ["Concat"],
    words: [
      "input columns side by side, each scaled by itself; `1 − p` beside `p`; parts of a shape",
      "それぞれスケーリングした入力の列、`1 − p` と `p`、形の一部をつなぎます。",
    ],
  },
  {
    names: ["Add", "Sub", "Mul", "Div", "Sum", "Max", "Min"],
    words: [
      "with constants, or of functions of the same neuron. A constant of `Max` and `Min` is one number for all neurons",
      "定数との計算か、同じニューロンの関数どうしの計算です。`Max` と `Min` の定数は、全ニューロンで共通のものに限ります。",
    ],
  },
  {
    names: ["Sigmoid", "Tanh", "Relu", "Softplus"],
    words: ["the activation", "活性化関数です。"],
  },
  {
    names: ["LeakyRelu", "PRelu", "Elu", "Celu", "Gelu", "Swish"],
    words: [
      "if it comes to one of Akari's activations: a leaky slope of 0.01, one for all neurons; an `alpha` of 1; " +
        "GELU that is not approximated",
      "Akari の活性化関数と同じになるものを読めます。Leaky ReLU の傾きは全ニューロン共通で 0.01、`alpha` は 1、GELU は近似でないものです。",
    ],
  },
  {
    names: ["Abs", "Neg", "Exp", "Log", "Reciprocal", "Erf", "Pow", "Sqrt", "Clip"],
    words: [
      "as parts of an activation that is written with them. `Pow` with a whole exponent, `Sqrt` of constants only; limits of " +
        "`Clip` beyond 1e30 are none",
      "式で書かれた活性化関数の一部として読めます。`Pow` の指数は整数、`Sqrt` は定数に限ります。`Clip` の 1e30 より遠い限界は、ないものとします。",
    ],
  },
  {
    names: ["Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Not", "Where"],
    words: [
      "as parts of an activation: conditions on the same neuron",
      "活性化関数の一部として読めます。同じニューロンについての条件に限ります。",
    ],
  },
  {
    names: ["Identity", "Dropout"],
    words: [
      "does nothing. `Dropout` not in training mode",
      "何もしません。`Dropout` は学習モードでないものに限ります。",
    ],
  },
  {
    names: ["Cast", "CastLike"],
    words: [
      "to numbers with fractions; to 16 bits is said: Akari computes with 32",
      "小数の型に変換します。16 ビットへの変換なら、Akari は 32 ビットで計算することを知らせます。",
    ],
  },
  {
    names: ["Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose"],
    words: [
      "as long as examples stay apart and the order of their numbers stays; constants as well",
      "データどうしが混ざらず、数値の順序が変わらないものを読めます。定数にも使えます。",
    ],
  },
  {
    names: ["Constant", "Shape", "Gather", "Slice"],
    words: [
      "numbers that the graph holds, and parts of shapes; of vectors only",
      "グラフの中の数値と、形の一部です。ベクトルに限ります。",
    ],
  },
];

/** Of the set ai.onnx.ml. @type {readonly Row[]} */
export const CLASSICAL_WORDS = [
  { names: ["Scaler"], words: ["scaling of the inputs", "入力をスケーリングします。"] },
  {
    names: ["LinearRegressor"],
    words: [
      "a linear layer, `post_transform` `NONE`",
      "線形の層です。`post_transform` は `NONE` に限ります。",
    ],
  },
  {
    names: ["LinearClassifier"],
    words: [
      "a linear layer with the classes' names, `post_transform` `NONE`, `SOFTMAX` or `LOGISTIC`",
      "クラスの名前を持つ線形の層です。`post_transform` は `NONE`、`SOFTMAX`、`LOGISTIC` です。",
    ],
  },
  {
    names: ["Normalizer"],
    words: [
      "`norm` `L1`, of probabilities that have a sum of 1 already",
      "`norm` が `L1` で、合計がすでに 1 の確率に対するものを読めます。",
    ],
  },
  { names: ["ZipMap"], words: ["gives the classes their names", "クラスに名前を付けます。"] },
  {
    names: ["ArrayFeatureExtractor"],
    words: ["takes the name of the class that was chosen", "選ばれたクラスの名前を取り出します。"],
  },
];

/** @type {readonly Row[]} */
export const KERAS_WORDS = [
  { names: ["InputLayer"], words: ["one input, of numbers", "数値の入力 1 つです。"] },
  {
    names: ["Dense"],
    words: [
      "with one of the [activations](models.md#its-functions) that have a Keras name; not quantised, without LoRA",
      "Keras での名前がある[活性化関数](models.ja.md#関数)を持つものを読めます。量子化や LoRA は読めません。",
    ],
  },
  {
    names: ["Activation", "ReLU", "LeakyReLU", "ELU", "Softmax"],
    words: [
      "right behind a dense layer. `ReLU` without maximum and threshold, its slope 0 or 0.01; `LeakyReLU` with 0.01; `ELU` with 1; " +
        "`Softmax` over the last axis",
      "全結合層の直後のものを読めます。`ReLU` は上限としきい値がなく、傾きが 0 か 0.01 のものです。`LeakyReLU` は 0.01、`ELU` は 1、`Softmax` は最後の軸に限ります。",
    ],
  },
  {
    names: ["Rescaling", "Normalization", "BatchNormalization"],
    words: [
      "before the first dense layer: scaling of the inputs. Elsewhere folded into the dense layers",
      "最初の全結合層の前なら、入力のスケーリングにします。それ以外は全結合層に含めます。",
    ],
  },
  {
    names: ["Flatten", "Reshape", "Permute"],
    words: ["the order of the inputs, row by row", "入力の順序を決めます（行ごと）。"],
  },
  {
    names: [
      "Identity",
      "Dropout",
      "GaussianDropout",
      "GaussianNoise",
      "AlphaDropout",
      "ActivityRegularization",
    ],
    words: ["left out: does nothing after training", "省きます。学習後は何もしないからです。"],
  },
];

/**
 * What ends the names of a module's tensors.
 *
 * @type {Readonly<Record<import("../src/formats/safetensors/torch-modules.js").TorchModule["kind"], { title: string, parts: readonly string[], words: Words }>>}
 */
export const TORCH_WORDS = {
  linear: {
    title: "nn.Linear",
    parts: ["weight", "bias"],
    words: [
      "`[units, inputs]` and `[units]`; without a bias it is 0",
      "`[units, inputs]` と `[units]` です。バイアスがなければ 0 とします。",
    ],
  },
  "batch-norm": {
    title: "nn.BatchNorm1d",
    parts: ["running_mean", "running_var", "weight", "bias", "num_batches_tracked"],
    words: [
      "`[units]` each; folded into the dense layer whose number it has or beside which it stands in a `Sequential`; epsilon 1e-5 is assumed",
      "それぞれ `[units]` です。番号が同じ、または `Sequential` で隣にある全結合層に含めます。ε は 1e-5 と仮定します。",
    ],
  },
};

/** What is written into an ONNX file. */
export const WRITTEN_WORDS = {
  layers: /** @type {Words} */ (["weighted sums and the output", "重み付き和と出力"]),
  pair: /** @type {Words} */ ([
    "two classes of one sigmoid neuron",
    "シグモイドの 1 ニューロンが表す 2 クラス",
  ]),
  pixels: /** @type {Words} */ (["pixels", "ピクセル"]),
  scaled: /** @type {Words} */ (["scaled inputs", "スケーリングした入力"]),
  numbers: /** @type {Words} */ (["number and date columns of a table", "表の数値と日付の列"]),
  texts: /** @type {Words} */ (["category and yes-no columns", "カテゴリーとはい/いいえの列"]),
  products: /** @type {Words} */ (["products of columns", "列どうしの積"]),
  targets: /** @type {Words} */ (["values in their own units", "元の単位の数値"]),
};
