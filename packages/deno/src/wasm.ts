/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = await load();
export default snapshot;

async function load(): Promise<WebAssembly.Module> {
  try {
    // Imported from `src/` in `dist/` too: TypeScript cannot parse `import source`, so that file is
    // shipped as written.
    return (await import("../src/wasm.source.js")).default;
  } catch {
    // Deno before 2.6 cannot parse it either. Reading the file requires `--allow-read`.
    return WebAssembly.compileStreaming(fetch(new URL("../wasm/snapwall.wasm", import.meta.url)));
  }
}
