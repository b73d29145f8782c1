// What a page, a Worker and a program of Node's do alike: load a model that lies beside them, and ask it twice.

import { load } from "akari";

export async function answer() {
  const model = await load(new URL("./net.safetensors", import.meta.url));
  const once = Array.from(model.predict([1, 2, 3]));
  const again = Array.from(model.trace([1, 2, 3]).layers[1].activations);
  model.dispose();
  return JSON.stringify({ once, again, labels: model.model.definition.labels });
}
