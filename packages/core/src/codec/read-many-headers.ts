import { SLOTS } from "../abi.ts";
import { addHeader, type Parts } from "./parts.ts";

/** A Fetch API `Headers` with the method that shows them all. */
interface ShownHeaders {
  forEach(show: (value: string, name: string) => void): void;
}

/** From how many names on it is quicker to be shown all headers than to ask for each. */
export const MANY_NAMES = 16;

/** So many requests are read by asking: what shows all headers takes longer to compile than a first request has. */
const FIRST_REQUESTS = 32;

/** Slots by the names of headers, for each list of names. */
const slotsByNames = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Whether a `forEach` is written in JavaScript. */
const scripted = new WeakMap<object, boolean>();

let requests = 0;

/**
 * Whether {@link readManyHeaders} reads these headers, and quicker than their `get` does. To be asked
 * only of {@link MANY_NAMES} names or more.
 *
 * In Node a `get` checks and folds the name that it is given, so 23 of them take 1.4 times what being
 * shown fifteen headers takes, in Deno 1.2 times. Where `Headers` are the engine's own, as in workerd, each header
 * that is shown is a call across, and asking is quicker.
 */
export const showsManyHeaders = /** @type {Eager} */ (
  function showsManyHeaders(headers: object): headers is ShownHeaders {
    if (++requests <= FIRST_REQUESTS) return false;
    const { forEach, [Symbol.toStringTag]: tag } = headers as Partial<Headers & Tagged>;
    if (tag !== "Headers" || typeof forEach !== "function") return false;
    let isScripted = scripted.get(forEach);
    if (isScripted === undefined) {
      isScripted = !Function.prototype.toString.call(forEach).includes("[native code]");
      scripted.set(forEach, isScripted);
    }
    return isScripted;
  }
);

/** Adds a part for each of `names`, which are in lower case, as asking for each would. */
export function readManyHeaders(
  headers: ShownHeaders,
  names: readonly string[],
  parts: Parts,
): void {
  let slots = slotsByNames.get(names);
  if (slots === undefined) {
    slots = new Map(names.map((name, index) => [name, SLOTS.length + index]));
    slotsByNames.set(names, slots);
  }
  for (let i = 0; i < names.length; i++) parts.push(null);
  const found = slots;
  headers.forEach((value, name) => {
    // The platform's own names are in lower case, those of other classes may be as they were given.
    const slot = found.get(name) ?? found.get(name.toLowerCase());
    if (slot !== undefined) addHeader(slot, value, parts);
  });
}

interface Tagged {
  readonly [Symbol.toStringTag]: string;
}
