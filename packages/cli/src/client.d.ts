/** A policy baked by `snapwall/vite`: a module for an adapter's `snapwall({ module })`. */
declare module "*?snapwall" {
  const module: WebAssembly.Module;
  export default module;
}

/** A baked module as imported on Vercel's edge: `import module from "./guard.wasm?module"`. */
declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}
