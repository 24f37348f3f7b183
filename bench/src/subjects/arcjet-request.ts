import { subject as arcjet } from "./arcjet.ts";
import type { Subject } from "./subject.ts";

/**
 * Arcjet given the same input as Snapwall, a Fetch request: its headers are first copied into a
 * plain object, as its SDK does with more overhead. The difference to `arcjet` is the cost that
 * that subject avoids.
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
