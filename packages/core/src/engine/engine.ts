import { ACTIONS } from "../abi.ts";
import { readAnswer } from "../codec/read-answer.ts";
import { readParts } from "../codec/read-parts.ts";
import type { ConfigureEntry } from "../codec/write-configuration.ts";
import { writeInput } from "../codec/write-input.ts";
import { SnapwallError } from "../errors.ts";
import type { Answer } from "../types/answer.ts";
import type { Action } from "../types/decision.ts";
import type { GuardRequest } from "../types/request.ts";
import { configureGuest } from "./configure-guest.ts";
import { type Guest, openGuest } from "./open-guest.ts";

/** What a fault in each step of judging is called. */
const FAULTS = {
  HOST: "Request could not be read",
  INSTANTIATE: "Snapshot could not be instantiated again",
  TRAP: "Guest failed while judging a request",
} as const;

/**
 * Keeps one instance of a snapshot and asks it about requests. An instance that failed is dropped,
 * and the next request gets a new one: a fault costs the request that met it and no other.
 */
export class Engine {
  /** What the snapshot's policy says a fault decides. */
  readonly onError: Action;
  readonly module: WebAssembly.Module;
  readonly #entries: readonly ConfigureEntry[];
  readonly #headerNames: readonly string[];
  #guest: Guest | null;

  /**
   * @throws {SnapwallError} When the module is no snapshot of this ABI.
   * @throws {RangeError} When the snapshot does not know a name in `entries`.
   */
  constructor(module: WebAssembly.Module, entries: readonly ConfigureEntry[]) {
    this.module = module;
    this.#entries = entries;
    const guest = this.#open();
    this.onError = ACTIONS[guest.onError] ?? "deny";
    this.#headerNames = guest.headerNames;
    this.#guest = guest;
  }

  /**
   * Asks the guest about a request. `null`: allow, and nothing to say.
   *
   * @throws {SnapwallError} `HOST`, `INSTANTIATE` or `TRAP`; nothing else.
   */
  judge(request: GuardRequest, ip: string | null | undefined): Answer | null {
    let step: keyof typeof FAULTS = "HOST";
    try {
      const parts = readParts(request, ip, this.#headerNames);
      step = "INSTANTIATE";
      this.#guest ??= this.#open();
      const guest = this.#guest;
      step = "TRAP";
      writeInput(guest, parts);
      return guest.check() === 0 ? null : readAnswer(guest, parts);
    } catch (cause) {
      if (step === "TRAP") this.#guest = null;
      throw new SnapwallError(step, FAULTS[step], { cause });
    }
  }

  #open(): Guest {
    const guest = openGuest(this.module);
    configureGuest(guest, this.module, this.#entries);
    return guest;
  }
}
