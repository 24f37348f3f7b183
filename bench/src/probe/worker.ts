import type { Modules, Subject } from "../subjects/subject.ts";
import { openClock } from "./clock.ts";
import { type ProbeSettings, probe } from "./probe.ts";

interface Bindings {
  /** workerd's own test binding: the only way to compile inside a request. */
  readonly COMPILER: { newWasmModule(bytes: Uint8Array): WebAssembly.Module };
}

/**
 * Entry point for workerd. Modules arrive compiled, as imports, as on Cloudflare; the same bytes
 * are compiled once more, after everything else, only to time it.
 */
export function createProbeWorker(
  subject: Subject,
  modules: Modules,
  bytes: readonly ArrayBuffer[],
) {
  return {
    async fetch(request: Request, { COMPILER: compiler }: Bindings): Promise<Response> {
      const settings: ProbeSettings = await request.json();
      try {
        const sample = probe(subject, modules, settings);
        const sources = bytes.map(makeUnknown);
        const compileMs =
          sources.length === 0
            ? 0
            : openClock().measureMs(() => {
                for (const source of sources) compiler.newWasmModule(source);
              });
        const disturbed = sample.disturbed || Number.isNaN(compileMs);
        return Response.json({ ...sample, compileMs, disturbed });
      } catch (error) {
        return new Response(String(error), { status: 500 });
      }
    },
  };
}

/**
 * Returns the same module with an empty custom section at its end: V8 caches compiled code by the
 * bytes' hash, per process, and would otherwise reuse that of the imported module.
 */
function makeUnknown(bytes: ArrayBuffer): Uint8Array {
  const copy = new Uint8Array(bytes.byteLength + 3);
  copy.set(new Uint8Array(bytes));
  copy.set([0, 1, 0], bytes.byteLength);
  return copy;
}
