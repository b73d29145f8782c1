/**
 * @file Points of the plane that a network learns from: what they can be, what can be done to a set of them, and how it becomes
 * a data set.
 */

import type { Dataset } from "akari";

/** `curve`: y from x. `surface`: a value from x₁ and x₂. `classes`: a class from x₁ and x₂. */
export type PointKind = "curve" | "surface" | "classes";

/** What a network learns from points. */
export interface PointTask {
  readonly name: string;
  readonly kind: PointKind;
  /** Number of classes; 0 where a value is learned. */
  readonly classes: number;
  /** What goes across and what goes up, where that is somebody's own. */
  readonly axes?: readonly [Axis, Axis];
  /** What the classes are called, where they have names. */
  readonly labels?: readonly string[];
}

/** A column of a table along an axis: its least value a little above −1, its largest a little below 1. */
export interface Axis {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

/** How far from the middle the least and the largest value of an axis are. */
export const AXIS_REACH = 0.9;

/** What stands at a place of an axis, −1 to 1. */
export const valueAt = ({ least, most }: Axis, place: number): number =>
  least + ((place / AXIS_REACH + 1) / 2) * (most - least);

/** A point of the plane, both coordinates from −1 to 1. */
export interface Sample {
  readonly x: number;
  /** Where a curve is to be learned, this is what `x` is to give. */
  readonly y: number;
  /** The class, or for a surface the value from −1 to 1. 0 where `y` is what is learned. */
  readonly target: number;
}

/** Number of a point's coordinates that a network takes in. */
export const inputCount = ({ kind }: PointTask): number => (kind === "curve" ? 1 : 2);

/** Raw inputs of samples, `[n, inputs]`. */
export function inputsOf(task: PointTask, samples: readonly Sample[]): Float32Array {
  const columns = inputCount(task);
  const data = new Float32Array(samples.length * columns);
  samples.forEach(({ x, y }, n) => {
    data[n * columns] = x;
    if (columns === 2) data[n * columns + 1] = y;
  });
  return data;
}

/** What samples' outputs are to be: a class's number or a value. */
export const targetOf = ({ kind }: PointTask, { y, target }: Sample): number =>
  kind === "curve" ? y : target;

/** Points as the data set that a network learns a task from. */
export function toDataset(task: PointTask, samples: readonly Sample[]): Dataset {
  const targets = samples.map((sample) => targetOf(task, sample));
  return {
    name: task.name,
    features: { data: inputsOf(task, samples), rows: samples.length, columns: inputCount(task) },
    targets:
      task.kind === "classes"
        ? {
            kind: "classes",
            classes: Uint8Array.from(targets),
            names: Array.from({ length: task.classes }, (_, i) => String(i + 1)),
          }
        : { kind: "values", data: Float32Array.from(targets), columns: 1 },
    preprocessing: { divideBy: 1 },
  };
}

const inside = (value: number): number => Math.round(Math.max(-1, Math.min(1, value)) * 1000) / 1000;

export const added = (
  samples: readonly Sample[],
  x: number,
  y: number,
  target: number,
): readonly Sample[] => [...samples, { x: inside(x), y: inside(y), target }];

export const moved = (samples: readonly Sample[], index: number, x: number, y: number): readonly Sample[] =>
  samples.with(index, { ...samples[index], x: inside(x), y: inside(y) });

export const removed = (samples: readonly Sample[], index: number): readonly Sample[] =>
  samples.filter((_, i) => i !== index);

export const retargeted = (samples: readonly Sample[], index: number, target: number): readonly Sample[] =>
  samples.with(index, { ...samples[index], target });
