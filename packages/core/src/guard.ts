import type { GuardOptions } from "./options/guard-options.ts";
import type { Decision } from "./types/decision.ts";
import type { ModuleDescription } from "./types/module.ts";
import type { CheckOptions, GuardRequest } from "./types/request.ts";

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

/** Readies a snapshot. */
export function createGuard<Context = unknown>(
  _module: WebAssembly.Module,
  _options?: GuardOptions<Context>,
): Guard {
  throw new Error("Not written yet");
}
