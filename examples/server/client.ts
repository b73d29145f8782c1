// A client of `akari serve`, whose types come from the server's own description: columns, labels and limits of the model.
// `npm run generate` writes them into api.ts.

import createClient from "openapi-fetch";
import type { paths } from "./api.js";

const baseUrl = process.argv[2] ?? "http://127.0.0.1:8080";
const client = createClient<paths>({ baseUrl });

const { data, error } = await client.POST("/v1/predict", {
  body: {
    rows: [
      { area: 80, rooms: 4, age: 12, garden: "yes", district: "hill" },
      { area: 120, rooms: 5, age: null, garden: "no", district: "centre" },
    ],
  },
});
if (error !== undefined) throw new Error(error.detail);
for (const { input, values } of data.predictions) console.log(input, values.price.toFixed(2));
