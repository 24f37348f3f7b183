declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*/snapwall.inline.js" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
