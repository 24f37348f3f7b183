import { CONFIGURE } from "../abi.ts";
import { type ConfigureEntry, writeConfiguration } from "../codec/write-configuration.ts";
import { SnapwallError } from "../errors.ts";
import { suggest } from "../options/suggest.ts";
import { describeModule } from "./describe-module.ts";
import type { Guest } from "./open-guest.ts";

/**
 * Applies run-time options to a fresh instance.
 *
 * @throws {RangeError} When the snapshot does not know a bot or category, has no rule that an
 * option applies to, or has no room for a list.
 * @throws {SnapwallError} `TRAP` when the guest fails.
 */
export function configureGuest(
  guest: Guest,
  module: WebAssembly.Module,
  entries: readonly ConfigureEntry[],
): void {
  const fits = writeConfiguration(guest, entries);
  const refused = fits ? configure(guest) : 0;
  guest.bytes.fill(0, guest.inputAddress, guest.inputAddress + guest.inputBytes);
  if (!fits) throw new RangeError(`"options" expected lists of at most ${guest.inputBytes} bytes`);
  const entry = entries[refused - 1];
  if (entry !== undefined) throw explainRefusal(module, entry);
}

function configure(guest: Guest): number {
  try {
    return guest.exports.configure();
  } catch (cause) {
    throw new SnapwallError("TRAP", "The guest failed while applying the options", { cause });
  }
}

/** By operation, the policy key that an option depends on. */
const ASKED_OF_POLICY: Readonly<Record<number, string>> = {
  [CONFIGURE.clientClearProxies]: "client",
  [CONFIGURE.botsSpoofed]: "bots.verified",
  [CONFIGURE.impersonationMode]: "bots.impersonation",
  [CONFIGURE.impersonationScore]: "bots.impersonation",
};

function explainRefusal(module: WebAssembly.Module, entry: ConfigureEntry): RangeError {
  const { op, path, text } = entry;
  const asked = ASKED_OF_POLICY[op];
  if (asked !== undefined) {
    return new RangeError(
      `"${path}" expected a module whose policy has "${asked}"; add it and run \`snapwall bake\``,
    );
  }
  if (op === CONFIGURE.clientTrust) {
    return new RangeError(
      `"${path}" expected one of at most 64 addresses, blocks (10.0.0.0/8) or "unix", got "${text}"; ` +
        "names and longer lists are compiled in with `snapwall bake`",
    );
  }
  const nearest = suggest(text, listNames(module));
  const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  return new RangeError(`"${path}" expected the name of a bot or category, got "${text}"${hint}`);
}

function listNames(module: WebAssembly.Module): string[] {
  try {
    const { bots = {} } = describeModule(module);
    return [...Object.keys(bots).map((name) => `category:${name}`), ...Object.values(bots).flat()];
  } catch {
    return [];
  }
}
