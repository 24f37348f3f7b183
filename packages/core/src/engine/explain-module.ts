import { EXPORTS, VERSION } from "../abi.ts";
import { SnapwallError } from "../errors.ts";
import { describeModule } from "./describe-module.ts";

/**
 * Creates the error for an argument that is not a `WebAssembly.Module`: what it is and what to do.
 */
export function explainArgument(given: unknown): TypeError {
  const [name, advice] = nameArgument(given);
  return new TypeError(
    `"module" expected WebAssembly.Module, got ${name}${advice && `; ${advice}`}`,
  );
}

function nameArgument(given: unknown): [name: string, advice: string] {
  if (given === null || typeof given !== "object") {
    return [given === null ? "null" : typeof given, ""];
  }
  const tag = Object.prototype.toString.call(given).slice(8, -1);
  if (tag === "Promise") return ["a Promise", "await it first"];
  if (tag === "WebAssembly.Instance") {
    return [
      "WebAssembly.Instance",
      "give the module: createGuard makes the instance, and a new one after a fault",
    ];
  }
  if (tag === "ArrayBuffer" || tag === "SharedArrayBuffer" || ArrayBuffer.isView(given)) {
    return [
      `bytes (${tag})`,
      "compile them outside of the request path: new WebAssembly.Module(bytes)",
    ];
  }
  if ("default" in given) {
    return ["an import namespace", "give its default export"];
  }
  return [`an object (${tag})`, ""];
}

/** Creates the error for a module that could not be used. */
export function explainModule(module: WebAssembly.Module, cause?: unknown): SnapwallError {
  const abi = readAbi(module);
  if (abi !== undefined && abi !== VERSION) return explainAbi(abi);
  const found = WebAssembly.Module.exports(module).map((entry) => entry.name);
  const complete = Object.values(EXPORTS).every((name) => found.includes(name));
  if (complete && found.includes("wizer-initialize")) return explainUnbaked();
  if (complete && cause !== undefined) {
    return new SnapwallError("INSTANTIATE", "The snapshot could not be instantiated", { cause });
  }
  const list = found.slice(0, 5).join(", ") || "nothing";
  const message = `"module" expected a Snapwall snapshot, got a module that exports ${list}`;
  return new SnapwallError("NOT_SNAPWALL", message, cause === undefined ? undefined : { cause });
}

/** Creates the error for a module with another ABI version. */
export function explainAbi(abi: number): SnapwallError {
  const message = `"module" expected ABI ${VERSION}, got ABI ${abi}: bake it with the snapwall version of this @snapwall/core`;
  return new SnapwallError("ABI_MISMATCH", message);
}

/** Creates the error for a module without a policy. */
export function explainUnbaked(): SnapwallError {
  const message =
    '"module" expected a snapshot, got a module without a policy: run `snapwall bake`';
  return new SnapwallError("NOT_BAKED", message);
}

function readAbi(module: WebAssembly.Module): number | undefined {
  try {
    return describeModule(module).abi;
  } catch {
    return undefined;
  }
}
