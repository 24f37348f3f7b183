import { isbot } from "isbot";
import type { Subject } from "./subject.ts";

/** One regular expression over the user agent alone, in JavaScript: no module, no other header. */
export const subject: Subject = {
  modules: [],
  judges: true,
  start: () => (exchange) => isbot(exchange.userAgent),
};
