/**
 * @file Models that come to the page and leave it: as a file, or in a link. Whatever cannot be read becomes a sentence
 * in `notice`, and what was on the page stays.
 */

import { AkariError, type Model } from "akari";
import { encodeModel, MODEL_EXTENSIONS, type TrainingRecord } from "akari/formats";
import type { ActivationName } from "akari/model";
import { getContext, setContext } from "svelte";
import { type Failure, failureOf } from "../kit/failure";
import { saveBytes } from "../kit/hand-over";
import { type Assumed, readModel } from "../models/load";
import type { Studio } from "../studio.svelte";
import { LinkError, type LinkProblem, readLink } from "./link";

/** What there is to say about the last thing that was opened. */
export type Notice =
  | {
      readonly kind: "opened";
      readonly name: string;
      /** Whether its file carries a hash of Akari's, and has it. */
      readonly verified: boolean;
      /** What its file does not say and was taken to be so. */
      readonly assumed: readonly Assumed[];
      /** One a layer. */
      readonly activations: readonly ActivationName[];
    }
  | { readonly kind: "linked"; readonly trained: boolean }
  | { readonly kind: "file-error"; readonly failure: Failure }
  | { readonly kind: "unreadable"; readonly name: string }
  /** The network that comes with the page could not be fetched. */
  | { readonly kind: "no-network" }
  | { readonly kind: "link-error"; readonly problem: LinkProblem };

/** The dialogs that can stand over the page. */
export type DialogName = "share" | "own" | "record";

/** The endings of the files that can be opened, for the dialog that chooses one. */
export const ENDINGS = MODEL_EXTENSIONS.join(",");

/** The endings of tables; those of other programs' too, which are told how to be saved. */
export const TABLE_ENDINGS: readonly string[] = [".csv", ".tsv", ".tab", ".txt", ".gz"];
const TABLE_NAME = /\.(csv|tsv|tab|gz|xlsx?|ods|numbers)$/i;
const TEXT_NAME = /\.txt$/i;
/** So much of a text shows whether something separates cells in its first line. */
const START_BYTES = 4096;

/** Whether a file is a table for the dialog of own data, which says what is wrong with it if it is none after all. */
async function isTable(file: File): Promise<boolean> {
  if (!TEXT_NAME.test(file.name)) return TABLE_NAME.test(file.name);
  const start = await file
    .slice(0, START_BYTES)
    .text()
    .catch(() => "");
  return /[,;\t]/.test(start.split(/[\n\r]/, 1)[0]);
}

/** No model that a page can work with is larger; something else was dropped. */
const MOST_BYTES = 512 * 1024 * 1024;

export class ShareState {
  notice: Notice | undefined = $state.raw();
  dialog: DialogName | undefined = $state();
  /** A table that was dropped or chosen where files are: the dialog of own data opens it. */
  table: File | undefined = $state.raw();
  /** The model that came in the address, and the part of it that carries it: while it is shown, a reload shows it again. */
  linked: { readonly model: Model; readonly hash: string } | undefined = $state.raw();
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Shows the model of a file, or opens the dialog of own data with a table. @returns whether it was a model that could be read */
  async openFile(file: File): Promise<boolean> {
    if (await isTable(file)) {
      this.notice = undefined;
      this.table = file;
      this.dialog = "own";
      return false;
    }
    const notice = await this.#read(file);
    this.notice = notice;
    return notice.kind === "opened";
  }

  /** Shows the model that an address carries. @returns whether there is one and it could be read */
  async openLink(hash: string): Promise<boolean> {
    try {
      const found = await readLink(hash);
      if (found === undefined) return false;
      await this.#studio.show(found.model);
      this.linked = { model: found.model, hash };
      this.notice = { kind: "linked", trained: found.trained };
      return true;
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.notice = { kind: "link-error", problem: error.problem };
      return false;
    }
  }

  async #read(file: File): Promise<Notice> {
    if (file.size > MOST_BYTES) return { kind: "unreadable", name: file.name };
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      // A folder, or a file that is gone or may not be read: browsers tell no more.
      return { kind: "unreadable", name: file.name };
    }
    try {
      const { model, record, assumed, verified } = await readModel(bytes, file.name);
      await this.#studio.show(model, record);
      const activations = model.definition.layers.map(({ activation }) => activation);
      return { kind: "opened", name: file.name, verified: verified === true, assumed, activations };
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      return { kind: "file-error", failure: failureOf(error) };
    }
  }
}

/** Has the browser save a model as a file, with how it was trained where that is known. */
export async function saveModel(model: Model | undefined, record: TrainingRecord | undefined): Promise<void> {
  if (model === undefined) return;
  const { bytes } = await encodeModel(model, { record });
  saveBytes(bytes, fileName(model));
}

/** Such as `akari-784-16-16-10.safetensors`. */
export const fileName = ({ definition }: Model): string =>
  `akari-${[definition.inputs, ...definition.layers.map(({ units }) => units)].join("-")}.safetensors`;

const KEY = Symbol("sharing");

export const provideShareState = (studio: Studio): ShareState => setContext(KEY, new ShareState(studio));

export const useShareState = (): ShareState => getContext<ShareState>(KEY);
