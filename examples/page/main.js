import { defineModel, evaluate, fit, load, predict, save, split, table } from "akari";

const IRIS = "https://cdn.jsdelivr.net/npm/akari@0.1.0/docs/iris.json";
const STORED = "indexeddb://irises";

const element = (id) => document.getElementById(id);
const tell = (text) => {
  element("status").textContent = text;
};
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  tell(event.reason.message);
});

const rows = await (await fetch(IRIS)).json();
const { train, test } = split(table(rows, { target: "species" }), { test: 0.3 });
let model = await stored();
if (model === undefined) tell("Not trained yet.");
else await show("The network from last time");

/** What this page saved at an earlier visit. */
async function stored() {
  try {
    return (await load(STORED)).model;
  } catch (error) {
    if (error.code !== "not-found") tell(error.message);
  }
}

async function learn() {
  element("train").disabled = true;
  const network = defineModel({
    inputs: 4,
    layers: [
      { units: 8, activation: "tanh" },
      { units: 3, activation: "softmax" },
    ],
  });
  const run = fit(network, train, { epochs: 100, learningRate: 0.01 });
  for await (const event of run) if (event.type === "epoch") element("progress").value = event.epoch;
  ({ model } = await run);
  await show("Trained");
  await save(model, STORED);
  element("status").append(" It is kept in this browser.");
}

async function show(what) {
  const { accuracy } = await evaluate(model, test);
  tell(`${what}: ${(100 * accuracy).toFixed(1)}% of the flowers held out are classified correctly.`);
  for (const each of document.querySelectorAll("[disabled]")) each.disabled = false;
  await answer();
}

async function answer() {
  const flower = Object.fromEntries(new FormData(element("flower")));
  const { label, scores, predicted } = await predict(model, flower);
  element("answer").textContent = `Iris ${label}, ${(100 * scores[predicted]).toFixed(0)}%`;
}

element("train").onclick = learn;
element("safetensors").onclick = () => save(model, "irises.safetensors");
element("onnx").onclick = () => save(model, "irises.onnx");
element("flower").oninput = answer;
