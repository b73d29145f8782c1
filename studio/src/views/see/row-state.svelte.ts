/**
 * @file The row that goes through a network of a table, kept while other views are looked at.
 */

import type { Model } from "akari";
import { type Failure, failureOf } from "../../kit/failure";
import type { HeldRow } from "../../own/table/training";
import type { NetworkInput } from "../../studio.svelte";
import { stateOf } from "../../visit/states.svelte";
import { type Cells, inputsOfRow, usualCells } from "./row";

/** A row as inputs of a network, or why it is none. */
type Encoded = { readonly input: NetworkInput } | { readonly failure: Failure };

export class RowState {
  cells: Cells = $state.raw({});
  /** The row of the table that it is, as long as nothing in it is changed. */
  chosen: HeldRow | undefined = $state.raw();
  #model: Model | undefined;

  /** Begins with a network: with the first row that was held out, or a usual one. Another network of the same columns keeps the row. */
  begin(model: Model, held: readonly HeldRow[]): void {
    const { table } = model.definition.preprocessing;
    if (table === undefined || model === this.#model) return;
    const before = this.#model?.definition.preprocessing.table;
    this.#model = model;
    const isSame = before !== undefined && JSON.stringify(before) === JSON.stringify(table);
    const [first] = held;
    if (isSame) {
      const { chosen } = this;
      this.chosen = held.find(({ line, cells }) => line === chosen?.line && sameCells(cells, chosen.cells));
      return;
    }
    if (first === undefined) [this.cells, this.chosen] = [usualCells(table), undefined];
    else this.choose(first);
  }

  choose(row: HeldRow): void {
    [this.cells, this.chosen] = [row.cells, row];
  }

  set(column: string, text: string): void {
    this.cells = { ...this.cells, [column]: text };
    this.chosen = undefined;
  }

  encode({ definition }: Model): Encoded {
    try {
      return {
        input: { values: inputsOfRow(this.cells, definition.preprocessing), source: { kind: "row" } },
      };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }
}

const sameCells = (a: Cells, b: Cells): boolean => Object.keys(a).every((column) => a[column] === b[column]);

const KEY = Symbol("row");

export const useRowState = (): RowState => stateOf(KEY, () => new RowState());
