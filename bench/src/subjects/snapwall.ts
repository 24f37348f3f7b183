import { createGuard } from "@snapwall/core";
import type { Subject } from "./subject.ts";

/** The shipped snapshot behind the public interface, judging a Fetch request. */
export const subject: Subject = {
  modules: ["snapwall.wasm"],
  judges: true,
  start(modules) {
    const guard = createGuard(modules["snapwall.wasm"] as WebAssembly.Module);
    return (exchange) => guard.check(exchange.request).denied;
  },
  instantiate(modules) {
    new WebAssembly.Instance(modules["snapwall.wasm"] as WebAssembly.Module);
  },
};
