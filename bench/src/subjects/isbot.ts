import { isbot } from "isbot";
import type { Subject } from "./subject.ts";

/** A regular expression over the User-Agent alone, in JavaScript: no module, no other headers. */
export const subject: Subject = {
  modules: [],
  judges: true,
  start: () => (exchange) => isbot(exchange.userAgent),
};
