import { CONTENT_RULES } from "../abi.ts";
import { type Finder, requireBody } from "../codec/read-further-parts.ts";
import { describeModule } from "../engine/describe-module.ts";
import { startEngine } from "../engine/engine.ts";
import { explainArgument } from "../engine/explain-module.ts";
import { SnapwallError } from "../errors.ts";
import type { GuardOptions } from "../options/guard-options.ts";
import { readOptions } from "../options/read-options.ts";
import { createRedactor, type Redaction, type RedactOptions } from "../redact/redactor.ts";
import type { Answer } from "../types/answer.ts";
import type { EmailDecision, SensitiveDecision } from "../types/content.ts";
import type { Action, Decision } from "../types/decision.ts";
import type { ModuleDescription } from "../types/module.ts";
import type { PlatformFacts } from "../types/platform-facts.ts";
import type {
  CheckOptions,
  FingerprintOptions,
  GuardRequest,
  ProtectOptions,
} from "../types/request.ts";
import { type ContentJudge, judgeContentWith } from "./content.ts";
import { JudgedRequest } from "./decision.ts";
import { protectWith } from "./protect.ts";

/**
 * An instantiated snapshot that judges requests. Create one per process or isolate and keep it.
 */
export interface Guard {
  /**
   * Judges everything about a request that needs no I/O, synchronously.
   *
   * @throws {TypeError} When `request` is not an object or has no `headers` object. Nothing that a
   * client can send causes an exception.
   */
  check(request: GuardRequest, options?: CheckOptions): Decision;
  /**
   * Judges the same as {@link check}, and what has to be read first: the body, if the policy reads
   * bodies or body fields, and any content in `options`. The application can still read the
   * request's body.
   *
   * The body of a request that is denied without it is not read. Rules that inspect whole bodies
   * see the first 32 KiB; `fields` are searched for in the first MiB. The decision has the note
   * `BODY_TRUNCATED` if the body was longer, had already been read, or contained more than 10,000
   * such fields. For a request that no platform has parsed, pass the body in `options.body`. With
   * `resolveMx`, the first eight addresses in `fields` are verified.
   *
   * The threat: a client that sends its body slowly keeps the request open for as long as the
   * platform allows, just as it would if the application read the body.
   *
   * @throws {TypeError} As {@link check}.
   * @throws {SnapwallError} `NO_RULE` when `options` has content for which the policy has no rule.
   *
   * @example
   * ```ts
   * const decision = await guard.protect(request);
   * if (decision.denied) return decision.toResponse();
   * const order = await request.json();
   * ```
   */
  protect(request: GuardRequest, options?: ProtectOptions): Promise<Decision>;
  /**
   * Hashes the characteristics of a request that the policy selects (`fingerprint.characteristics`)
   * into 64 hexadecimal digits. Two requests with the same characteristics have the same
   * fingerprint, on every host.
   *
   * The characteristic `ip` is {@link Decision.ip}: the given address or the result of
   * `clientAddress`, resolved through the proxies that the rule `client` trusts. Characteristics
   * that the request lacks, or that do not fit into 64 KiB, count as missing, which is not the same
   * as empty.
   *
   * The threat: a fingerprint identifies but proves nothing. A client can have any number of them
   * if the policy selects characteristics that it can change at will, and anyone who knows which
   * were selected can find out who a fingerprint belongs to.
   *
   * @throws {SnapwallError} `NO_RULE` when the policy has no `fingerprint`; `HOST`, `TRAP` or
   * `INSTANTIATE` for a fault, which no client can cause.
   * @throws {TypeError} As {@link check}.
   *
   * @example
   * ```ts
   * // A module baked from {"fingerprint": {"characteristics": ["ip", "custom:plan"]}}
   * const key = guard.fingerprint(request, { local: { plan: "free" } });
   * await counters.increment(key);
   * ```
   */
  fingerprint(request: GuardRequest, options?: FingerprintOptions): string;
  /** Whether the policy has a `fingerprint`. If not, {@link fingerprint} throws. */
  readonly hasFingerprint: boolean;
  /** Whether the policy reads bodies, so that {@link protect} may find more than {@link check}. */
  readonly readsBody: boolean;
  /**
   * Whether the policy judges body fields. Only {@link protect} does; {@link check} does not, even
   * when it is given the body.
   */
  readonly readsFields: boolean;
  /**
   * Judges an email address by the policy's rule `email`, synchronously: its syntax, and what is
   * known about its domain and local part.
   *
   * The rule's tables are loaded when the first address is judged; a guard that judges none does
   * not pay for them.
   *
   * @throws {TypeError} When `address` is not a string. No string causes an exception.
   * @throws {SnapwallError} `NO_RULE` when the policy has no rule `email`.
   *
   * @example
   * ```ts
   * const { denied, suggestion } = guard.email("someone@gmial.com");
   * if (suggestion !== undefined) return `Did you mean ${suggestion}?`;
   * ```
   */
  email(address: string): EmailDecision;
  /**
   * Judges an address as {@link email} does, and then asks the option `resolveMx` whether its
   * domain receives mail; if not, the reason `noMxRecords` is added. Without that option, for an
   * invalid address, or when the resolver fails, the result is the same as that of {@link email}.
   *
   * @throws {TypeError} As {@link email}, by rejecting the promise.
   *
   * @example
   * ```ts
   * const guard = createGuard(module, { resolveMx: resolveMxOverHttps() });
   * const { denied, reasons } = await guard.verifyEmail("someone@example.com");
   * ```
   */
  verifyEmail(address: string): Promise<EmailDecision>;
  /**
   * Finds sensitive information in a text by the policy's rule `sensitive`, synchronously. The text
   * may be of any length; lone surrogates are treated as U+FFFD.
   *
   * @throws {TypeError} When `text` is not a string. No string causes an exception.
   * @throws {SnapwallError} `NO_RULE` when the policy has no rule `sensitive`.
   *
   * @example
   * ```ts
   * const { findings } = guard.sensitive("card 4111 1111 1111 1111");
   * console.log(findings[0]?.type, findings[0]?.start); // creditCard 5
   * ```
   */
  sensitive(text: string): SensitiveDecision;
  /**
   * Removes sensitive information from a text so that it can be restored later. For documents,
   * streams and responses, see `@snapwall/core/redact`.
   *
   * The threat: a text that could not be judged would go out unredacted. A fault therefore throws,
   * regardless of `onError`.
   *
   * @throws {TypeError} When `text` is not a string, or the style is unknown.
   * @throws {SnapwallError} `NO_RULE` when the policy has no rule `sensitive`; otherwise the
   * fault's code.
   *
   * @example
   * ```ts
   * const { text, restore } = guard.redact("card 4111 1111 1111 1111");
   * console.log(text); // card [creditCard_1]
   * console.log(restore("about [creditCard_1]")); // about 4111 1111 1111 1111
   * ```
   */
  redact(text: string, options?: RedactOptions): Redaction;
  /** The module's self-description. Parses JSON, so it is for tools, not for the request path. */
  describe(): ModuleDescription;
}

/**
 * Creates a guard from a snapshot: makes the one instance that judges every request.
 *
 * Accepts only a compiled module, because edge runtimes forbid compilation while serving requests.
 * A module from another realm works too. Instantiation is synchronous.
 *
 * @throws {TypeError} When `module` is not a `WebAssembly.Module`, or an option is unknown, has the
 * wrong type, or can only be compiled in.
 * @throws {RangeError} When an option has an invalid value, such as an unknown bot; the message
 * gives the option's path and the nearest valid spelling.
 * @throws {SnapwallError} When the module is not a snapshot with this ABI version, cannot be
 * instantiated, or fails while applying the options; see its `code`.
 *
 * @example
 * ```ts
 * const guard = createGuard(module, { bots: { deny: ["category:ai"] } });
 * const decision = guard.check(request);
 * if (decision.denied) return decision.toResponse();
 * ```
 */
export const createGuard = /** @type {Eager} */ (
  function createGuard<Context = unknown>(
    module: WebAssembly.Module,
    options?: GuardOptions<Context>,
  ): Guard {
    if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]") {
      throw explainArgument(module);
    }
    const findAddress = options?.clientAddress as Finder<string> | undefined;
    const findFacts = options?.platformFacts as Finder<PlatformFacts> | undefined;
    const entries = options === undefined ? [] : readOptions(options);
    const engine = startEngine(module, entries, { findAddress, findFacts });
    const { judge, readsBody } = engine;
    const onError = options?.onError ?? engine.onError;
    const onFault = options?.onFault;

    const check = /** @type {Eager} */ (
      function check(request: GuardRequest, options?: CheckOptions): Decision {
        if (request === null || typeof request !== "object") requireObject("request", request);
        let answer: Answer | null;
        try {
          answer = judge(request, options);
        } catch (error) {
          // Checked only after a failure, so that a good request does not pay for reading `headers`
          // twice.
          requireHeaders(request);
          if (readsBody && options?.body !== undefined) requireBody(options.body);
          answer = decideFault(error as SnapwallError, onError, onFault);
        }
        return JudgedRequest.decide(answer, request, options, findAddress);
      }
    );

    const readsFields = (engine.contentRules & CONTENT_RULES.fields) !== 0;
    let contentJudge: ContentJudge | undefined;
    const content = () => {
      contentJudge ??= judgeContentWith(engine, options, (error) => {
        return decideFault(error, onError, onFault).action;
      });
      return contentJudge;
    };

    function fingerprint(request: GuardRequest, options?: FingerprintOptions): string {
      requireObject("request", request);
      let digits: string | null;
      try {
        digits = engine.fingerprint(request, options);
      } catch (error) {
        requireHeaders(request);
        throw error;
      }
      if (digits !== null) return digits;
      const message = 'The module\'s policy has no "fingerprint": add it and run `snapwall bake`';
      throw new SnapwallError("NO_RULE", message);
    }

    // Created on first use, because most guards never read bodies.
    let judgeWhole: Guard["protect"] | undefined;
    const protect = (request: GuardRequest, options?: ProtectOptions): Promise<Decision> => {
      judgeWhole ??= protectWith(engine, check, content);
      return judgeWhole(request, options);
    };

    return {
      check,
      protect,
      fingerprint,
      get hasFingerprint() {
        return engine.hasFingerprint();
      },
      readsBody: readsBody || readsFields,
      readsFields,
      email: (address) => content().email(address),
      verifyEmail: async (address) => content().verifyEmail(address),
      sensitive: (text) => content().sensitive(text),
      redact: (text, options) => createRedactor(content(), options).redact(text),
      describe: () => describeModule(module),
    };
  }
);

function decideFault(
  error: SnapwallError,
  action: Action,
  onFault: ((error: SnapwallError) => void) | undefined,
): Answer {
  try {
    onFault?.(error);
  } catch {
    // A failing logger must not fail a request.
  }
  const reasons = [{ rule: "error", id: error.code, effect: action }];
  return { action, rule: "error", reasons, status: action === "deny" ? 503 : null };
}

function requireHeaders(request: GuardRequest): void {
  let headers: unknown;
  try {
    headers = request.headers;
  } catch {
    return;
  }
  requireObject("request.headers", headers);
}

function requireObject(path: string, value: unknown): void {
  if (value !== null && typeof value === "object") return;
  throw new TypeError(`"${path}" expected object, got ${value === null ? "null" : typeof value}`);
}
