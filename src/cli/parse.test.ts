import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AkariError } from "../error.js";
import { COMMAND_NAMES, type CommandName } from "./commands.js";
import { READING_OPTIONS } from "./options/reading.js";
import { OPTIONS, type OptionName, optionDefinition } from "./options.js";
import { parseArguments } from "./parse.js";

const parse = (line: string, command: CommandName = "train") =>
  parseArguments(command, line === "" ? [] : line.split(" "));

function complaint(line: string, command: CommandName = "train"): string {
  try {
    parse(line, command);
  } catch (error) {
    expect(error).toBeInstanceOf(AkariError);
    return (error as AkariError).message;
  }
  throw new Error(`akari ${command} ${line} was accepted`);
}

describe("what is accepted", () => {
  test("every option of train has its value read", () => {
    const line =
      "mnist --layers 32,8 --activation leaky-relu --output sigmoid --loss mse --optimizer sgd --lr 1e-2 " +
      "--momentum .5 --weight-decay 0 --batch 64 --epochs 3 --steps 100 --seed 7 --shuffle false " +
      "--validation 0.2 --keep-best --init a.safetensors --engine wasm --threads 2 --checkpoint 2epochs " +
      "--resume c.safetensors --out b.safetensors --json --debug";
    const { texts, ...parsed } = parse(line);
    expect(texts.get("activation")).toBe("leaky-relu");
    expect(parsed).toEqual({
      operands: ["mnist"],
      options: {
        layers: [32, 8],
        activation: "leaky_relu",
        output: "sigmoid",
        loss: "mean_squared_error",
        optimizer: "sgd",
        lr: 0.01,
        momentum: 0.5,
        "weight-decay": 0,
        batch: 64,
        epochs: 3,
        steps: 100,
        seed: 7,
        shuffle: false,
        validation: 0.2,
        "keep-best": true,
        init: "a.safetensors",
        engine: "wasm",
        threads: 2,
        checkpoint: { epochs: 2 },
        resume: "c.safetensors",
        out: "b.safetensors",
        json: true,
        debug: true,
      },
    });
  });

  test("nothing is filled in that was not given", () => {
    expect(parse("mnist").options).toEqual({});
  });

  test("values after an equals sign, options before the operand, paths with a dash", () => {
    expect(parse("--lr=0.5 mnist --out -x.safetensors")).toEqual({
      operands: ["mnist"],
      options: { lr: 0.5, out: "-x.safetensors" },
      texts: new Map([
        ["lr", "0.5"],
        ["out", "-x.safetensors"],
      ]),
    });
    expect(parse("m.safetensors -- -3.png --json", "predict").operands).toEqual([
      "m.safetensors",
      "-3.png",
      "--json",
    ]);
  });

  test.each([
    ["none", []],
    ["NONE", []],
    ["1", [1]],
    ["512,256,128", [512, 256, 128]],
  ])("--layers %s", (text, sizes) => {
    expect(parse(`mnist --layers ${text}`).options.layers).toEqual(sizes);
  });

  test.each([
    ["1000", { steps: 1000 }],
    ["500steps", { steps: 500 }],
    ["1step", { steps: 1 }],
    ["2epochs", { epochs: 2 }],
    ["1Epoch", { epochs: 1 }],
  ])("--checkpoint %s", (text, every) => {
    expect(parse(`mnist --checkpoint ${text}`).options.checkpoint).toEqual(every);
  });

  test("--checkpoint, words apart", () => {
    const { options } = parseArguments("train", ["mnist", "--checkpoint", "500 steps"]);
    expect(options.checkpoint).toEqual({ steps: 500 });
  });

  test.each([
    ["auto", "auto"],
    ["AUTO", "auto"],
    ["4", 4],
  ])("--threads %s", (text, threads) => {
    expect(parse(`mnist --threads ${text}`).options.threads).toBe(threads);
  });

  test("a checkpoint knows the data and the optimizer", () => {
    expect(parse("--resume c.safetensors").operands).toEqual([]);
    expect(parse("moved --resume c.safetensors").operands).toEqual(["moved"]);
    expect(parse("--resume c.safetensors --momentum 0.9").options.momentum).toBe(0.9);
  });

  test.each([
    ["cross-entropy", "cross_entropy"],
    ["bce", "binary_cross_entropy"],
    ["MAE", "mean_absolute_error"],
    ["huber", "huber"],
  ])("--loss %s", (text, loss) => {
    expect(parse(`mnist --loss ${text}`).options.loss).toBe(loss);
  });
});

describe("options that do not exist or would do nothing", () => {
  test.each([
    ["--lerning-rate 0.1", "--lr RATE"],
    ["--learning-rate=0.1", "--lr RATE"],
    ["--batch-size 8", "--batch N"],
    ["--epoch 3", "--epochs N"],
    ["--no-shuffle", "--shuffle false"],
    ["--jsno", "--json"],
    ["--weightdecay 0", "--weight-decay NUMBER"],
    ["--l2 0", "--weight-decay NUMBER"],
  ])("%s: did you mean %s", (options, meant) => {
    expect(complaint(`mnist ${options}`)).toContain(`Did you mean ${meant}?`);
  });

  test.each([
    ["evaluate", "m d --batch 3", "is for akari train"],
    ["predict", "m a.png --index 3", "is for akari trace"],
    [
      "summary",
      "m --engine wasm",
      "is for akari train and search and evaluate and report and predict and trace",
    ],
    ["train", "mnist --part test", "is for akari evaluate"],
  ] as const)("akari %s %s", (command, line, where) => {
    expect(complaint(line, command)).toContain(where);
  });

  test.each([
    ["--momentum 0.9", "--momentum would be ignored with --optimizer adam"],
    ["--layers none --batch-norm", "--batch-norm would be ignored with --layers none"],
    ["--layers none --dropout 0.2", "--dropout would be ignored with --layers none"],
    ["--optimizer AdamW --momentum 0.9", "--momentum would be ignored with --optimizer adamw"],
    ["--optimizer lbfgs --lr 0.1", "--lr would be ignored with --optimizer lbfgs"],
    ["--optimizer lbfgs --momentum 0.1", "--momentum would be ignored with --optimizer lbfgs"],
    ["--optimizer lbfgs --batch 8", "--batch would be ignored with --optimizer lbfgs"],
    ["--optimizer lbfgs --threads 2", "--threads would be ignored with --optimizer lbfgs"],
    ["--optimizer lbfgs --l1 0.1", "--l1 would be ignored with --optimizer lbfgs"],
    ["--optimizer lbfgs --dropout 0.1", "--dropout would be ignored with --optimizer lbfgs"],
    ["--optimizer lbfgs --input-dropout 0.1", "--input-dropout would be ignored with --optimizer lbfgs"],
    ["--engine reference --threads auto", "--threads would be ignored with --engine reference"],
    ["--layers none --activation relu", "--activation would be ignored with --layers none"],
    ["--lr 1 --lr 2", "--lr is given twice"],
    ["--json --json", "--json is given twice"],
  ])("%s", (options, sentence) => {
    expect(complaint(`mnist ${options}`)).toContain(sentence);
  });

  test("a file that looks like an option", () => {
    expect(complaint("m.safetensors -nine.png", "predict")).toContain("./-nine.png");
  });
});

describe("values that are none", () => {
  test.each([
    ["--lr banana", '--lr must be a number of 0 or more, not "banana"'],
    ["--lr -1", '--lr must be a number of 0 or more, not "-1"'],
    ["--lr=", '--lr must be a number of 0 or more, not ""'],
    ["--lr 0x10", "--lr must be a number"],
    ["--lr Infinity", "--lr must be a number"],
    ["--lr 1e999", "--lr must be a number"],
    ["--lr", "--lr needs a value: --lr RATE"],
    ["--lr --seed 3", "--lr needs a value: --lr RATE"],
    ["--layers 16,x", '"x" is not a whole number above 0'],
    ["--layers 16,", '"" is not a whole number above 0'],
    ["--layers 0", '"0" is not a whole number above 0'],
    ["--layers -4", '"-4" is not a whole number above 0'],
    ["--layers 1.5", '"1.5" is not a whole number above 0'],
    ["--epochs 0", "--epochs must be a whole number of 1 or more"],
    ["--epochs 2.5", "--epochs must be a whole number of 1 or more"],
    ["--batch -3", "--batch must be a whole number of 1 or more"],
    ["--seed -1", "--seed must be a whole number of 0 or more"],
    ["--validation 1.5", "--validation must be a number from 0 to below 1"],
    ["--validation 1", "--validation must be a number from 0 to below 1"],
    ["--clip 0", '--clip must be a number above 0, not "0"'],
    ["--dropout 0.2,1", '--dropout must be a number from 0 to below 1, not "1"'],
    ["--dropout 0.2, --epochs 1", '--dropout must be a number from 0 to below 1, not ""'],
    ["--optimizer sgd --momentum 1", "--momentum must be a number from 0 to below 1"],
    ["--shuffle no", '--shuffle must be true or false, not "no"'],
    ["--shuffle", "--shuffle needs a value"],
    ["--json=yes", '--json takes no value; leave out "=yes"'],
    ["--optimizer adma", "Did you mean adam?"],
    ["--activation softmax", "--activation does not know"],
    ["--loss crossentropy", "Did you mean cross_entropy?"],
    ["--engine wsam", "Did you mean wasm?"],
    ["--out=", "--out needs a value"],
    ["--threads 0", '--threads must be auto or a whole number of 1 or more, not "0"'],
    ["--threads all", "--threads must be auto"],
    [
      "--checkpoint 0",
      '--checkpoint takes a number of steps, such as 1000, or of epochs, such as 2epochs; "0"',
    ],
    ["--checkpoint every", '"every" is neither'],
    ["--checkpoint 1.5epochs", '"1.5epochs" is neither'],
  ])("%s", (options, sentence) => {
    expect(complaint(`mnist ${options}`)).toContain(sentence);
  });
});

describe("operands", () => {
  test.each([
    ["train", "", "akari train needs DATA"],
    ["train", "mnist fashion", 'does not know what to do with "fashion"'],
    ["train", "a b --resume c", 'does not know what to do with "b"'],
    ["evaluate", "m.safetensors", "akari evaluate needs DATA"],
    ["predict", "m.safetensors", "akari predict needs INPUT"],
    ["trace", "", "akari trace needs MODEL"],
    ["summary", "a b", "Call it so: akari summary MODEL"],
  ] as const)("akari %s %s", (command, line, sentence) => {
    expect(complaint(line, command)).toContain(sentence);
  });

  test("an empty one", () => {
    expect(() => parseArguments("train", [""])).toThrow(/DATA is empty/);
  });
});

test("whatever is typed, the answer is arguments or an AkariError", () => {
  const word = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      "--",
      "-",
      "--lr",
      "--json",
      "--layers=",
      "-h",
      "--lr=3",
      "none",
      "__proto__",
      "--__proto__",
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...COMMAND_NAMES), fc.array(word, { maxLength: 6 }), (command, args) => {
      try {
        const { operands } = parseArguments(command, args);
        expect(args).toEqual(expect.arrayContaining([...operands]));
      } catch (error) {
        expect(error).toBeInstanceOf(AkariError);
      }
    }),
  );
});

test("the options that say how data are read are those of the table, in its order", () => {
  const names = (Object.keys(OPTIONS) as OptionName[]).filter(
    (name) => optionDefinition(name).kinds !== undefined,
  );
  expect(READING_OPTIONS).toEqual(names);
});
