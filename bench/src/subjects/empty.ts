import type { Subject } from "./subject.ts";

/**
 * The floor: a module with as much memory as ours, no content, and one function that is called.
 */
export const subject: Subject = {
  modules: ["empty.wasm"],
  judges: false,
  start(modules) {
    const instance = new WebAssembly.Instance(modules["empty.wasm"] as WebAssembly.Module);
    const check = instance.exports.check as () => number;
    return () => {
      check();
      return undefined;
    };
  },
  instantiate(modules) {
    new WebAssembly.Instance(modules["empty.wasm"] as WebAssembly.Module);
  },
};
