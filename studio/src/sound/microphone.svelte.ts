/**
 * @file The microphone: asked for when somebody taps, open while sounds are wanted, closed when they have left or nothing has
 * been heard for a while. What it hears stays in this page's memory.
 */

import type { Sound } from "akari/data";
import { on } from "svelte/events";
import address from "./capture.worklet.ts?worker&url";
import { SoundGate } from "./gate";

/** Why it cannot be heard, or is not any more. */
export type MicrophoneProblem =
  /** Browsers lend it only to pages from https or from this machine. */
  | "insecure"
  /** There is none, or this browser cannot hear one. */
  | "missing"
  /** The person or their browser's settings said no. */
  | "refused"
  /** Another program has it, or it was unplugged. */
  | "busy"
  /** Nothing was heard for a while, so that it was closed. */
  | "silent";

/** It is closed when nothing has been heard for so long, in seconds. */
const PATIENCE_SECONDS = 15;

const PROBLEMS: Readonly<Record<string, MicrophoneProblem>> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
};

export class Microphone {
  state: "off" | "asking" | "on" = $state("off");
  /** How loud it is, 0 to 1, as the root of the mean square. */
  level: number = $state(0);
  problem: MicrophoneProblem | undefined = $state();
  /** Whether the last thing that was heard was too short to be a sound. */
  clicked: boolean = $state(false);
  /** Ends what is open. */
  #end: (() => void) | undefined;
  /** Counts openings and closings: who was closed while the browser still asked is not opened after all. */
  #turn = 0;

  /** Asks for the microphone. @param onsound called with each sound that is heard, cut out, until it is closed */
  async open(onsound: (sound: Sound) => void): Promise<void> {
    this.close();
    const turn = this.#turn;
    this.problem = isSecureContext ? undefined : "insecure";
    if (this.problem !== undefined) return;
    if (navigator.mediaDevices === undefined) {
      this.problem = "missing";
      return;
    }
    this.state = "asking";
    // Made while the tap is still under way: browsers let no other one run.
    const context = new AudioContext();
    this.#end = () => void context.close();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        // What makes speech clear on a telephone would take whistles for noise.
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
      });
      if (turn === this.#turn) await this.#listen(context, stream, onsound, turn);
      else stop(stream);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.close();
      this.problem = PROBLEMS[error instanceof DOMException ? error.name : ""] ?? "busy";
    }
  }

  async #listen(
    context: AudioContext,
    stream: MediaStream,
    onsound: (sound: Sound) => void,
    turn: number,
  ): Promise<void> {
    const leave = on(document, "visibilitychange", () => {
      if (document.visibilityState === "hidden") this.close();
    });
    this.#end = () => {
      stop(stream);
      leave();
      void context.close();
    };
    await context.audioWorklet.addModule(address);
    if (turn !== this.#turn) return;
    const node = new AudioWorkletNode(context, "akari-capture", {
      channelCount: 1,
      channelCountMode: "explicit",
    });
    const gate = new SoundGate(context.sampleRate);
    let quiet = 0;
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      if (turn !== this.#turn) return;
      quiet += data.length / context.sampleRate;
      for (const heard of gate.hear(data)) {
        this.clicked = heard.kind === "click";
        if (heard.kind === "click") continue;
        quiet = 0;
        onsound(heard.sound);
      }
      this.level = gate.level;
      if (quiet < PATIENCE_SECONDS || turn !== this.#turn) return;
      this.close();
      this.problem = "silent";
    };
    // Its output is silence; without a way to the loudspeaker some browsers would not run it.
    context.createMediaStreamSource(stream).connect(node).connect(context.destination);
    for (const track of stream.getTracks()) {
      track.onended = () => {
        if (turn !== this.#turn) return;
        this.close();
        this.problem = "busy";
      };
    }
    await context.resume();
    if (turn === this.#turn) this.state = "on";
  }

  /** Lets go of it. */
  close(): void {
    this.#turn++;
    this.#end?.();
    this.#end = undefined;
    this.state = "off";
    this.level = 0;
    this.clicked = false;
    this.problem = undefined;
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
