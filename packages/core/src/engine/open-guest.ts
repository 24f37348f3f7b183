import {
  type EXPORTS,
  INPUT_WORDS,
  LAYOUT,
  MAGIC,
  type OPTIONAL_EXPORTS,
  SLOTS,
  VERSION,
} from "../abi.ts";
import type { GuestMemory } from "../codec/guest-memory.ts";
import { readAscii } from "../codec/read-text.ts";
import { explainAbi, explainModule, explainUnbaked } from "./explain-module.ts";

/** An instance of a snapshot: its memory and exports. */
export interface Guest extends GuestMemory {
  /** Index of the first layout word in `words`. */
  readonly layoutWord: number;
  readonly exports: GuestExports;
}

/**
 * A module's exports: all of `EXPORTS`, and those of `OPTIONAL_EXPORTS` for which its policy has a
 * rule.
 */
export interface GuestExports
  extends Record<keyof typeof EXPORTS, unknown>,
    Partial<Record<keyof typeof OPTIONAL_EXPORTS, unknown>> {
  readonly memory: WebAssembly.Memory;
  readonly layout: WebAssembly.Global;
  readonly check: () => number;
  readonly configure: () => number;
  readonly fingerprint?: () => void;
  readonly email?: () => number;
  readonly sensitive?: () => number;
}

/**
 * Instantiates a module, synchronously, and checks that it is a snapshot with this ABI.
 *
 * Words are read in the machine's byte order. On a big-endian machine, which no supported platform
 * uses, the magic number does not match and the module is refused.
 *
 * @throws {SnapwallError} `NOT_SNAPWALL`, `ABI_MISMATCH` or `NOT_BAKED`.
 */
export const openGuest = /** @type {Eager} */ (
  function openGuest(module: WebAssembly.Module): Guest {
    let exports: GuestExports;
    try {
      exports = new WebAssembly.Instance(module).exports as unknown as GuestExports;
    } catch (cause) {
      throw explainModule(module, cause);
    }
    const { memory, layout, check, configure } = exports as Partial<GuestExports>;
    if (!memory || !layout || !check || !configure) throw explainModule(module);
    const { buffer } = memory;
    const words = new Uint32Array(buffer);
    const at = layout.value >>> 2;
    if (words[at + LAYOUT.magic] !== MAGIC) throw explainModule(module);
    if (words[at + LAYOUT.abi] !== VERSION) throw explainAbi(words[at + LAYOUT.abi] as number);
    if (words[at + LAYOUT.ready] !== 1) throw explainUnbaked();

    const bytes = new Uint8Array(buffer);
    const namesAt = words[at + LAYOUT.partsAddress] as number;
    const namesBytes = words[at + LAYOUT.partsBytes] as number;
    const { headerNames, furtherNames } = readPartNames(bytes, namesAt, namesBytes);
    const inputAddress = words[at + LAYOUT.inputAddress] as number;
    const inputBytes = words[at + LAYOUT.inputBytes] as number;
    const slots = SLOTS.length + headerNames.length + furtherNames.length;
    const textAt = inputAddress + (INPUT_WORDS + slots) * 4;
    return {
      bytes,
      words,
      layoutWord: at,
      inputAddress,
      inputBytes,
      texts: bytes.subarray(textAt, inputAddress + inputBytes),
      content: undefined,
      outputAddress: words[at + LAYOUT.outputAddress] as number,
      outputBytes: words[at + LAYOUT.outputBytes] as number,
      headerNames,
      furtherNames,
      reads: words[at + LAYOUT.reads] as number,
      clientSlot: words[at + LAYOUT.clientSlot] as number,
      exports,
    };
  }
);

/** Reads a list of names of request parts. */
export const readPartNames = /** @type {Eager} */ (
  function readPartNames(
    bytes: Uint8Array,
    address: number,
    length: number,
  ): Pick<GuestMemory, "headerNames" | "furtherNames"> {
    const names = readAscii(bytes, address, length);
    // Headers come first; the other parts follow after a colon.
    const colon = names.indexOf(":");
    const headers = colon < 0 ? names : names.slice(0, Math.max(0, colon - 1));
    return {
      headerNames: headers === "" ? [] : headers.split("\n"),
      furtherNames: colon < 0 ? [] : names.slice(colon + 1).split("\n:"),
    };
  }
);
