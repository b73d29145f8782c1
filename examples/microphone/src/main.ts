import { defineModel, fit, type Model, predict, recommend } from "akari";
import { encodeSounds, type LabelledSound, soundExamples, splitAndPrepare } from "akari/data";
import { record } from "./record";

/** Of each sound. */
const ENOUGH = 3;

const find = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector) as T;
const tell = (text: string): void => {
  find("#status").textContent = text;
};
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  tell(event.reason.message);
});

const names = document.querySelectorAll<HTMLInputElement>("#classes input");
const recordButtons = document.querySelectorAll<HTMLButtonElement>("#classes button");
const train = find<HTMLButtonElement>("#train");
const listen = find<HTMLButtonElement>("#listen");

/** The recordings of each sound. */
const recordings: AudioBuffer[][] = Array.from(names, () => []);
let model: Model | undefined;
let listening: AbortController | undefined;

recordButtons.forEach((button, i) => {
  const name = (): void => {
    button.textContent = `Record ${names[i].value} (${recordings[i].length})`;
  };
  name();
  names[i].oninput = name;
  button.onclick = async () => {
    button.disabled = true;
    tell(`Recording ${names[i].value} …`);
    try {
      recordings[i].push(await record());
    } finally {
      button.disabled = false;
    }
    name();
    train.disabled = recordings.some(({ length }) => length < ENOUGH);
    tell("Recorded.");
  };
});

train.onclick = async () => {
  const sounds = recordings.flatMap((each, i): LabelledSound[] =>
    each.map((sound) => ({ sound, label: names[i].value })),
  );
  const examples = soundExamples(sounds);
  const { train: data } = splitAndPrepare(examples, { test: 0, validation: 0, seed: 1 });
  const network = defineModel({
    inputs: data.features.columns,
    layers: [
      { units: 16, activation: "sigmoid" },
      { units: names.length, activation: "softmax" },
    ],
  });
  ({ model } = await fit(network, data, { ...recommend(data, network), validation: 0, epochs: 60 }));
  listen.disabled = false;
  tell("Trained. Listen, and make a sound.");
};

/** Says what it hears, second by second, until it is pressed again. */
listen.onclick = async () => {
  if (listening !== undefined) return listening.abort();
  listening = new AbortController();
  listen.textContent = "Stop";
  tell("Listening …");
  try {
    while (model !== undefined) tell(await recognize(model, await record(listening.signal)));
  } catch (error) {
    if (!listening.signal.aborted) throw error;
    tell("Stopped.");
  } finally {
    listening = undefined;
    listen.textContent = "Listen";
  }
};

async function recognize(model: Model, sound: AudioBuffer): Promise<string> {
  const { data } = encodeSounds([sound], model.definition.preprocessing);
  const shares = Array.from(await predict(model, data));
  const most = shares.indexOf(Math.max(...shares));
  return `${model.definition.labels?.[most]}, ${(100 * shares[most]).toFixed(0)}%`;
}
