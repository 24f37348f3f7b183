/** What several runtimes have in common that is none of the guard's doing. */
import type { RuntimeFacts } from "../suite.ts";

export const forgedAddress = "203.0.113.9";

/** workerd as it runs on a developer's machine: nothing sets `CF-Connecting-IP` but the client. */
export const cloudflareFacts: RuntimeFacts = {
  longHeader: "judged",
  nulByte: 400,
  address: { ip: "127.0.0.1", claims: [["X-Forwarded-For", forgedAddress]] },
};

/** `node:http`, which stops at 16 KB of headers. */
export const nodeFacts: RuntimeFacts = {
  longHeader: "refused",
  nulByte: 400,
  address: { ip: "127.0.0.1", claims: [["X-Forwarded-For", forgedAddress]] },
};

/** `next start` is `node:http` with Vercel's headers written by nobody. */
export const nextFacts: RuntimeFacts = {
  longHeader: "refused",
  nulByte: 400,
  address: { ip: null, claims: [] },
};

/** The emulator's server is `node:http`; it sets no header of Vercel's. */
export const strictEdgeFacts: RuntimeFacts = { ...nextFacts };
