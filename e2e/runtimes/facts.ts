/** What several runtimes have in common that is none of the guard's doing. */
import type { RuntimeFacts } from "../suite.ts";

/** workerd as it runs on a developer's machine: the local server fills `CF-Connecting-IP` in. */
export const cloudflareFacts: RuntimeFacts = {
  longHeader: "judged",
  nulByte: 400,
  ip: "127.0.0.1",
  addressHeader: "CF-Connecting-IP",
};

/** Servers that stop at 16 KB of headers, as `node:http` does, and know the socket. */
export const socketFacts: RuntimeFacts = {
  longHeader: "refused",
  nulByte: 400,
  ip: "127.0.0.1",
  addressHeader: null,
};

/** `node:http` with Vercel's header set by nobody: `next start`, the edge emulator. */
export const vercelFacts: RuntimeFacts = {
  longHeader: "refused",
  nulByte: 400,
  ip: null,
  addressHeader: "X-Real-IP",
};
