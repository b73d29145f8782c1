/**
 * @file What is counted of a server that predicts.
 */

import { Counter, exposition, Gauge, Histogram } from "./metrics.js";

/** What is measured rather than counted. */
export interface Measured {
  /** Requests that are let in and not answered. */
  waiting(): number;
  /** Requests whose rows wait to be computed. */
  queued(): number;
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
  readonly #reloads = new Counter("akari_reloads_total", "Reloads of the model, by result.");
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

  reload(result: "done" | "failed"): void {
    this.#reloads.add(1, { result });
  }

  logLost(lines: number): void {
    this.#logLost.add(lines);
  }

  text({ waiting, queued, heldBytes, model }: Measured): string {
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
      this.#logLost,
      new Gauge("akari_requests_waiting", "Requests let in and not answered.", waiting),
      new Gauge("akari_queue_requests", "Requests whose rows wait to be computed.", queued),
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
