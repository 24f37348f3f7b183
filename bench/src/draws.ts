/** Numbers that look random and are the same in every run. */
function* draws(): Generator<number, never> {
  let state = 42;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}

const drawn = draws();

/** An integer from 0 to `below`, exclusive. */
export const draw = (below: number): number => drawn.next().value % below;

export const pick = <Item>(items: ArrayLike<Item>): Item => items[draw(items.length)] as Item;

/** Digits in base 16, in lower case. */
export const hexadecimal = (length: number): string => drawFrom("0123456789abcdef", length);

/** Decimal digits, of which the first is not zero. */
export const decimal = (length: number): string =>
  pick("123456789") + drawFrom("0123456789", length - 1);

export const alphanumeric = (length: number): string =>
  drawFrom("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", length);

/** In the form of a UUID. */
export const identifier = (): string => [8, 4, 4, 4, 12].map(hexadecimal).join("-");

function drawFrom(alphabet: string, length: number): string {
  return Array.from({ length }, () => pick(alphabet)).join("");
}
