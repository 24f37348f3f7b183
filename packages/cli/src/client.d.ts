/** A policy that `snapwall/vite` bakes: a module for an adapter's `snapwall({ module })`. */
declare module "*?snapwall" {
  const module: WebAssembly.Module;
  export default module;
}
