/**
 * Renders JavaScript that contains a module's bytes as text and decodes them into the constant
 * `bytes`, for runtimes that can only load scripts.
 */
export function renderBytes(module: Uint8Array): string {
  // Decoding with `atob` and a callback per byte would take a quarter of a second at startup.
  return `const text =
  "${Buffer.from(module).toString("base64")}";
const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : new Uint8Array(Buffer.from(text, "base64"));
`;
}

/**
 * Renders a script whose default export is the module, compiled when the script is first imported.
 * Not for edge runtimes, which forbid compiling bytes.
 */
export function renderInlineModule(module: Uint8Array): string {
  return `// Made by snapwall: a baked policy, compiled when this is imported.
${renderBytes(module)}export default new WebAssembly.Module(bytes);\n`;
}
