import { defineModel, evaluate, fit, type Model, recommend, split, table } from "akari";
import type { TableExamples } from "akari/data";
import { predict } from "akari/insight";
import { fillForm, fillTargets, find, list } from "./page";

let file: File | undefined;
let model: Model | undefined;
/** Ends the training of what was chosen before. */
let cancel = new AbortController();

find<HTMLInputElement>("#file").onchange = ({ target }) => open((target as HTMLInputElement).files?.[0]);
document.body.ondragover = (event) => event.preventDefault();
document.body.ondrop = (event) => {
  event.preventDefault();
  open(event.dataTransfer?.files[0]);
};
find<HTMLSelectElement>("#target").onchange = ({ target }) => learn((target as HTMLSelectElement).value);
find<HTMLFormElement>("#row").oninput = answer;
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  tell(event.reason.message);
});

const tell = (text: string): void => {
  find("#status").textContent = text;
};

async function open(chosen: File | undefined): Promise<void> {
  file = chosen;
  await learn();
}

/** Learns a column from the others; the last one where none is chosen. */
async function learn(target?: string): Promise<void> {
  if (file === undefined) return;
  cancel.abort();
  cancel = new AbortController();
  const { signal } = cancel;
  find<HTMLFormElement>("#row").hidden = true;
  tell(`Learning from ${file.name} …`);
  const data = await table(file, target === undefined ? {} : { target });
  fillTargets(data);
  list("#notes", data.notes);

  const { train, test } = split(data);
  const network = networkFor(data, train.features.columns);
  const run = fit(network, train, { ...recommend(train, network), signal });
  for await (const event of run) {
    if (event.type === "progress") find<HTMLProgressElement>("#progress").value = event.step / event.steps;
  }
  if (signal.aborted) return;
  find<HTMLProgressElement>("#progress").value = 1;
  ({ model } = await run);

  const scores = await evaluate(model, test);
  const right =
    scores.task === "classes" ? `${(100 * scores.accuracy).toFixed(1)}% classified correctly` : "";
  tell(`Of the rows held out: ${scores.task === "values" ? `R² ${scores.r2.toFixed(3)}` : right}.`);
  await fillForm(data);
  await answer();
}

function networkFor({ task }: TableExamples, inputs: number) {
  const hidden = { units: 16, activation: "tanh" } as const;
  return task.kind === "classes"
    ? defineModel({ inputs, layers: [hidden, { units: task.names.length, activation: "softmax" }] })
    : defineModel({ inputs, layers: [hidden, { units: 1, activation: "linear" }] });
}

/** What the network says of the row in the form: an object with a text for each column, as a cell of the file has it. */
async function answer(): Promise<void> {
  if (model === undefined) return;
  const row = Object.fromEntries(new FormData(find<HTMLFormElement>("#row"))) as Record<string, string>;
  const said = await predict(model, row);
  const text =
    said.task === "classes"
      ? `${said.label}, ${(100 * said.scores[said.predicted]).toFixed(0)}%`
      : said.task === "values"
        ? said.values.map(({ name, value }) => `${name} ${value.toPrecision(4)}`).join(", ")
        : "";
  const unseen = said.unseen === undefined ? "" : ` (a guess: new in ${said.unseen.join(", ")})`;
  find("#answer").textContent = text + unseen;
}
