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

/** A snapshot ready to judge. Create one per process or isolate and keep it. */
export interface Guard {
  /**
   * Judges everything that needs no I/O, synchronously.
   *
   * @throws {TypeError} When `request` is no object or has no `headers` object. Nothing that a
   * client can send makes it throw.
   */
  check(request: GuardRequest, options?: CheckOptions): Decision;
  /**
   * Judges the same and what needs reading first: the body, when the policy reads bodies or fields
   * of them, and the content that `options` has. The request stays the application's to read.
   *
   * What is denied without its body is not read. Rules that look into a body whole are given its first
   * 32 KiB, `fields` are looked for in its first MiB; a decision about a longer body, one that had
   * been read before, or one with more than 10,000 such fields says so with the note `BODY_TRUNCATED`. A request that no platform has parsed has
   * its body in `options.body`. With `resolveMx`, the first eight addresses of `fields` are verified.
   *
   * The threat: a client that sends its body slowly holds the request as long as the platform lets
   * it, as it would hold the application.
   *
   * @throws {TypeError} As {@link check}.
   * @throws {SnapwallError} `NO_RULE` when `options` has content and the policy no rule for it.
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
   * Hashes what the policy chose of a request (`fingerprint.characteristics`): 64 hexadecimal
   * digits, the same for two requests in which all of it is the same, on every host.
   *
   * Its `ip` is {@link Decision.ip}: the address given, else what `clientAddress` finds, behind the
   * proxies that the rule `client` trusts. What a request lacks counts as missing, which is not the
   * same as empty; so does what does not fit into 64 KiB.
   *
   * The threat: it is a name and no proof. A client has as many as it likes where the policy chose
   * what it can change at will, and whoever knows what was chosen can find out who is behind one.
   *
   * @throws {SnapwallError} `NO_RULE` when the policy has no fingerprint; `HOST`, `TRAP` or
   * `INSTANTIATE` for a fault, which no client can bring about.
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
  /** Whether the policy has a fingerprint: whether {@link fingerprint} takes one or throws. */
  readonly hasFingerprint: boolean;
  /** Whether the policy reads bodies: whether {@link protect} finds more than {@link check}. */
  readonly readsBody: boolean;
  /**
   * Whether the policy looks into fields of bodies, which only {@link protect} does: {@link check}
   * does not, though it is given the body.
   */
  readonly readsFields: boolean;
  /**
   * Judges an email address by the policy's rule `email`, synchronously: its syntax, and what its
   * domain and its local part are known for.
   *
   * The rule's tables are brought into memory when the first address is judged: a guard that sees none
   * does not pay for them.
   *
   * @throws {TypeError} When `address` is no string. No string makes it throw.
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
   * Judges an address as {@link email} does, and asks `resolveMx` of the guard's options whether its
   * domain receives mail: if not, the reason `noMxRecords` is among what is found. Without that option,
   * for an invalid address and when the resolver fails it is what {@link email} says.
   *
   * @throws {TypeError} As {@link email}; the promise is rejected.
   *
   * @example
   * ```ts
   * const guard = createGuard(module, { resolveMx: resolveMxOverHttps() });
   * const { denied, reasons } = await guard.verifyEmail("someone@example.com");
   * ```
   */
  verifyEmail(address: string): Promise<EmailDecision>;
  /**
   * Finds sensitive information in a text by the policy's rule `sensitive`, synchronously. A text of
   * any length; lone surrogates are taken for U+FFFD.
   *
   * @throws {TypeError} When `text` is no string. No string makes it throw.
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
   * Takes sensitive information out of a text, and tells how to put it back. Documents, streams and answers
   * are for `@snapwall/core/redact`.
   *
   * The threat: what nobody could judge would go out whole. So a fault throws, whatever `onError` says.
   *
   * @throws {TypeError} When `text` is no string, or for a style that there is not.
   * @throws {SnapwallError} `NO_RULE` when the policy has no rule `sensitive`; the fault's code.
   *
   * @example
   * ```ts
   * const { text, restore } = guard.redact("card 4111 1111 1111 1111");
   * console.log(text); // card [creditCard_1]
   * console.log(restore("about [creditCard_1]")); // about 4111 1111 1111 1111
   * ```
   */
  redact(text: string, options?: RedactOptions): Redaction;
  /** What the module says about itself. Parses JSON: for tools, not for the request path. */
  describe(): ModuleDescription;
}

/**
 * Readies a snapshot: makes the one instance that every request is judged by.
 *
 * Takes a compiled module and nothing else, because edge runtimes forbid compiling where requests
 * are served. A module of another realm will do. Instantiating is synchronous.
 *
 * @throws {TypeError} When `module` is no `WebAssembly.Module`, or an option is unknown, of a wrong
 * type, or can only be compiled in.
 * @throws {RangeError} When an option has a value that there is not, such as an unknown bot; the
 * message names the place and the nearest right spelling.
 * @throws {SnapwallError} When the module is no snapshot of this ABI, cannot be instantiated, or
 * fails while it takes the options; `code` says which it is.
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
          // Looked at only now: reading `headers` twice is no price for the good path to pay.
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
      const message = 'Policy has no "fingerprint": add it and run `snapwall bake`';
      throw new SnapwallError("NO_RULE", message);
    }

    // Made when it is first asked for, since most requests are judged without their bodies.
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
    // A logger that fails must not cost a request.
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
