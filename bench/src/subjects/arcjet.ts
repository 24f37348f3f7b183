import { type BotConfig, instantiate } from "arcjet-component";
import { imports } from "./arcjet-imports.ts";
import type { Modules, Subject } from "./subject.ts";

const name = (part: string): string => `arcjet_analyze_js_req.component.${part}.wasm`;
const modules = [name("core"), name("core2"), name("core3")];

/** Every bot it knows is denied: the shortest configuration it accepts. */
const config: BotConfig = {
  tag: "allowed-bot-config",
  val: { entities: [], skipCustomDetect: true },
};

function startComponent(compiled: Modules) {
  return instantiate(
    (path) => compiled[path] as WebAssembly.Module,
    imports,
    (module, coreImports) => new WebAssembly.Instance(module, coreImports),
  );
}

/**
 * `@arcjet/analyze-wasm` through its own component glue, in the way most favourable to it: started
 * synchronously, with one reused instance (its SDK creates a new one for every call), and given a
 * plain object, so that of its SDK's work only the `JSON.stringify` counts.
 */
export const subject: Subject = {
  modules,
  judges: true,
  start(compiled) {
    const component = startComponent(compiled);
    return (exchange) =>
      component.detectBot(JSON.stringify(exchange.plain), config).denied.length > 0;
  },
  instantiate(compiled) {
    startComponent(compiled);
  },
};
