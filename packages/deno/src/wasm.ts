/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = await load();
export default snapshot;

async function load(): Promise<WebAssembly.Module> {
  try {
    // In `src/` seen from `dist/` too: TypeScript cannot parse `import source`, so that file is
    // shipped as it was written.
    return (await import("../src/wasm.source.js")).default;
  } catch {
    // Deno before 2.6 cannot parse it either. Reading a file needs `--allow-read`.
    return WebAssembly.compileStreaming(fetch(new URL("../wasm/snapwall.wasm", import.meta.url)));
  }
}
