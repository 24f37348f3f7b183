import { createGuard } from "@snapwall/core";
import type { Subject } from "./subject.ts";

/** A snapshot of a policy with every request rule, judging a Fetch request with an address. */
export const subject: Subject = {
  modules: ["whole-request.wasm"],
  judges: true,
  start(modules) {
    const guard = createGuard(modules["whole-request.wasm"] as WebAssembly.Module);
    return ({ request, plain }) => guard.check(request, { ip: plain.ip }).denied;
  },
  instantiate(modules) {
    new WebAssembly.Instance(modules["whole-request.wasm"] as WebAssembly.Module);
  },
};
