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

/** One instance of a snapshot, replaced when it fails. */
export interface Engine {
  /** What the snapshot's policy says a fault decides. */
  readonly onError: Action;
  /** Whether the policy reads the body. */
  readonly readsBody: boolean;
  /**
   * Asks the guest about a request. `null`: allow, and nothing to say.
   *
   * @throws {SnapwallError} `HOST`, `INSTANTIATE` or `TRAP`; nothing else.
   */
  judge(request: GuardRequest, options: CheckOptions | undefined): Answer | null;
  /** Whether the policy has a fingerprint. */
  hasFingerprint(): boolean;
  /**
   * Asks the guest for a request's fingerprint. `null`: the policy has none.
   *
   * @throws {SnapwallError} As {@link judge}.
   */
  fingerprint(request: GuardRequest, options: CheckOptions | undefined): string | null;
  /** Bits of `CONTENT_RULES`: which rules for content the policy has. */
  readonly contentRules: number;
  /**
   * Asks the guest about content. `question` runs none of the caller's code: the guest's buffers are
   * its own until it returns.
   *
   * @throws {SnapwallError} `INSTANTIATE` or `TRAP`; nothing else.
   */
  ask<Result>(question: (guest: Guest) => Result): Result;
}

/** What a fault in each step of judging is called. */
const FAULTS = {
  HOST: "Request could not be read",
  INSTANTIATE: "Snapshot could not be instantiated again",
  TRAP: "Guest failed while it judged",
} as const;

/**
 * Instantiates a snapshot and keeps the instance. One that fails is dropped, and the next request
 * gets a new one: a fault costs the request that met it and no other.
 *
 * @throws {SnapwallError} When the module is no snapshot of this ABI, or fails at once.
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

    // Only when somebody asks: a start is no place for what most guards never do.
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
