/** Behaviour that several runtimes share and that does not come from the guard. */
import type { RuntimeFacts } from "../suite.ts";

/** workerd as on a developer's machine: the local server sets `CF-Connecting-IP`. */
export const cloudflareFacts: RuntimeFacts = {
  longHeader: "judged",
  nulByte: 400,
  ip: "127.0.0.1",
  addressHeader: "CF-Connecting-IP",
};

/** Servers that limit headers to 16 KB, as `node:http` does, and know the socket's address. */
export const socketFacts: RuntimeFacts = {
  longHeader: "refused",
  nulByte: 400,
  ip: "127.0.0.1",
  addressHeader: null,
};

/** `node:http` without anything that sets Vercel's header: `next start`, the edge emulator. */
export const vercelFacts: RuntimeFacts = {
  longHeader: "refused",
  nulByte: 400,
  ip: null,
  addressHeader: "X-Real-IP",
};
