import { describeModule } from "../engine/describe-module.ts";
import { Engine } from "../engine/engine.ts";
import { explainArgument } from "../engine/explain-module.ts";
import type { SnapwallError } from "../errors.ts";
import type { GuardOptions } from "../options/guard-options.ts";
import { readOptions } from "../options/read-options.ts";
import type { Answer } from "../types/answer.ts";
import type { Action, Decision } from "../types/decision.ts";
import type { ModuleDescription } from "../types/module.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import { type FindAddress, JudgedRequest } from "./decision.ts";

/** A snapshot ready to judge. Create one per process or isolate and keep it. */
export interface Guard {
  /**
   * Judges everything that needs no I/O, synchronously.
   *
   * @throws {TypeError} When `request` is no object or has no `headers` object. Nothing that a
   * client can send makes it throw.
   */
  check(request: GuardRequest, options?: CheckOptions): Decision;
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
 * @throws {SnapwallError} When the module is no snapshot of this ABI; `code` says which it is.
 *
 * @example
 * ```ts
 * const guard = createGuard(module, { bots: { deny: ["category:ai"] } });
 * const decision = guard.check(request);
 * if (decision.denied) return decision.toResponse();
 * ```
 */
export function createGuard<Context = unknown>(
  module: WebAssembly.Module,
  options?: GuardOptions<Context>,
): Guard {
  if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]") {
    throw explainArgument(module);
  }
  const entries = options === undefined ? [] : readOptions(options);
  return new SnapshotGuard(new Engine(module, entries), options as GuardOptions | undefined);
}

class SnapshotGuard implements Guard {
  readonly #engine: Engine;
  readonly #onError: Action;
  readonly #findAddress: FindAddress | undefined;
  readonly #onFault: ((error: SnapwallError) => void) | undefined;

  constructor(engine: Engine, options: GuardOptions | undefined) {
    this.#engine = engine;
    this.#onError = options?.onError ?? engine.onError;
    this.#findAddress = options?.clientAddress;
    this.#onFault = options?.onFault;
  }

  check(request: GuardRequest, options?: CheckOptions): Decision {
    requireObject("request", request);
    const ip = options?.ip;
    let answer: Answer | null;
    try {
      answer = this.#engine.judge(request, ip);
    } catch (error) {
      // Looked at only now: reading `headers` twice is no price for the good path to pay.
      requireHeaders(request);
      answer = this.#decideFault(error as SnapwallError);
    }
    return new JudgedRequest(answer, request, ip, options?.context, this.#findAddress);
  }

  describe(): ModuleDescription {
    return describeModule(this.#engine.module);
  }

  #decideFault(error: SnapwallError): Answer {
    try {
      this.#onFault?.(error);
    } catch {
      // A logger that fails must not cost a request.
    }
    const action = this.#onError;
    const reasons = [{ rule: "error", id: error.code, effect: action }];
    return { action, rule: "error", reasons, status: action === "deny" ? 503 : null };
  }
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
