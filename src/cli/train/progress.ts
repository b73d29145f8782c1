/**
 * @file Tells on standard error how training goes: a line an epoch, or every few epochs, and below them, in a terminal,
 * a live one with a bar for the whole run.
 */

import type { EpochEvent, ProgressEvent, TrainingEvent } from "../../training/run.js";
import type { Io } from "../io.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine, writeIfRead } from "../terminal/output.js";
import { CLEAR_LINE, canRedraw, DEFAULT_COLUMNS, drawnBar } from "../terminal/progress.js";
import { compact, count, duration, percent } from "../terminal/text.js";

/** Milliseconds between two drawings of the live line. */
const INTERVAL = 80;
/** Lines for epochs in all: of more epochs, only some are told of. */
const MOST_LINES = 50;
const WIDEST_BAR = 40;
const NARROWEST_BAR = 8;
/** Columns kept free: two before the bar, and some for the `^C` that a terminal writes. */
const SPARE = 6;

export interface Progress {
  show(event: TrainingEvent): void;
  /** Writes a line above the live one. */
  note(line: string): void;
  /** Takes the live line away and leaves an empty one before what follows. */
  end(): void;
}

/**
 * @param clock milliseconds, for how often to draw and how long it will take
 * @param monitor the figure of validation to show; the accuracy, where there is one, when left out
 */
export function progress(
  { stderr, env }: Pick<Io, "stderr" | "env">,
  clock: () => number = () => performance.now(),
  monitor?: "loss" | "accuracy",
): Progress {
  const live = canRedraw({ stderr, env });
  const style = streamStyle(stderr, env);
  let began = clock();
  let stepsBefore = 0;
  let drawn = Number.NEGATIVE_INFINITY;
  let epochs = 0;
  let validated: EpochEvent | undefined;

  function draw(event: ProgressEvent): void {
    const now = clock();
    if (now - drawn < INTERVAL) return;
    drawn = now;
    const left = ((now - began) / (event.step - stepsBefore)) * (event.steps - event.step);
    const said = [
      ...facts(event, epochs, validated, monitor),
      `${duration(left / 1000)} left`.padStart(9),
    ].join("  ");
    const columns = stderr.columns ?? DEFAULT_COLUMNS;
    const room = columns - said.length - SPARE;
    writeIfRead(stderr, `${CLEAR_LINE}${said.slice(0, columns - 1)}${bar(event.step / event.steps, room)}`);
  }

  /** The share of the run that is done, as a bar, or as a number where there is no room for one. */
  function bar(share: number, room: number): string {
    const width = Math.min(room, WIDEST_BAR);
    if (width < NARROWEST_BAR) return room < 1 ? "" : `  ${percent(share, 0).padStart(4)}`;
    return drawnBar(share, width, style);
  }

  return {
    show(event) {
      if (event.type === "start") {
        epochs = event.epochs;
        stepsBefore = event.step;
        began = clock();
      }
      if (event.type === "progress" && live) draw(event);
      if (event.type === "epoch") {
        validated = event;
        const every = Math.ceil(epochs / MOST_LINES);
        if (event.epoch % every !== 0 && event.epoch !== 1 && event.epoch !== epochs) return;
        const line = facts(event, epochs, event, monitor).join("  ");
        writeIfRead(stderr, `${live ? CLEAR_LINE : ""}${line}\n`);
        drawn = Number.NEGATIVE_INFINITY;
      }
    },
    note(line) {
      writeIfRead(stderr, `${live ? CLEAR_LINE : ""}${oneLine(line)}\n`);
    },
    end() {
      if (live) stderr.write(`${CLEAR_LINE}\n`);
    },
  };
}

/** What is known of an epoch, in columns that stay in place from line to line. */
function facts(
  { epoch, loss, learningRate, samplesPerSecond }: EpochEvent | ProgressEvent,
  epochs: number,
  validated: EpochEvent | undefined,
  monitor: "loss" | "accuracy" | undefined,
): string[] {
  const accuracy = monitor === "loss" ? undefined : validated?.validationAccuracy;
  const validationLoss = validated?.validationLoss;
  return [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${compact(loss)}`,
    ...(accuracy === undefined ? [] : [`validation ${percent(accuracy)}`]),
    ...(accuracy === undefined && validationLoss !== undefined
      ? [`validation loss ${compact(validationLoss)}`]
      : []),
    ...(learningRate === undefined ? [] : [`rate ${learningRate.toExponential(2)}`]),
    `${count(samplesPerSecond).padStart(9)} samples/s`,
  ];
}
