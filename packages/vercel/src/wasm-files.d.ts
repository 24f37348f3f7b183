declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*/snapwall.inline.js" {
  const base64: string;
  export default base64;
}
