/** A body as a client sends it. */
export interface Body {
  readonly name: string;
  readonly contentType: string;
  readonly text: string;
}

/** Approximate length of every body. */
const bodyBytes = 16_000;

const sentences = [
  "The jacket keeps you warm on the colder days of spring, and it doesn't crease.",
  "We selected it from a list of forty, where price and weight were both limited.",
  'A customer wrote: "I ordered two, and one was gone within a week; my son has it."',
  "Made of recycled cotton (80 %) and wool; wash at 30 degrees, and do not tumble dry.",
  "It ships from our own store in two to four days, or you drop in and pick it up.",
  "Questions? Call us, or write to service@shop.example between 9:00 and 17:00.",
];

/** Pseudo-random numbers, the same in every run. */
function* draws(): Generator<number, never> {
  let state = 42;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}

const drawn = draws();
const draw = (below: number): number => drawn.next().value % below;
const hexadecimal = (digits: number): string =>
  Array.from({ length: digits }, () => draw(16).toString(16)).join("");
const identifier = (): string => [8, 4, 4, 4, 12].map(hexadecimal).join("-");
const pick = <Item>(items: readonly Item[]): Item => items[draw(items.length)] as Item;

function makeOrder(): object {
  const number = draw(100_000);
  return {
    id: identifier(),
    name: `Product ${number}`,
    price: { amount: draw(100_000) / 100, currency: "EUR" },
    tags: ["blue", "summer sale", pick(["men", "women", "kids"])],
    url: `https://shop.example/p/${number}?ref=api`,
    createdAt: `2026-0${1 + draw(9)}-1${draw(10)}T12:30:00Z`,
    stock: { count: draw(500), reserved: draw(20), isLast: draw(2) === 0, supplier: null },
    description: pick(sentences),
  };
}

/** Generates items until they fill a body. */
function fill<Item>(make: () => Item, lengthOf: (item: Item) => number): Item[] {
  const items: Item[] = [];
  for (let length = 0; length < bodyBytes; ) {
    const item = make();
    items.push(item);
    length += lengthOf(item);
  }
  return items;
}

function json(name: string, make: () => unknown): Body {
  const items = fill(make, (item) => JSON.stringify(item).length + 1);
  return { name, contentType: "application/json", text: JSON.stringify({ items }) };
}

const makeProse = (): string => Array.from({ length: 12 }, () => pick(sentences)).join(" ");
const base64 = (): string =>
  Buffer.from(Array.from({ length: 600 }, () => draw(256))).toString("base64");

function form(): Body {
  const pairs = fill(
    () => `${pick(["title", "note", "email", "quantity"])}=${encodeURIComponent(pick(sentences))}`,
    (pair) => pair.length + 1,
  );
  const text = pairs.join("&").replaceAll("%20", "+");
  return { name: "form", contentType: "application/x-www-form-urlencoded", text };
}

function multipart(): Body {
  const boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
  const parts = fill(
    () => `--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\n${makeProse()}\r\n`,
    (part) => part.length,
  );
  const text = `${parts.join("")}--${boundary}--\r\n`;
  return { name: "multipart form", contentType: `multipart/form-data; boundary=${boundary}`, text };
}

/** Bodies of 16 KB, none with an attack. */
export const bodies: readonly Body[] = [
  json("JSON, nested objects of an API", makeOrder),
  json("JSON, prose", () => ({ id: draw(1000), text: makeProse() })),
  json("JSON, numbers", () => ({ x: draw(1e6) / 1e3, y: draw(1e6) / 1e3, at: draw(1e9) })),
  json("JSON, identifiers", () => ({ id: identifier(), parent: identifier() })),
  json("JSON, base64", () => ({ file: base64() })),
  form(),
  multipart(),
];
