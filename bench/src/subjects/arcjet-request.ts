import { subject as arcjet } from "./arcjet.ts";
import type { Subject } from "./subject.ts";

/**
 * Arcjet given what Snapwall is given, a Fetch request: its headers go into a plain object first, as
 * its SDK puts them there, with less around it. Beside `arcjet` it shows what that subject is spared.
 */
export const subject: Subject = {
  ...arcjet,
  start(compiled) {
    const judge = arcjet.start(compiled);
    return (exchange) => {
      const headers = Object.fromEntries(exchange.request.headers);
      return judge({ ...exchange, plain: { ...exchange.plain, headers } });
    };
  },
};
