import { answer } from "./answer.js";

const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onerror = ({ message }) => show("worker", message);
worker.onmessage = ({ data }) => show("worker", data);
answer().then(
  (text) => show("page", text),
  (error) => show("page", String(error)),
);

function show(id, text) {
  document.getElementById(id).textContent = text;
}
