/**
 * @file The manifests of examples/kubernetes: held to Kubernetes' own schemas, misspelt fields included, to each other, and to
 * what the server has: its options, paths and metrics.
 */

import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment } from "kubernetes-models/apps/v1";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { Service } from "kubernetes-models/v1";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { parseArguments } from "../../src/cli/parse.js";
import { DEFAULT_LIMITS } from "../../src/server/admission.js";
import { ServerMetrics } from "../../src/server/metrics.js";
import { ROOT } from "../support/documents.js";

const FOLDER = join(ROOT, "examples/kubernetes");
const text = (file: string): string => readFileSync(join(FOLDER, file), "utf8");
/** Read without knowing more of it than a test asks for. */
// biome-ignore lint/suspicious/noExplicitAny: YAML
type Yaml = any;
const manifest = (file: string): Yaml => parse(text(file));

const KINDS = {
  Deployment: [Deployment, "apps/v1"],
  HorizontalPodAutoscaler: [HorizontalPodAutoscaler, "autoscaling/v2"],
  PodDisruptionBudget: [PodDisruptionBudget, "policy/v1"],
  Service: [Service, "v1"],
} as const;

const MANIFESTS = [
  "base/deployment.yaml",
  "base/service.yaml",
  "base/disruption-budget.yaml",
  "cpu/autoscaler.yaml",
  "metrics/autoscaler.yaml",
];
const deployment = manifest("base/deployment.yaml");
const pod = deployment.spec.template.spec;
const [container] = pod.containers;
const { operands, options } = parseArguments("serve", container.args.slice(1));

/** What kubectl makes of each variant. */
const VARIANTS = ["cpu", "metrics", "address"] as const;
const hasKubectl = spawnSync("kubectl", ["version", "--client"]).status === 0;
const build = (variant: string): Yaml[] =>
  parseAllDocuments(execFileSync("kubectl", ["kustomize", join(FOLDER, variant)], { encoding: "utf8" })).map(
    (document) => document.toJS(),
  );
const built = new Map(hasKubectl ? VARIANTS.map((variant) => [variant, build(variant)] as const) : []);

/** Mistakes, each with what would have to be said of it. */
const MISTAKES = [
  ["readinesProbe", {}, "readinesProbe"],
  ["ports", [{ containerPort: "http" }], "containerPort"],
  ["resources", { limits: { memory: ["1Gi"] } }, "memory"],
] as const;
const mistaken = MISTAKES.map(([place, value]) => {
  const wrong = structuredClone(deployment);
  wrong.spec.template.spec.containers[0][place] = value;
  return wrong;
});

/** What Kubernetes' schema and its types, which know no other fields, have against each manifest. */
const faults = new Map<Yaml, string>();
const sound = MANIFESTS.map(manifest);
beforeAll(() => {
  const all: Yaml[] = [...sound, ...mistaken, ...[...built.values()].flat()];
  // Beside this file, whose packages it imports. Types of packages are their own affair, and take long.
  const fileOf = (i: number): string => join(import.meta.dirname, `manifest-${i}.ts`);
  const texts = new Map(
    all.map((read, i) => [
      fileOf(i),
      `import type { I${read.kind} } from "kubernetes-models/${KINDS[read.kind as keyof typeof KINDS][1]}";\n` +
        `export const read: I${read.kind} = ${JSON.stringify(read, undefined, 1)};\n`,
    ]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  const program = ts.createProgram([...texts.keys()], options, host);
  all.forEach((read, i) => {
    const said = ts
      .getPreEmitDiagnostics(program, program.getSourceFile(fileOf(i)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    const [kind] = KINDS[read.kind as keyof typeof KINDS];
    try {
      new kind(read).validate();
    } catch (error) {
      said.push((error as Error).message);
    }
    faults.set(read, said.join("\n"));
  });
});

describe("the manifests", () => {
  test("are all looked at", () => {
    const files = readdirSync(FOLDER, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith(".yaml") && !/kustomization|prometheus-adapter/.test(file));
    expect(files.sort()).toEqual([...MANIFESTS].sort());
    for (const file of files) expect(parseAllDocuments(text(file)), file).toHaveLength(1);
  });

  test.each(MANIFESTS.map((file, i) => [file, sound[i]] as const))(
    "%s is what Kubernetes takes",
    (_, read) => {
      expect(faults.get(read)).toBe("");
    },
  );

  test.each(MISTAKES.map(([place, , said], i) => [place, said, mistaken[i]] as const))(
    "a mistake in %s would be found",
    (_, said, read) => {
      expect(faults.get(read)).toContain(said);
    },
  );
});

test("Service, budget and autoscalers mean the pods of the Deployment", () => {
  const labels = deployment.spec.template.metadata.labels;
  const selectors = [
    deployment.spec.selector.matchLabels,
    manifest("base/service.yaml").spec.selector,
    manifest("base/disruption-budget.yaml").spec.selector.matchLabels,
    pod.topologySpreadConstraints[0].labelSelector.matchLabels,
  ];
  for (const selector of selectors) expect(labels).toMatchObject(selector);
  for (const file of ["cpu/autoscaler.yaml", "metrics/autoscaler.yaml"]) {
    const { scaleTargetRef, minReplicas } = manifest(file).spec;
    expect(scaleTargetRef).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      name: deployment.metadata.name,
    });
    // One may go while another one is updated.
    expect(minReplicas).toBeGreaterThan(1);
  }
  expect(deployment.spec.replicas).toBeUndefined();
  const [port] = container.ports;
  expect(manifest("base/service.yaml").spec.ports[0].targetPort).toBe(port.name);
  expect(deployment.spec.template.metadata.annotations["prometheus.io/port"]).toBe(
    String(port.containerPort),
  );
});

describe("the server", () => {
  test("is called as its command takes it, by the names that it is reached by", () => {
    const { name } = manifest("base/service.yaml").metadata;
    expect(container.args[0]).toBe("serve");
    expect(options["allow-host"]).toEqual([name, `${name}.default.svc`, `${name}.default.svc.cluster.local`]);
    expect(options.host).toBe("0.0.0.0");
    expect(container.ports[0].containerPort).toBe(options.port ?? 8080);
    const [mount] = container.volumeMounts;
    expect(operands[0].startsWith(`${mount.mountPath}/`)).toBe(true);
    // The links of a single file of a volume are not swapped.
    expect(mount.subPath).toBeUndefined();
    expect(options["reload-every"]).toBeGreaterThan(0);
  });

  test("has time to notice, to be noticed and to end", () => {
    const { linger = 0, timeout = 0 } = options;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(linger + timeout + 2);
    const { periodSeconds, failureThreshold, timeoutSeconds } = container.readinessProbe;
    expect(linger).toBeGreaterThan(periodSeconds * failureThreshold + timeoutSeconds);
    expect(deployment.spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
  });

  test("is asked for what it answers", () => {
    const source = readFileSync(join(ROOT, "src/server/api-routes.ts"), "utf8");
    const { startupProbe, readinessProbe, livenessProbe } = container;
    for (const { httpGet } of [startupProbe, readinessProbe, livenessProbe]) {
      expect(source).toContain(`path: "${httpGet.path}"`);
      expect(httpGet.port).toBe(container.ports[0].name);
    }
    // What is about to end must not be ended at once.
    expect(livenessProbe.httpGet.path).not.toBe(readinessProbe.httpGet.path);
    const { annotations } = deployment.spec.template.metadata;
    expect(source).toContain(`path: "${annotations["prometheus.io/path"]}"`);
  });

  test("may do nothing that it need not, and has the memory that its limits add up to", () => {
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    const [, user] = /^USER (\d+):\d+$/m.exec(readFileSync(join(ROOT, "Dockerfile"), "utf8")) ?? [];
    expect(pod.securityContext.runAsUser).toBe(Number(user));
    const threads = options["media-threads"] ?? 4;
    const megabytes = 128 + (options["max-held"] ?? DEFAULT_LIMITS.heldBytes) / 2 ** 20 + 300 * threads;
    expect(container.resources.limits.memory).toBe("1Gi");
    expect(megabytes).toBeLessThan(1024);
  });
});

test("the autoscaler's metrics are the server's, by way of the adapter", () => {
  const none = { waiting: () => 0, queued: () => 0, media: () => 0, heldBytes: () => 0 };
  const exposed = new ServerMetrics().text({ ...none, model: () => ({ name: "net", sha256: "" }) });
  const rules: Yaml[] = manifest("metrics/prometheus-adapter.yaml").rules.custom;
  const given = rules.map(({ seriesQuery, name, metricsQuery, resources }) => {
    const [, series] = /^(\w+)\{namespace!="",pod!=""\}$/.exec(seriesQuery) ?? [];
    const [, type] = new RegExp(`^# TYPE ${series} (\\w+)$`, "m").exec(exposed) ?? [];
    expect(metricsQuery).toMatch(type === "counter" ? /\brate\(/ : /_over_time\(/);
    expect(Object.keys(resources.overrides)).toEqual(["namespace", "pod"]);
    return name?.as ?? series;
  });
  const asked = manifest("metrics/autoscaler.yaml").spec.metrics.map(
    (metric: Yaml) => metric.pods.metric.name,
  );
  expect(given).toEqual(asked);
});

describe.runIf(hasKubectl)("kubectl puts together", () => {
  test.each(VARIANTS)("%s", (variant) => {
    const all = built.get(variant) ?? [];
    expect(all.map(({ kind }) => kind).sort()).toEqual(Object.keys(KINDS).sort());
    expect(all.map((read) => faults.get(read))).toEqual(all.map(() => ""));
  });

  test("an address: the model's is a secret, and there is no volume", () => {
    const { template } = built.get("address")?.find(({ kind }) => kind === "Deployment").spec ?? {};
    const [own] = template.spec.containers;
    expect(own.args.slice(0, 2)).toEqual(["serve", "$(MODEL)"]);
    expect(own.env).toEqual([
      { name: "MODEL", valueFrom: { secretKeyRef: { name: "akari-model", key: "address" } } },
    ]);
    expect([own.volumeMounts, template.spec.volumes]).toEqual([undefined, undefined]);
    expect(own.args.slice(2)).toEqual(container.args.slice(2));
  });
});
