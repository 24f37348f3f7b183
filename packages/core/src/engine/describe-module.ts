import { CUSTOM_SECTION } from "../abi.ts";
import { SnapwallError } from "../errors.ts";
import type { ModuleDescription } from "../types/module.ts";

/**
 * Reads a module's self-description: ABI, policy, names of rules and bots, provenance.
 *
 * Parses JSON from a custom section, so it is for tools and error messages, not for the request
 * path.
 *
 * @throws {SnapwallError} `NOT_SNAPWALL` when the description is missing or cannot be read.
 *
 * @example
 * ```ts
 * console.log(describeModule(module).bots?.ai, "by category");
 * ```
 */
export function describeModule(module: WebAssembly.Module): ModuleDescription {
  const [section] = WebAssembly.Module.customSections(module, CUSTOM_SECTION);
  if (section === undefined) {
    throw new SnapwallError("NOT_SNAPWALL", `The module has no custom section "${CUSTOM_SECTION}"`);
  }
  try {
    return JSON.parse(new TextDecoder().decode(section)) as ModuleDescription;
  } catch (cause) {
    const message = `The module's custom section "${CUSTOM_SECTION}" is not JSON`;
    throw new SnapwallError("NOT_SNAPWALL", message, { cause });
  }
}
