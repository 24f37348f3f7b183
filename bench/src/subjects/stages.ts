import { readParts } from "../../../packages/core/src/codec/read-parts.ts";
import { writeInput } from "../../../packages/core/src/codec/write-input.ts";
import { type Guest, openGuest } from "../../../packages/core/src/engine/open-guest.ts";
import type { Exchange, Subject } from "./subject.ts";

/** A step of a decision, on its own or with everything before it. */
type Stage = (exchange: Exchange, guest: Guest) => unknown;

/**
 * The request path in cumulative steps, for `npm run bench:warm`: a step costs its time minus that
 * of the step before. The last step, `guard.check`, is the subject `snapwall`.
 */
export const stages: Readonly<Record<string, Subject>> = {
  "headers.get": stage(({ request }, guest) => {
    let length = 0;
    for (const name of guest.headerNames) length += request.headers.get(name)?.length ?? 0;
    return length;
  }),
  "+ the rest of readParts": stage(({ request }, guest) =>
    readParts(request, undefined, guest.headerNames),
  ),
  "+ writeInput": stage(({ request }, guest) => {
    writeInput(guest, readParts(request, undefined, guest.headerNames));
  }),
  "+ check in the guest": stage(({ request }, guest) => {
    writeInput(guest, readParts(request, undefined, guest.headerNames));
    return guest.exports.check();
  }),
};

function stage(run: Stage): Subject {
  return {
    modules: ["snapwall.wasm"],
    judges: false,
    start(modules) {
      const guest = openGuest(modules["snapwall.wasm"] as WebAssembly.Module);
      let last: unknown;
      return (exchange) => {
        // Stored, so that no compiler can eliminate the computation.
        last = run(exchange, guest);
        return last === stage ? true : undefined;
      };
    },
  };
}
