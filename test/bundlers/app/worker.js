import { answer } from "./answer.js";

answer().then(
  (text) => postMessage(text),
  (error) => postMessage(String(error)),
);
