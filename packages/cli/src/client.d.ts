/** A policy that `snapwall/vite` bakes: a module for an adapter's `snapwall({ module })`. */
declare module "*?snapwall" {
  const module: WebAssembly.Module;
  export default module;
}

/** A baked module as Vercel's edge takes it: `import module from "./guard.wasm?module"`. */
declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}
