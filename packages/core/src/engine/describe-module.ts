import { CUSTOM_SECTION } from "../abi.ts";
import { SnapwallError } from "../errors.ts";
import type { ModuleDescription } from "../types/module.ts";

/**
 * Reads what a module says about itself: ABI, policy, names of rules and bots, provenance.
 *
 * Parses JSON from a custom section, so it is for tools and messages; nothing on the request path
 * calls it.
 *
 * @throws {SnapwallError} `NOT_SNAPWALL` when the module has no description or it cannot be read.
 *
 * @example
 * ```ts
 * console.log(describeModule(module).bots?.ai, "by category");
 * ```
 */
export function describeModule(module: WebAssembly.Module): ModuleDescription {
  const [section] = WebAssembly.Module.customSections(module, CUSTOM_SECTION);
  if (section === undefined) {
    throw new SnapwallError("NOT_SNAPWALL", `Module has no custom section "${CUSTOM_SECTION}"`);
  }
  try {
    return JSON.parse(new TextDecoder().decode(section)) as ModuleDescription;
  } catch (cause) {
    const message = `Custom section "${CUSTOM_SECTION}" of the module is not JSON`;
    throw new SnapwallError("NOT_SNAPWALL", message, { cause });
  }
}
