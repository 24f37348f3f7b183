/**
 * Renders JavaScript that holds a module's bytes as text and leaves them in the constant `bytes`,
 * for where no other file than a script arrives.
 */
export function renderBytes(module: Uint8Array): string {
  // `atob` with a callback per byte costs a quarter of a second at start.
  return `const text =
  "${Buffer.from(module).toString("base64")}";
const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : new Uint8Array(Buffer.from(text, "base64"));
`;
}

/**
 * Renders a script whose default export is the module, compiled when the script is first imported.
 * Not for an edge runtime: those forbid compiling bytes.
 */
export function renderInlineModule(module: Uint8Array): string {
  return `// Made by snapwall: a baked policy, compiled when this is imported.
${renderBytes(module)}export default new WebAssembly.Module(bytes);\n`;
}
