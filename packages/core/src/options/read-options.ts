import { ACTIONS, CONFIGURE, MODES } from "../abi.ts";
import type { ConfigureEntry } from "../codec/write-configuration.ts";
import type { BotsOptions, GuardOptions } from "./guard-options.ts";
import { suggest } from "./suggest.ts";

const OPTION_NAMES = ["mode", "onError", "bots", "clientAddress", "onFault"];
const BOTS_OPTION_NAMES = ["mode", "allow", "deny", "missingUserAgent"];
const COMPILED_NAMES = ["shield", "filters", "email", "sensitive", "client", "rateLimits"];

/**
 * Checks a guard's options and turns those that the guest applies into operations of `configure`.
 * Names of bots are checked by the guest, which knows them.
 *
 * @throws {TypeError} For an unknown option, one that only a snapshot can hold, or a wrong type.
 * @throws {RangeError} For a mode or an action that there is not.
 */
export function readOptions(options: GuardOptions<never>): ConfigureEntry[] {
  requireObject("options", options);
  requireNames("", options, OPTION_NAMES);
  const { mode, onError, bots, clientAddress, onFault } = options;
  if (onError !== undefined) requireOneOf("onError", onError, ACTIONS);
  if (clientAddress !== undefined) requireFunction("clientAddress", clientAddress);
  if (onFault !== undefined) requireFunction("onFault", onFault);
  const entries: ConfigureEntry[] = [];
  if (mode !== undefined) {
    requireOneOf("mode", mode, MODES);
    entries.push({ op: CONFIGURE.mode, text: mode, path: "mode" });
  }
  if (bots !== undefined) readBots(bots, entries);
  return entries;
}

function readBots(bots: BotsOptions, entries: ConfigureEntry[]): void {
  requireObject("bots", bots);
  requireNames("bots.", bots, BOTS_OPTION_NAMES);
  const { mode, missingUserAgent, deny, allow } = bots;
  if (mode !== undefined) {
    requireOneOf("bots.mode", mode, MODES);
    entries.push({ op: CONFIGURE.botsMode, text: mode, path: "bots.mode" });
  }
  if (missingUserAgent !== undefined) {
    const path = "bots.missingUserAgent";
    requireOneOf(path, missingUserAgent, ACTIONS);
    entries.push({ op: CONFIGURE.botsMissingUserAgent, text: missingUserAgent, path });
  }
  if (deny !== undefined) {
    entries.push({ op: CONFIGURE.botsClearDeny, text: "", path: "bots.deny" });
    readNames("bots.deny", deny, CONFIGURE.botsDeny, entries);
  }
  if (allow !== undefined) {
    entries.push({ op: CONFIGURE.botsClearAllow, text: "", path: "bots.allow" });
    readNames("bots.allow", allow, CONFIGURE.botsAllow, entries);
  }
}

function readNames(
  path: string,
  names: readonly string[],
  op: number,
  entries: ConfigureEntry[],
): void {
  if (!Array.isArray(names)) throw new TypeError(`"${path}" expected array, got ${show(names)}`);
  for (const [i, text] of names.entries()) {
    const place = `${path}[${i}]`;
    if (typeof text !== "string") {
      throw new TypeError(`"${place}" expected string, got ${show(text)}`);
    }
    entries.push({ op, text, path: place });
  }
}

function requireNames(prefix: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const path = `"${prefix}${name}"`;
    if (prefix === "" && COMPILED_NAMES.includes(name)) {
      throw new TypeError(
        `${path} is compiled into a snapshot (\`snapwall bake\`) and cannot be changed at run time`,
      );
    }
    const nearest = suggest(name, known);
    const hint = nearest === undefined ? "" : `; did you mean "${prefix}${nearest}"?`;
    throw new TypeError(`${path} is not an option${hint}`);
  }
}

function requireObject(path: string, value: unknown): void {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new TypeError(`"${path}" expected object, got ${show(value)}`);
  }
}

function requireFunction(path: string, value: unknown): void {
  if (typeof value !== "function") {
    throw new TypeError(`"${path}" expected function, got ${show(value)}`);
  }
}

function requireOneOf(path: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== "string") {
    throw new TypeError(`"${path}" expected string, got ${show(value)}`);
  }
  if (known.includes(value)) return;
  const nearest = suggest(value, known);
  const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  throw new RangeError(`"${path}" expected ${known.join(" or ")}, got "${value}"${hint}`);
}

function show(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
