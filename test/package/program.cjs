// A CommonJS program of a user's: it requires every entry and loads a model, and prints what came of it as JSON.

const manifest = require("akari/package.json");
const { load } = require("akari");

const entries = Object.keys(manifest.exports)
  .filter((entry) => !entry.endsWith(".json"))
  .map((entry) => entry.replace(".", "akari"));
const empty = entries.filter((entry) => Object.keys(require(entry)).length === 0);

load("net.safetensors").then(({ model }) => {
  console.log(JSON.stringify({ entries, empty, labels: model.definition.labels }));
});
