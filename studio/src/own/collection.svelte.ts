/**
 * @file The classes that somebody makes of their own examples, and the network that learns to tell them apart. Lives as
 * long as the page, so that closing the dialog loses nothing.
 */

import type { Model } from "akari";
import type { TrainingRecord } from "akari/formats";
import type { WorkerLink } from "../kit/worker-link";
import { countParts, type ExampleClass, findLack } from "./examples";
import { Learner } from "./learner.svelte";
import type { OwnTasks, Progress, Trained } from "./training";

/** What a file is: an example, or none, and why. */
export type FromFile<Example, Problem> = { readonly example: Example } | { readonly problem: Problem };

/** What differs from one kind of examples to another. */
export interface Material<Example, Problem> {
  readonly read: (file: File) => Promise<FromFile<Example, Problem>>;
  /** Hands the classes to the Worker. */
  readonly train: (
    worker: WorkerLink<OwnTasks, Progress>,
    classes: readonly ExampleClass<Example>[],
  ) => Promise<Trained>;
}

/** A class that can still be changed. */
export class OwnClass<Example> implements ExampleClass<Example> {
  name: string = $state("");
  examples: readonly Example[] = $state.raw([]);

  constructor(name: string) {
    this.name = name;
  }
}

/** A network, and how many of the examples held out it gets right. */
interface Learned {
  readonly model: Model;
  readonly record: TrainingRecord;
  readonly right: number;
  readonly held: number;
}

interface Removed {
  readonly what: "example" | "class";
  /** Of the class. */
  readonly name: string;
  readonly restore: () => void;
}

export class Collection<Example, Problem extends string> extends Learner<OwnTasks, Learned> {
  classes: OwnClass<Example>[] = $state([]);
  /** The class that new examples go to, by its place. */
  chosen: number = $state(0);
  /** What was not added, and why. */
  refused: readonly { readonly name: string; readonly problem: Problem }[] = $state.raw([]);
  /** What was removed last. */
  removed: Removed | undefined = $state.raw();
  readonly lack = $derived(findLack(this.classes));
  readonly #material: Material<Example, Problem>;

  constructor(names: readonly string[], material: Material<Example, Problem>) {
    super(() => new Worker(new URL("./train.worker.ts", import.meta.url), { type: "module" }));
    this.classes = names.map((name) => new OwnClass(name));
    this.#material = material;
  }

  add(example: Example): void {
    const one = this.classes[this.chosen];
    one.examples = [...one.examples, example];
    this.touch();
  }

  /** Takes the example out of its class. */
  remove(one: OwnClass<Example>, index: number): void {
    const example = one.examples[index];
    one.examples = one.examples.toSpliced(index, 1);
    this.removed = {
      what: "example",
      name: one.name,
      restore: () => {
        one.examples = one.examples.toSpliced(index, 0, example);
      },
    };
    this.touch();
  }

  /** Brings back what was removed last. */
  undo(): void {
    this.removed?.restore();
    this.removed = undefined;
    this.touch();
  }

  addClass(name: string): void {
    this.classes.push(new OwnClass(name));
    this.chosen = this.classes.length - 1;
    this.touch();
  }

  removeClass(index: number): void {
    const [one] = this.classes.splice(index, 1);
    this.chosen = Math.min(this.chosen, this.classes.length - 1);
    this.removed = {
      what: "class",
      name: one.name,
      restore: () => {
        this.classes.splice(index, 0, one);
      },
    };
    this.touch();
  }

  /** Has these classes, and of the others those that have examples. */
  protected keepFilled(names: readonly string[]): void {
    const kept = this.classes.filter(({ name, examples }) => examples.length > 0 || names.includes(name));
    const missing = names.filter((name) => kept.every((one) => one.name !== name));
    this.classes = [...kept, ...missing.map((name) => new OwnClass<Example>(name))];
    this.chosen = this.classes.findIndex(({ name }) => name === names[0]);
    this.touch();
  }

  /** Reads files into the chosen class, one after the other. */
  async addFiles(files: readonly File[]): Promise<void> {
    const refused: { name: string; problem: Problem }[] = [];
    for (const file of files) {
      const read = await this.#material.read(file);
      if ("problem" in read) refused.push({ name: file.name, problem: read.problem });
      else this.add(read.example);
    }
    this.refused = refused;
  }

  touch(): void {
    this.changed = true;
  }

  /** Learns from the examples as they are now, in place of what was learning. */
  train(): Promise<void> {
    return this.learn(async () => {
      const { held } = countParts(this.classes);
      const { model, record, accuracy } = await this.#material.train(this.worker, this.classes);
      this.worker.close();
      return { model, record, right: Math.round(accuracy * held), held };
    });
  }
}
