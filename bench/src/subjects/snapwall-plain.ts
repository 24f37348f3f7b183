import { createGuard } from "@snapwall/core";
import { subject as snapwall } from "./snapwall.ts";
import type { Subject } from "./subject.ts";

/**
 * The shipped snapshot, given the headers in the same form as Arcjet: a plain object. The
 * difference to `snapwall`, which reads a Fetch request, is the cost of reading one.
 */
export const subject: Subject = {
  ...snapwall,
  start(modules) {
    const guard = createGuard(modules["snapwall.wasm"] as WebAssembly.Module);
    return (exchange) => guard.check({ headers: exchange.plain.headers }).denied;
  },
};
