import { denoRuntime } from "./deno.ts";
import { node } from "./node.ts";
import type { Runtime } from "./runtime.ts";
import { workerd } from "./workerd.ts";

/** The runtimes in which everything is measured. */
export const runtimes: readonly Runtime[] = [node, denoRuntime, workerd];
