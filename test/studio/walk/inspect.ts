/**
 * @file What must hold of the page at any moment, whatever somebody has done to it. `inspect` runs in the page, so it uses
 * nothing from outside itself.
 */

/** Something that does not hold: the rule, the place that breaks it, and what is seen there. */
export interface Fault {
  readonly rule: string;
  readonly place: string;
  readonly seen: string;
}

/** What somebody sees: faults, which rules had something to look at, and what can be used, in the order of `globalThis.walked`. */
export interface Sight {
  readonly faults: Fault[];
  readonly compared: string[];
  readonly online: boolean;
  readonly controls: { readonly kind: ControlKind; readonly name: string }[];
}

/** All that is compared wherever the page shows both sides of it. */
export const COMPARISONS = [
  "card and stage",
  "largest output",
  "prediction and outputs",
  "question and answer",
  "shares",
  "timeline and figures",
] as const;

export type ControlKind = "press" | "range" | "text" | "select" | "picture";

/** Looks at the page once it has been painted. */
export async function inspect(): Promise<Sight> {
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const faults: Fault[] = [];
  const compared = new Set<string>();
  const fault = (rule: string, place: string, seen: string): number => faults.push({ rule, place, seen });

  const USABLE =
    "button, a[href], input, select, textarea, summary, [role=button], [role=radio], [role=tab], [role=switch], [role=application], canvas";
  const root = document.documentElement;
  const modal = [...document.querySelectorAll<HTMLElement>("dialog:modal")].at(-1);
  const visible = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1) return false;
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const nameOf = (element: Element): string => {
    const text = element.getAttribute("aria-label") ?? element.textContent ?? "";
    const id = element.getAttribute("data-testid") ?? element.id;
    return `${element.localName}${id && `#${id}`} “${text.replace(/\s+/g, " ").trim().slice(0, 60)}”`;
  };
  const text = (element: Element): string => (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const shown = (selector: string): HTMLElement[] =>
    [...document.querySelectorAll<HTMLElement>(selector)].filter(visible);

  // Nothing is cut off at the side.
  if (root.scrollWidth > root.clientWidth) {
    /** Whether a box that scrolls or cuts holds it, or the screen itself: it is not what makes the page wide. */
    const isHeld = (one: Element): boolean => {
      let { position } = getComputedStyle(one);
      for (let up = one.parentElement; up !== null && up !== document.body; up = up.parentElement) {
        if (position === "fixed") return true;
        const { overflowX, position: next } = getComputedStyle(up);
        // What stands absolutely is held by what is placed itself.
        if (position === "absolute" && next === "static") continue;
        if (overflowX !== "visible") return true;
        position = next;
      }
      return position === "fixed";
    };
    // Of those within each other, the innermost.
    const wide = [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right + scrollX > root.clientWidth + 0.5 && !isHeld(one))
      .at(-1);
    fault(
      "nothing overflows the page",
      wide ? nameOf(wide) : "",
      `${root.scrollWidth} > ${root.clientWidth}`,
    );
  }

  const usable = shown(USABLE).filter((one) => modal === undefined || modal.contains(one));
  const pressable = (one: HTMLElement): boolean =>
    one.matches("button, summary, a, [role=button], [role=radio], [role=tab], [role=switch]");

  // A button's words are whole.
  for (const one of usable) {
    if (!pressable(one) || one.scrollWidth <= one.clientWidth + 1 || one.clientWidth === 0) continue;
    fault("no words are cut", nameOf(one), `${one.scrollWidth} > ${one.clientWidth} pixels`);
  }

  // What is no number and no word is not shown, nor read out.
  const broken = /\bundefined\b|\[object|\bnull\b|\bInfinity\b|\bNaN\b/;
  // What a network has become may be NaN, and then it is said.
  const said = /NaN (になり|になっ|です)|(become|became|becomes|is|are|was) NaN/;
  // What somebody has typed is theirs.
  const memory = globalThis as { typed?: Set<string> };
  // Also where it is named when its field is gone.
  memory.typed ??= new Set();
  const { typed } = memory;
  for (const { value } of document.querySelectorAll("input")) if (broken.test(value)) typed.add(value);
  const theirs = (one: string): boolean => [...typed].some((own) => one.includes(own));
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || !broken.test(node.nodeValue ?? "")) continue;
    if (parent.closest("script, style, noscript") !== null || !visible(parent)) continue;
    const around = text(parent.closest("p, li, td, figure, label, div") ?? parent);
    if (!said.test(around) && !theirs(around))
      fault("no broken value is shown", nameOf(parent), around.slice(0, 120));
  }
  for (const name of ["aria-label", "aria-valuetext", "title", "placeholder"]) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      const value = one.getAttribute(name) ?? "";
      if (broken.test(value) && !said.test(value) && !theirs(value))
        fault("no broken value is shown", nameOf(one), `${name}: ${value}`);
    }
  }

  // Nothing lies over what can be used, unless scrolling brings it out from under it.
  const scrollers = (one: Element): Element[] => {
    const boxes: Element[] = [];
    for (let up = one.parentElement; up !== null && up !== document.body; up = up.parentElement) {
      if (up.scrollHeight > up.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(up).overflowY))
        boxes.push(up);
    }
    return [...boxes, root];
  };
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const floating = (one: Element): Element | undefined => {
    for (let up: Element | null = one; up !== null; up = up.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(up).position) || up.matches("dialog, [popover]")) return up;
    }
    return undefined;
  };
  for (const one of usable) {
    if (
      one.matches(":disabled, canvas, [role=application]") ||
      getComputedStyle(one).pointerEvents === "none"
    )
      continue;
    // The first line of a word that is broken over two.
    const box = one.getClientRects()[0];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x >= root.clientWidth || y >= innerHeight) continue;
    const hit = document.elementFromPoint(x, y);
    // What has the focus may come out over the rest: "Skip to the content".
    if (
      hit === null ||
      one.contains(hit) ||
      (document.activeElement?.contains(hit) === true && hit.localName === "a") ||
      hit.closest("label")?.contains(one)
    )
      continue;
    if (one instanceof HTMLInputElement && [...(one.labels ?? [])].some((label) => label.contains(hit)))
      continue;
    const boxes = scrollers(one);
    // Scrolled out of sight inside its own box, it is not there. A box's lower and right edges are outside of it.
    const frame = boxes[0] === root ? undefined : boxes[0].getBoundingClientRect();
    if (frame && (y < frame.top || y >= frame.bottom || x < frame.left || x >= frame.right)) continue;
    // It has been scrolled under the rim of its own box. And what was opened for a moment goes with the next press.
    if (hit.contains(one) || hit.closest("[popover]") !== null) continue;
    const over = floating(hit);
    if (over?.contains(one) === false) {
      const lid = over.getBoundingClientRect();
      const down = sum(boxes.map(({ scrollTop }) => scrollTop));
      const up = sum(boxes.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)) - down;
      if (lid.top > 0 && box.bottom - up <= lid.top + 1) continue;
      if (lid.bottom < innerHeight && box.top + down >= lid.bottom - 1) continue;
    }
    fault("nothing covers a control", `under ${nameOf(over ?? hit)}`, nameOf(one));
  }

  // The answer, its bar and its column say the same.
  const outputs = shown("[data-output]");
  const number = (written: string): number =>
    Number(/[\d.]+/.exec(written.replace(/,/g, ""))?.[0] ?? Number.NaN);
  const share = (one: Element): string => text(one.querySelector(".value") ?? one);
  const lit = outputs.filter((one) => /\d/.test(share(one)));
  const [prediction] = shown("[data-testid=prediction]");
  if (prediction !== undefined && outputs.length > 0 && modal === undefined) {
    const predicted = outputs
      .filter((one) => one.classList.contains("predicted"))
      .map((one) => one.dataset.output);
    compared.add("prediction and outputs");
    if (lit.length === 0)
      fault("one moment, one state", "prediction", `${text(prediction)} beside unlit outputs`);
    else if (text(prediction) !== predicted.join(", ")) {
      fault("the answer is the outputs'", "prediction", `${text(prediction)} beside ${predicted.join(", ")}`);
    }
    const [chosen] = lit.filter((one) => one.classList.contains("predicted"));
    const around = text(prediction.parentElement ?? prediction);
    const sure = /([\d.]+)\s*%/.exec(around)?.[1];
    const beside = chosen === undefined ? undefined : /([\d.]+)\s*%/.exec(share(chosen))?.[1];
    // A narrow column may have fewer decimals, and then it is rounded, or is more or less than what it says.
    const open = chosen !== undefined && /[<>]/.test(share(chosen)) ? 2 : 1;
    const unit = open * 10 ** -Math.min(...[sure, beside].map((one) => one?.split(".")[1]?.length ?? 0));
    if (sure !== undefined && beside !== undefined && Math.abs(Number(sure) - Number(beside)) > 0.51 * unit) {
      fault("the answer is as sure as its output", "prediction", `${around} beside ${beside}`);
    }
  }
  if (lit.length === 10 && lit.every((one) => share(one).includes("%"))) {
    const values = lit.map((one) => number(share(one)));
    const best = lit[values.indexOf(Math.max(...values))];
    const chosen = lit.find((one) => one.classList.contains("predicted"));
    compared.add("largest output");
    if (chosen !== undefined && number(share(chosen)) < number(share(best))) {
      fault("the largest output is chosen", "outputs", `${text(chosen)} beside ${text(best)}`);
    }
    const levels = lit.map((one) => Number(one.style.getPropertyValue("--level")));
    if (chosen !== undefined && levels.some((level) => level > levels[lit.indexOf(chosen)] + 1e-9)) {
      fault("the longest bar is chosen", "outputs", `${levels.join(" ")} beside ${text(chosen)}`);
    }
    // Of sigmoids each is a share of its own.
    if (lit[0].closest("[data-activation=softmax]") !== null) {
      const total = sum(values);
      const decimals = /\.(\d+)/.exec(share(lit[0]))?.[1].length ?? 0;
      // Each is off by half of its last digit at most, and by all of it where it says "less than" or "more than".
      const off = sum(lit.map((one) => (/[<>]/.test(share(one)) ? 1 : 0.5))) * 10 ** -decimals;
      compared.add("shares");
      if (Math.abs(total - 100) > off + 1e-6) {
        fault("shares add up to 100", "outputs", `${total.toFixed(2)}: ${values.join(" ")}`);
      }
    }
  }

  // The card of a neuron and what the stage says of it: its tag, or, as what is open has none, the name of its cursor.
  const [title] = shown("#card-title");
  const [cardA] = shown("[data-testid=card-a]");
  const value = (written: string): number =>
    Number(/[−-]?[\d.,]+/.exec(written)?.[0].replace("−", "-").replace(/,/g, "") ?? Number.NaN);
  /** Whose name it is, in either language: "Hidden layer 1, neuron 3 of 16" and "隠れ層 1 のニューロン 3" are of one neuron. */
  const who = (name: string): string | undefined => {
    if (/^Edge|へのつながり/.test(name)) return undefined;
    const [, label] = /^(?:Output\b.*“|出力.*「)(.*?)[”」]/.exec(name) ?? [];
    if (label !== undefined) return `output ${label}`;
    const pixel = /row (\d+), column (\d+)/.exec(name) ?? /(\d+) 行 (\d+) 列/.exec(name);
    if (pixel !== null) return `pixel ${pixel[1]} ${pixel[2]}`;
    const layer = /^(?:Hidden layer|隠れ層) (\d+)/.exec(name)?.[1];
    const unit = /neuron (\d+)|(\d+) 番目|ニューロン (\d+)/.exec(name)?.slice(1).find(Boolean);
    return unit && `${layer ?? "output"} ${unit}`;
  };
  if (title !== undefined && cardA !== undefined) {
    const opened = who(text(title));
    for (const one of document.querySelectorAll("[data-testid=readout], [role=application] .cursor")) {
      const said = one.getAttribute("aria-label") ?? text(one);
      // In a step of training the stage says what comes back.
      if (opened === undefined || who(said) !== opened || /δ/.test(said)) continue;
      compared.add("card and stage");
      const activation = /(?:activation|アクティベーション) ([−-]?[\d.,]+)/.exec(said)?.[1];
      const same =
        activation === undefined
          ? !/\d/.test(text(cardA))
          : Math.abs(value(activation) - value(text(cardA))) < 0.006;
      if (!same) fault("card and stage are of one moment", text(title), `${text(cardA)} beside ${said}`);
    }
  }

  // The timeline and the figures are of the same step.
  const [moment] = shown("[data-testid=train-moment]");
  const [step] = shown("[data-testid=train-step]");
  if (moment !== undefined && step !== undefined) {
    compared.add("timeline and figures");
    if (number(text(moment)) !== number(text(step))) {
      fault("timeline and figures are of one step", text(moment), text(step));
    }
  }

  // What is asked is what was answered.
  const [answer] = shown("[data-testid=why-answer]");
  if (answer !== undefined && modal === undefined) {
    const asked = shown("h2")
      .map(text)
      .find((one) => /^(Why|なぜ)/.test(one));
    const [, en, ja] =
      /^Why (.+?)(?: and not .+)?\?$|^なぜ (?:.+ ではなく )?(.+?)？$/.exec(asked ?? "") ?? [];
    compared.add("question and answer");
    if ((en ?? ja) !== text(answer)) fault("the question is about the answer", asked ?? "", text(answer));
  }

  const kindOf = (one: HTMLElement): ControlKind => {
    if (one.matches("canvas, [role=application]")) return "picture";
    if (one.matches("select")) return "select";
    if (one.matches("input[type=range]")) return "range";
    if (one.matches("textarea, input:not([type=checkbox], [type=radio], [type=file], [type=button])"))
      return "text";
    return "press";
  };
  const elsewhere = (one: HTMLElement): boolean =>
    one instanceof HTMLAnchorElement && one.origin !== location.origin;
  const free = usable.filter((one) => !one.matches(":disabled, [type=file]") && !elsewhere(one));
  (globalThis as unknown as { walked: HTMLElement[] }).walked = free;
  return {
    faults,
    compared: [...compared],
    online: navigator.onLine,
    controls: free.map((one) => ({ kind: kindOf(one), name: nameOf(one) })),
  };
}

/** Brings the control with this number into view. */
export function approach(
  index: number,
): { left: number; top: number; width: number; height: number } | undefined {
  const { walked } = globalThis as unknown as { walked: HTMLElement[] };
  const one = walked?.[index];
  if (one === undefined || !one.isConnected) return undefined;
  one.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const { left, top, width, height } = one.getBoundingClientRect();
  return { left, top, width, height };
}
