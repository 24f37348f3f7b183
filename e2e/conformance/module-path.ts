import { fileURLToPath } from "node:url";

/** The module under test: `SNAPWALL_MODULE`, else the committed one. */
export const modulePath =
  process.env.SNAPWALL_MODULE ??
  fileURLToPath(new URL("../../wasm/artifacts/snapwall.wasm", import.meta.url));
