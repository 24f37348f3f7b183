import source module from "../wasm/snapwall.wasm";

export default module;
