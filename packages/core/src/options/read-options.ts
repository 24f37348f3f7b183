import { ACTIONS, CONFIGURE, MODES, type Mode, SENSITIVITIES } from "../abi.ts";
import type { ConfigureEntry } from "../codec/write-configuration.ts";
import type { ImpersonationPolicy } from "../types/policy.ts";
import type {
  BotsOptions,
  ClientOptions,
  EmailOptions,
  FiltersOptions,
  GuardOptions,
  SensitiveOptions,
  ShieldOptions,
} from "./guard-options.ts";
import { COMPILED_KEYS, OPTION_KEYS } from "./policy-keys.ts";
import { suggest } from "./suggest.ts";

/** Options that are not part of a policy. */
const HOST_OPTIONS = ["clientAddress", "platformFacts", "resolveMx", "onFault"];

/**
 * Validates a guard's options and translates those that the guest applies into `configure`
 * operations. Bot names are left to the guest, which knows them.
 *
 * @throws {TypeError} For an unknown option, one that can only be compiled in, or a wrong type.
 * @throws {RangeError} For an unknown mode, action or sensitivity, or a score that is out of range.
 */
export function readOptions(options: GuardOptions<never>): ConfigureEntry[] {
  requireOptions("", options, [...OPTION_KEYS.policy, ...HOST_OPTIONS], COMPILED_KEYS.policy);
  const { mode, onError, bots, filters, shield, email, sensitive, client } = options;
  const { clientAddress, platformFacts, resolveMx, onFault } = options;
  const entries: ConfigureEntry[] = [];
  if (onError !== undefined) requireOneOf("onError", onError, ACTIONS);
  if (clientAddress !== undefined) requireFunction("clientAddress", clientAddress);
  if (platformFacts !== undefined) requireFunction("platformFacts", platformFacts);
  if (resolveMx !== undefined) requireFunction("resolveMx", resolveMx);
  if (onFault !== undefined) requireFunction("onFault", onFault);
  readMode("mode", mode, CONFIGURE.mode, entries);
  if (bots !== undefined) readBots(bots, entries);
  if (filters !== undefined) readFilters(filters, entries);
  if (shield !== undefined) readShield(shield, entries);
  if (email !== undefined) checkContent("email", email);
  if (sensitive !== undefined) checkContent("sensitive", sensitive);
  if (client !== undefined) readClient(client, entries);
  return entries;
}

function readBots(bots: BotsOptions, entries: ConfigureEntry[]): void {
  requireOptions("bots", bots, OPTION_KEYS.bots, COMPILED_KEYS.bots);
  const { mode, missingUserAgent, deny, allow, spoofed, impersonation } = bots;
  readMode("bots.mode", mode, CONFIGURE.botsMode, entries);
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
  if (spoofed !== undefined) {
    const path = "bots.spoofed";
    requireOneOf(path, spoofed, ACTIONS);
    entries.push({ op: CONFIGURE.botsSpoofed, text: spoofed, path });
  }
  if (impersonation !== undefined) readImpersonation(impersonation, entries);
}

function readImpersonation(impersonation: ImpersonationPolicy, entries: ConfigureEntry[]): void {
  const at = "bots.impersonation";
  requireOptions(at, impersonation, OPTION_KEYS.impersonation, COMPILED_KEYS.impersonation);
  const { mode, score } = impersonation;
  readMode(`${at}.mode`, mode, CONFIGURE.impersonationMode, entries);
  if (score === undefined) return;
  if (typeof score !== "number") {
    throw new TypeError(`"${at}.score" expected integer, got ${show(score)}`);
  }
  if (!Number.isInteger(score) || score < 1 || score > 100) {
    throw new RangeError(`"${at}.score" expected integer from 1 to 100, got ${score}`);
  }
  entries.push({ op: CONFIGURE.impersonationScore, text: String(score), path: `${at}.score` });
}

function readFilters(filters: FiltersOptions, entries: ConfigureEntry[]): void {
  requireOptions("filters", filters, OPTION_KEYS.filters, COMPILED_KEYS.filters);
  readMode("filters.mode", filters.mode, CONFIGURE.filtersMode, entries);
}

function readShield(shield: ShieldOptions, entries: ConfigureEntry[]): void {
  requireOptions("shield", shield, OPTION_KEYS.shield, COMPILED_KEYS.shield);
  const { mode, sensitivity } = shield;
  readMode("shield.mode", mode, CONFIGURE.shieldMode, entries);
  if (sensitivity !== undefined) {
    const path = "shield.sensitivity";
    requireOneOf(path, sensitivity, SENSITIVITIES);
    entries.push({ op: CONFIGURE.shieldSensitivity, text: sensitivity, path });
  }
}

/** Only validates: these modes are sent to the guest with each piece of content. */
function checkContent(rule: "email" | "sensitive", given: EmailOptions | SensitiveOptions): void {
  requireOptions(rule, given, OPTION_KEYS[rule], COMPILED_KEYS[rule]);
  if (given.mode !== undefined) requireOneOf(`${rule}.mode`, given.mode, MODES);
}

function readClient(client: ClientOptions, entries: ConfigureEntry[]): void {
  requireOptions("client", client, OPTION_KEYS.client, COMPILED_KEYS.client);
  const path = "client.trustedProxies";
  if (client.trustedProxies === undefined) return;
  entries.push({ op: CONFIGURE.clientClearProxies, text: "", path });
  readNames(path, client.trustedProxies, CONFIGURE.clientTrust, entries);
}

function readMode(
  path: string,
  mode: Mode | undefined,
  op: number,
  entries: ConfigureEntry[],
): void {
  if (mode === undefined) return;
  requireOneOf(path, mode, MODES);
  entries.push({ op, text: mode, path });
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

function requireOptions(
  path: string,
  options: object,
  known: readonly string[],
  compiled: readonly string[],
): void {
  if (options === null || typeof options !== "object" || Array.isArray(options)) {
    throw new TypeError(`"${path || "options"}" expected object, got ${show(options)}`);
  }
  const names = Object.keys(options);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (!known.includes(name)) throw explainUnknown(path, name, known, compiled);
  }
}

function explainUnknown(
  path: string,
  name: string,
  known: readonly string[],
  compiled: readonly string[],
): TypeError {
  const prefix = path && `${path}.`;
  const why = "is compiled into a snapshot (`snapwall bake`) and cannot be changed at run time";
  if (compiled.includes(name)) return new TypeError(`"${prefix}${name}" ${why}`);
  const nearest = suggest(name, [...known, ...compiled]);
  const caution = nearest !== undefined && compiled.includes(nearest) ? ` That ${why}` : "";
  const hint = nearest === undefined ? "" : `; did you mean "${prefix}${nearest}"?${caution}`;
  return new TypeError(`"${prefix}${name}" is not an option${hint}`);
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
