/**
 * @file What comes out of a small network that is asked once.
 */

import { compile, type Model, type Trace } from "akari";

/** All that the network comes to for these inputs. */
export async function traced(model: Model, inputs: ArrayLike<number>): Promise<Trace> {
  using network = await compile(model);
  return network.trace(Float32Array.from(inputs));
}
