import { ACTIONS, LAYOUT } from "../abi.ts";
import type { Parts } from "../codec/parts.ts";
import { readAnswer } from "../codec/read-answer.ts";
import {
  type Asked,
  asksForBody,
  asksFurther,
  type Finders,
  readFurtherParts,
} from "../codec/read-further-parts.ts";
import { readParts } from "../codec/read-parts.ts";
import type { ConfigureEntry } from "../codec/write-configuration.ts";
import { writeInput } from "../codec/write-input.ts";
import { SnapwallError } from "../errors.ts";
import type { Answer } from "../types/answer.ts";
import type { Action } from "../types/decision.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import { configureGuest } from "./configure-guest.ts";
import { type Guest, openGuest } from "./open-guest.ts";
import { readCharacteristics, takeFingerprint } from "./take-fingerprint.ts";

/** An instance of a snapshot, which is replaced when it fails. */
export interface Engine {
  /** The policy's `onError`. */
  readonly onError: Action;
  /** Whether the policy reads the body. */
  readonly readsBody: boolean;
  /**
   * Has the guest judge a request. `null` means "allow, nothing to report".
   *
   * @throws {SnapwallError} `HOST`, `INSTANTIATE` or `TRAP`; nothing else.
   */
  judge(request: GuardRequest, options: CheckOptions | undefined): Answer | null;
  /** Whether the policy has a fingerprint. */
  hasFingerprint(): boolean;
  /**
   * Has the guest take a request's fingerprint. `null` if the policy has none.
   *
   * @throws {SnapwallError} As {@link judge}.
   */
  fingerprint(request: GuardRequest, options: CheckOptions | undefined): string | null;
  /** The content rules that the policy has, as bits of `CONTENT_RULES`. */
  readonly contentRules: number;
  /**
   * Has the guest judge content. `question` must not run any of the caller's code, because it owns
   * the guest's buffers until it returns.
   *
   * @throws {SnapwallError} `INSTANTIATE` or `TRAP`; nothing else.
   */
  ask<Result>(question: (guest: Guest) => Result): Result;
}

/** Error messages by the step that failed. */
const FAULTS = {
  HOST: "The request could not be read",
  INSTANTIATE: "The snapshot could not be instantiated again",
  TRAP: "The guest failed while judging",
} as const;

/**
 * Instantiates a snapshot and keeps the instance. An instance that fails is dropped and the next
 * request gets a new one, so a fault affects only the request that caused it.
 *
 * @throws {SnapwallError} When the module is not a snapshot with this ABI, or fails immediately.
 * @throws {RangeError} When the snapshot does not know a name in `entries`.
 */
export const startEngine = /** @type {Eager} */ (
  function startEngine(
    module: WebAssembly.Module,
    entries: readonly ConfigureEntry[],
    finders: Finders,
  ): Engine {
    const open = /** @type {Eager} */ (
      function open(): Guest {
        const opened = openGuest(module);
        if (entries.length > 0) configureGuest(opened, module, entries);
        return opened;
      }
    );

    let guest: Guest | null = open();
    const asked = guest;
    const { words, layoutWord } = asked;
    const asksMore = asksFurther(asked);
    let characteristics: Asked | null | undefined;

    // Read on demand, because most guards never take a fingerprint and should not pay for it at
    // start.
    function findCharacteristics(): Asked | null {
      if (characteristics === undefined) characteristics = readCharacteristics(asked);
      return characteristics;
    }

    const cross = /** @type {Eager} */ (
      function cross<Result>(
        asked: Asked,
        asksMore: boolean,
        request: GuardRequest,
        options: CheckOptions | undefined,
        ask: (guest: Guest, parts: Parts, flags: number) => Result,
      ): Result {
        let step: keyof typeof FAULTS = "HOST";
        try {
          const parts = readParts(request, options?.ip, asked.headerNames);
          const flags = asksMore ? readFurtherParts(parts, request, options, asked, finders) : 0;
          step = "INSTANTIATE";
          guest ??= open();
          step = "TRAP";
          return ask(guest, parts, flags);
        } catch (cause) {
          if (step === "TRAP") guest = null;
          throw new SnapwallError(step, FAULTS[step], { cause });
        }
      }
    );

    const judge = /** @type {Eager} */ (
      function judge(request: GuardRequest, options: CheckOptions | undefined): Answer | null {
        return cross(asked, asksMore, request, options, askForAnswer);
      }
    );

    function fingerprint(request: GuardRequest, options: CheckOptions | undefined): string | null {
      const chosen = findCharacteristics();
      if (chosen === null) return null;
      return cross(chosen, asksFurther(chosen), request, options, takeFingerprint);
    }

    function ask<Result>(question: (guest: Guest) => Result): Result {
      let step: keyof typeof FAULTS = "INSTANTIATE";
      try {
        guest ??= open();
        step = "TRAP";
        return question(guest);
      } catch (cause) {
        if (step === "TRAP") guest = null;
        throw new SnapwallError(step, FAULTS[step], { cause });
      }
    }

    return {
      onError: ACTIONS[words[layoutWord + LAYOUT.onError] as number] ?? "deny",
      readsBody: asksForBody(asked),
      judge,
      hasFingerprint: () => findCharacteristics() !== null,
      fingerprint,
      contentRules: words[layoutWord + LAYOUT.contentRules] as number,
      ask,
    };
  }
);

const askForAnswer = /** @type {Eager} */ (
  function askForAnswer(guest: Guest, parts: Parts, flags: number): Answer | null {
    const ascii = writeInput(guest, parts, flags);
    return guest.exports.check() === 0 ? null : readAnswer(guest, parts, ascii);
  }
);
