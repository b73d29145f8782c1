import { expect, test } from "vitest";
import { Counter, exposition, Gauge, Histogram } from "./metrics.js";

test("metrics as Prometheus reads them", () => {
  const counter = new Counter("asked_total", "Asked.");
  counter.add(1, { route: 'a"\\\n' });
  counter.add(2, { route: 'a"\\\n' });
  counter.add();
  const histogram = new Histogram("seconds", "Seconds.", [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 3]) histogram.observe(value);
  const gauge = new Gauge(
    "now",
    "Now.",
    () => 7,
    () => ({ of: "x" }),
  );
  expect(exposition([counter, histogram, gauge])).toBe(
    [
      "# HELP asked_total Asked.",
      "# TYPE asked_total counter",
      'asked_total{route="a\\"\\\\\\n"} 3',
      "asked_total 1",
      "# HELP seconds Seconds.",
      "# TYPE seconds histogram",
      'seconds_bucket{le="0.1"} 2',
      'seconds_bucket{le="1"} 3',
      'seconds_bucket{le="+Inf"} 4',
      "seconds_sum 3.65",
      "seconds_count 4",
      "# HELP now Now.",
      "# TYPE now gauge",
      'now{of="x"} 7',
      "",
    ].join("\n"),
  );
});
