/**
 * @file The order of a network's layers where their names do not tell it (`hidden`, `input`, `output`): each layer
 * takes in as many numbers as the one before gives, and often only one order does that.
 */

export interface LayerShape {
  readonly units: number;
  readonly inputs: number;
}

/** So that a file made of many equal layers cannot ask for much work. */
const MOST_TRIES = 10_000;

/** Whether each layer takes in what the one before gives. */
export const isChain = (layers: readonly LayerShape[]): boolean =>
  layers.every(({ inputs }, i) => i === 0 || inputs === layers[i - 1].units);

/** The only order in which layers follow each other; undefined where there is none, or more than one. */
export function onlyChain<T extends LayerShape>(layers: readonly T[]): T[] | undefined {
  const found: T[][] = [];
  let tries = 0;
  const extend = (chain: readonly T[], left: readonly T[]): void => {
    tries++;
    if (found.length > 1 || tries > MOST_TRIES) return;
    if (left.length === 0) found.push([...chain]);
    for (const layer of left) {
      if (!isChain([...chain.slice(-1), layer])) continue;
      extend(
        [...chain, layer],
        left.filter((other) => other !== layer),
      );
    }
  };
  extend([], layers);
  return found.length === 1 && tries <= MOST_TRIES ? found[0] : undefined;
}
