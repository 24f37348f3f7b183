import { createGuard } from "@snapwall/core";
import type { Subject } from "./subject.ts";

/** A snapshot of a policy that asks everything of a request, judging a Fetch request from an address. */
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
