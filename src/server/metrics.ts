/**
 * @file What a server has done, counted, in the text that Prometheus reads.
 *
 * Source: Prometheus, exposition formats, text-based format 0.0.4.
 */

import { performance } from "node:perf_hooks";

type Labels = Readonly<Record<string, string>>;

/** `name{a="b"} 3`, labels in their order. */
const line = (name: string, labels: Labels, value: number): string => {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`;
};

const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  lines(): string[];
}

/** Something that only grows. */
export class Counter implements Metric {
  readonly type = "counter";
  readonly name: string;
  readonly help: string;
  readonly #values = new Map<string, { readonly labels: Labels; value: number }>();

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
  }

  add(amount = 1, labels: Labels = {}): void {
    const key = JSON.stringify(labels);
    const entry = this.#values.get(key);
    if (entry === undefined) this.#values.set(key, { labels, value: amount });
    else entry.value += amount;
  }

  lines(): string[] {
    return [...this.#values.values()].map(({ labels, value }) => line(this.name, labels, value));
  }
}

/** Something that is measured when it is asked for. */
export class Gauge implements Metric {
  readonly type: "gauge" | "counter" = "gauge";
  readonly name: string;
  readonly help: string;
  readonly #read: () => number;
  readonly #labels: () => Labels;

  constructor(name: string, help: string, read: () => number, labels: () => Labels = () => ({})) {
    this.name = name;
    this.help = help;
    this.#read = read;
    this.#labels = labels;
  }

  lines(): string[] {
    return [line(this.name, this.#labels(), this.#read())];
  }
}

/** Something that is measured, and only grows. */
class MeasuredCounter extends Gauge {
  override readonly type = "counter";
}

/** How often something was at most so much. */
export class Histogram implements Metric {
  readonly type = "histogram";
  readonly name: string;
  readonly help: string;
  readonly #bounds: readonly number[];
  readonly #series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();

  /** @param bounds rising */
  constructor(name: string, help: string, bounds: readonly number[]) {
    this.name = name;
    this.help = help;
    this.#bounds = bounds;
  }

  observe(value: number, labels: Labels = {}): void {
    const key = JSON.stringify(labels);
    let series = this.#series.get(key);
    if (series === undefined) {
      series = { labels, counts: this.#bounds.map(() => 0), sum: 0, count: 0 };
      this.#series.set(key, series);
    }
    this.#bounds.forEach((bound, i) => {
      if (value <= bound) series.counts[i]++;
    });
    series.sum += value;
    series.count++;
  }

  lines(): string[] {
    return [...this.#series.values()].flatMap(({ labels, counts, sum, count }) => [
      ...this.#bounds.map((bound, i) =>
        line(`${this.name}_bucket`, { ...labels, le: String(bound) }, counts[i]),
      ),
      line(`${this.name}_bucket`, { ...labels, le: "+Inf" }, count),
      line(`${this.name}_sum`, labels, sum),
      line(`${this.name}_count`, labels, count),
    ]);
  }
}

/** All of them as text. */
export const exposition = (metrics: readonly Metric[]): string =>
  metrics
    .flatMap((metric) => [
      `# HELP ${metric.name} ${metric.help}`,
      `# TYPE ${metric.name} ${metric.type}`,
      ...metric.lines(),
    ])
    .map((text) => `${text}\n`)
    .join("");

/** What is measured rather than counted. */
export interface Measured {
  /** Requests that are let in and not answered. */
  waiting(): number;
  /** Requests whose rows wait to be computed. */
  queued(): number;
  /** Pictures and recordings that wait for a thread. */
  media(): number;
  /** Bytes that requests hold. */
  heldBytes(): number;
  model(): { readonly name: string; readonly sha256: string };
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const ROWS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

export class ServerMetrics {
  readonly #requests = new Counter(
    "akari_http_requests_total",
    "Requests answered, by route, method and status.",
  );
  readonly #seconds = new Histogram(
    "akari_http_request_duration_seconds",
    "Seconds from a request's arrival to its answer, by route.",
    SECONDS,
  );
  readonly #rows = new Counter("akari_predicted_rows_total", "Rows, pictures and recordings predicted.");
  readonly #batches = new Histogram("akari_batch_rows", "Rows computed together.", ROWS);
  readonly #reloads = new Counter("akari_reloads_total", "Reloads of the model and of tokens, by result.");
  readonly #limited = new Counter(
    "akari_rate_limited_total",
    "Requests refused because their clients sent too many.",
  );
  readonly #logLost = new Counter(
    "akari_log_lines_lost_total",
    "Lines of the log that could not be written.",
  );
  readonly #started = Date.now() / 1000;

  request(route: string, method: string, status: number, seconds: number): void {
    this.#requests.add(1, { route, method, status: String(status) });
    this.#seconds.observe(seconds, { route });
  }

  batch(rows: number): void {
    this.#rows.add(rows);
    this.#batches.observe(rows);
  }

  reload(what: "model" | "tokens", result: "done" | "failed"): void {
    this.#reloads.add(1, { what, result });
  }

  rateLimited(): void {
    this.#limited.add();
  }

  logLost(lines: number): void {
    this.#logLost.add(lines);
  }

  text({ waiting, queued, media, heldBytes, model }: Measured): string {
    const info = (): { readonly name: string; readonly sha256: string } => ({
      name: model().name,
      sha256: model().sha256,
    });
    return exposition([
      this.#requests,
      this.#seconds,
      this.#rows,
      this.#batches,
      this.#reloads,
      this.#limited,
      this.#logLost,
      new MeasuredCounter(
        "akari_busy_seconds_total",
        "Seconds in which the thread that answers had something to do.",
        () => performance.eventLoopUtilization().active / 1000,
      ),
      new Gauge("akari_requests_waiting", "Requests let in and not answered.", waiting),
      new Gauge("akari_queue_requests", "Requests whose rows wait to be computed.", queued),
      new Gauge("akari_media_waiting", "Pictures and recordings that wait for a thread.", media),
      new Gauge("akari_held_bytes", "Bytes that waiting requests hold.", heldBytes),
      new Gauge("akari_model_info", "The model that is served.", () => 1, info),
      new Gauge("process_resident_memory_bytes", "Resident memory in bytes.", () =>
        process.memoryUsage.rss(),
      ),
      new Gauge(
        "process_start_time_seconds",
        "When the server started, in seconds since 1970.",
        () => this.#started,
      ),
    ]);
  }
}
