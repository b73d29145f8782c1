import fc from "fast-check";
import { expect, test } from "vitest";
import { type HistoryEpoch, historyCsv, historyJson } from "./history.js";
import type { EpochEvent } from "./run.js";

const number = fc.double();
const history = fc.array(
  fc.record(
    {
      type: fc.constant("epoch" as const),
      epoch: fc.nat(),
      step: fc.nat(),
      loss: number,
      learningRate: number,
      validationLoss: number,
      validationAccuracy: number,
      seconds: number,
      samplesPerSecond: number,
    },
    { requiredKeys: ["type", "epoch", "step", "loss", "seconds", "samplesPerSecond"] },
  ),
) as fc.Arbitrary<EpochEvent[]>;

test("JSON has every figure, a line an epoch", () => {
  fc.assert(
    fc.property(history, (epochs) => {
      const text = historyJson(epochs);
      const figures = epochs.map(({ type: _, ...rest }) => rest);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(figures)));
      expect(text.split("\n")).toHaveLength(epochs.length + 3);
    }),
  );
});

test("CSV has every figure under its name, and empty cells for those that are not there", () => {
  fc.assert(
    fc.property(history, (epochs) => {
      const [names, ...rows] = historyCsv(epochs)
        .trimEnd()
        .split("\n")
        .map((line) => line.split(","));
      expect(names).toHaveLength(8);
      const read = rows.map((cells) =>
        Object.fromEntries(names.flatMap((name, i) => (cells[i] === "" ? [] : [[name, Number(cells[i])]]))),
      );
      // Text has one zero.
      const plain = epochs.map(({ type: _, ...rest }) =>
        Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value + 0 === 0 ? 0 : value])),
      );
      expect(read).toEqual(plain);
    }),
  );
});

test("what they look like", () => {
  const epoch: HistoryEpoch = { epoch: 1, step: 6, loss: 0.5, seconds: 0.25, samplesPerSecond: 720 };
  const validated = { ...epoch, epoch: 2, validationLoss: Number.POSITIVE_INFINITY, validationAccuracy: 1 };
  expect(historyJson([epoch, validated])).toBe(
    '[\n{"epoch":1,"step":6,"loss":0.5,"seconds":0.25,"samplesPerSecond":720},\n' +
      '{"epoch":2,"step":6,"loss":0.5,"validationLoss":null,"validationAccuracy":1,"seconds":0.25,"samplesPerSecond":720}\n]\n',
  );
  expect(historyCsv([epoch, validated])).toBe(
    "epoch,step,loss,learningRate,validationLoss,validationAccuracy,seconds,samplesPerSecond\n" +
      "1,6,0.5,,,,0.25,720\n2,6,0.5,,Infinity,1,0.25,720\n",
  );
});
