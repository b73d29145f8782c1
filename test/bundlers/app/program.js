// For Node, and what runs as Node does.

import { answer } from "./answer.js";

console.log(await answer());
