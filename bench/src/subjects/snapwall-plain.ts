import { createGuard } from "@snapwall/core";
import { subject as snapwall } from "./snapwall.ts";
import type { Subject } from "./subject.ts";

/**
 * The shipped snapshot, given the headers in the form that Arcjet is given them: a plain object.
 * Beside `snapwall`, which reads a Fetch request, it shows what reading one costs.
 */
export const subject: Subject = {
  ...snapwall,
  start(modules) {
    const guard = createGuard(modules["snapwall.wasm"] as WebAssembly.Module);
    return (exchange) => guard.check({ headers: exchange.plain.headers }).denied;
  },
};
