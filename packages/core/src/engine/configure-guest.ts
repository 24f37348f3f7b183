import { type ConfigureEntry, writeConfiguration } from "../codec/write-configuration.ts";
import { SnapwallError } from "../errors.ts";
import { suggest } from "../options/suggest.ts";
import { describeModule } from "./describe-module.ts";
import type { Guest } from "./open-guest.ts";

/**
 * Applies run-time options to a fresh instance.
 *
 * @throws {RangeError} When the snapshot knows no bot or category of a name, or the lists are too
 * long for its buffer.
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
  if (!fits) throw new RangeError(`"bots" expected lists of at most ${guest.inputBytes} bytes`);
  const entry = entries[refused - 1];
  if (entry !== undefined) throw explainRefusal(module, entry);
}

function configure(guest: Guest): number {
  try {
    return guest.configure();
  } catch (cause) {
    throw new SnapwallError("TRAP", "Guest failed while it took the options", { cause });
  }
}

function explainRefusal(module: WebAssembly.Module, { path, text }: ConfigureEntry): RangeError {
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
