import { compile, defineModel, type Model } from "akari";
import { HIDDEN_ACTIVATION_NAMES, initializeParameters } from "akari/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Change,
  changed,
  heldAmong,
  LARGEST,
  originally,
  withChange,
  without,
  withoutHolding,
} from "./what-if";

const SIZES = [5, 9, 3, 2];

const models = fc
  .record({ activation: fc.constantFrom(...HIDDEN_ACTIVATION_NAMES), seed: fc.nat(1000) })
  .map(({ activation, seed }): Model => {
    const definition = defineModel({
      inputs: SIZES[0],
      layers: [
        { units: SIZES[1], activation },
        { units: SIZES[2], activation },
        { units: SIZES[3], activation: "softmax" },
      ],
    });
    return { definition, parameters: initializeParameters(definition, seed) };
  });

const value = fc.float({ min: -3, max: 3, noNaN: true }).map((n) => n + 0);
const neuron = (layers: number) =>
  fc
    .integer({ min: 1, max: layers })
    .chain((layer) => fc.record({ layer: fc.constant(layer), unit: fc.nat(SIZES[layer] - 1) }));
const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .record({ at: neuron(3), value })
    .chain(({ at, value }) =>
      fc.nat(SIZES[at.layer - 1] - 1).map((from) => ({ kind: "weight" as const, ...at, from, value })),
    ),
  fc.record({ at: neuron(3), value }).map(({ at, value }) => ({ kind: "bias" as const, ...at, value })),
  fc.record({ at: neuron(2), value }).map(({ at, value }) => ({ kind: "hold" as const, ...at, value })),
);
const changes = fc.array(change, { maxLength: 8 });
const input = fc.array(value, { minLength: SIZES[0], maxLength: SIZES[0] });

const made = (model: Model, all: readonly Change[]): readonly Change[] =>
  all.reduce((before: readonly Change[], each) => withChange(model, before, each), []);

describe("a network changed by hand", () => {
  it("is the one with those parameters, and the loaded one is never touched", () => {
    fc.assert(
      fc.property(models, changes, (model, all) => {
        const before = structuredClone(model.parameters);
        const expected = structuredClone(model.parameters);
        for (const each of all) {
          const { weight, bias } = expected[each.layer - 1];
          if (each.kind === "bias") bias[each.unit] = each.value;
          if (each.kind === "weight") weight[each.unit * SIZES[each.layer - 1] + each.from] = each.value;
        }
        expect(changed(model, made(model, all)).parameters).toEqual(expected);
        expect(model.parameters).toEqual(before);
      }),
    );
  });

  it("is itself again, and traces the same, once each number is put back", async () => {
    await fc.assert(
      fc.asyncProperty(models, changes, input, async (model, all, given) => {
        using compiled = await compile(model);
        const before = compiled.trace(given);
        let left = made(model, all);
        compiled.setParameters(changed(model, left).parameters);
        compiled.trace(given, { hold: heldAmong(left) });
        for (const each of left) {
          const value = originally(model, each);
          left = value === undefined ? without(left, each) : withChange(model, left, { ...each, value });
        }
        expect(left).toEqual([]);
        expect(changed(model, left)).toBe(model);
        compiled.setParameters(model.parameters);
        expect(compiled.trace(given, { hold: heldAmong(left) })).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it("has the same outputs as the plain one in which held neurons are constants", async () => {
    await fc.assert(
      fc.asyncProperty(models, changes, input, async (model, all, given) => {
        const hold = heldAmong(made(model, all));
        const shown = changed(model, made(model, all));
        using holding = await compile(shown);
        using plain = await compile(withoutHolding(shown, hold));
        const outputs = holding.trace(given, { hold }).layers[2].activations;
        plain.predict(given).forEach((output, i) => {
          expect(Math.abs(output - outputs[i])).toBeLessThan(1e-4);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("counts a place once, with what it was changed to last", () => {
    fc.assert(
      fc.property(models, change, value, (model, first, next) => {
        const both = made(model, [first, { ...first, value: next }]);
        expect(both).toEqual(originally(model, first) === next ? [] : [{ ...first, value: next }]);
      }),
    );
  });

  it("takes no number that would break it", () => {
    const [model] = fc.sample(models, 1);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -2 * LARGEST]) {
      expect(() => withChange(model, [], { kind: "bias", layer: 1, unit: 0, value: bad })).toThrow(
        RangeError,
      );
    }
  });
});

it("is not copied where nothing is changed or held", () => {
  const [model] = fc.sample(models, 1);
  expect(changed(model, [{ kind: "hold", layer: 1, unit: 0, value: 1 }])).toBe(model);
  expect(withoutHolding(model, [])).toBe(model);
});
