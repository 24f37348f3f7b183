import { alphanumeric, decimal, draw, hexadecimal, identifier, pick } from "../src/draws.ts";

/** A text, and how often it is searched for one sample. */
export interface Text {
  readonly name: string;
  readonly text: string;
}

/** Texts are filled up to this length, in UTF-16 units, and end with a whole record. */
const length = 65_536;

const words =
  "red green cotton shirt cable steel lamp wooden table garden chair mobile case blue leather bag ceramic mug running shoe summer winter jacket kitchen knife set bottle water light".split(
    " ",
  );
const people = ["Ada Meyer", "Linus Smith", "Grace Rossi", "Maria Novak", "Yuki Tanaka"];
const towns = ["London", "Berlin", "Paris", "Madrid", "Oslo", "Turin"];

const two = (number: number): string => String(number).padStart(2, "0");
const say = (count: number): string => Array.from({ length: count }, () => pick(words)).join(" ");
const time = (): string =>
  `202${draw(7)}-${two(1 + draw(12))}-${two(1 + draw(28))}T${two(draw(24))}:${two(draw(60))}:${two(draw(60))}.${100 + draw(900)}Z`;
const degrees = (most: number): number => (draw(most * 1e5) - most * 5e4) / 5e4;
const link = (): string =>
  `https://cdn.example/${pick(words)}/${draw(1e6)}/${hexadecimal(8)}.jpg?w=${draw(2000)}`;
const email = (): string => `${pick(words)}.${pick(words)}@${pick(words)}.example.com`;
const phone = (): string => {
  const short = () => 200 + draw(790);
  const forms = [
    `+49 30 ${decimal(8)}`,
    `(${short()}) ${short()}-${decimal(4)}`,
    `${short()}-${short()}-${decimal(4)}`,
    `+44 20 ${decimal(4)} ${decimal(4)}`,
    `+33 6 12 ${two(draw(100))} 56 ${two(draw(100))}`,
  ];
  return pick(forms);
};

const user = () => ({
  id: identifier(),
  age: draw(90),
  score: draw(1e4) / 100,
  latitude: degrees(90),
  longitude: degrees(180),
  registered: time(),
  city: pick(towns),
  tags: say(5).split(" "),
  about: say(20),
});

const article = () => ({
  id: 100_000 + draw(9e6),
  sku: `KB-${decimal(5)}-X`,
  ean: decimal(13),
  articleNumber: decimal(8),
  title: say(3),
  price: draw(50_000) / 100,
  currency: "EUR",
  stock: draw(500),
  url: `https://shop.example/products/${pick(words)}-${decimal(7)}`,
  image: link(),
  updated: time(),
});

const payment = () => ({
  id: `pi_3N${alphanumeric(22)}`,
  object: "payment_intent",
  amount: draw(1e6),
  created: 1_700_000_000 + draw(1e8),
  currency: "usd",
  customer: `cus_${alphanumeric(14)}`,
  latest_charge: `ch_3N${alphanumeric(22)}`,
  payment_method: `pm_1N${alphanumeric(22)}`,
  card: {
    brand: "visa",
    last4: decimal(4),
    exp_year: 2027,
    fingerprint: alphanumeric(16),
    country: "US",
  },
  balance_transaction: `txn_3N${alphanumeric(22)}`,
  status: "succeeded",
});

const order = () => ({
  orderId: decimal(10),
  customerId: decimal(8),
  tracking: decimal(12),
  ean: decimal(13),
  total: draw(50_000) / 100,
  placedAt: 1_700_000_000_000 + draw(1e11),
  status: pick(words),
});

const logLine = () =>
  `${time()} ${pick(["INFO", "WARN"])} [${hexadecimal(16)}] request=${identifier()} path=/api/v1/${pick(words)}/${draw(1e6)} status=200 duration=${draw(1e4)}ms sha=${hexadecimal(40)}`;

/** As many of what `make` gives as fit. */
function fill(name: string, make: () => string, separator: string, open = "", close = ""): Text {
  const pieces: string[] = [];
  for (let used = open.length + close.length; ; ) {
    const piece = make();
    used += piece.length + separator.length;
    if (used > length) break;
    pieces.push(piece);
  }
  return { name, text: open + pieces.join(separator) + close };
}

const json = (name: string, make: () => unknown): Text =>
  fill(name, () => JSON.stringify(make()), ",", "[", "]");

/** Texts of about 64 KiB. */
export const texts: readonly Text[] = [
  fill("prose", () => `${say(12)}.`, " "),
  fill("prose with a phone number in every sentence", () => `${say(8)}, ${phone()}`, ". "),
  json("JSON, mostly words", () => ({ id: draw(1e4), title: say(6), body: say(40) })),
  json("JSON, short records", () => ({ name: pick(people), city: pick(towns), age: draw(90) })),
  json("JSON, numbers", () => draw(1e5)),
  json("JSON, times", () => ({ id: draw(1e6), created_at: time(), updated_at: time() })),
  json("GeoJSON, points", () => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [degrees(180), degrees(90)] },
    properties: { name: say(2) },
  })),
  json("JSON, users with UUIDs, places, times and words", user),
  fill(
    "the same, indented",
    () => JSON.stringify(user(), null, 2).replaceAll("\n", "\n  "),
    ",\n  ",
    "[\n  ",
    "\n]",
  ),
  json("JSON, events of UUIDs, times and places", () => ({
    event: identifier(),
    user: identifier(),
    at: time(),
    place: [degrees(90), degrees(180)],
    type: pick(words),
  })),
  json("JSON, a payment service's ids", payment),
  json("JSON, a shop's articles with numbers, prices and links", article),
  json("JSON, orders of nothing but long numbers", order),
  json("JSON, UUIDs alone", identifier),
  json("JSON, hashes alone", () => hexadecimal(64)),
  json("JSON, links alone", link),
  json("JSON, long numbers alone", () => decimal(7 + draw(9))),
  json("JSON, a long number, an id and two hashes each", () => ({
    n: decimal(15),
    id: alphanumeric(20),
    md5: hexadecimal(32),
    sha1: hexadecimal(40),
  })),
  json("JSON, contacts with email addresses and phone numbers", () => ({
    name: pick(people),
    email: email(),
    phone: phone(),
    note: say(12),
  })),
  fill("log lines with times, UUIDs and hashes", logLine, "\n"),
];

/** Messages of 266 characters. */
export const messages: readonly Text[] = [
  {
    name: "nothing in it",
    text: "Hello team, the meeting is moved to Tuesday at 10:30 in the large room. Please bring the 3 reports we spoke about, and 12 copies of the plan for the garden. We will have lunch afterwards and talk about version 2 of the site, so that all know what comes next. Thank you!!",
  },
  {
    name: "a card, a phone number, an email address, an IP address and a social security number",
    text: "Hi, my card is 4111 1111 1111 1111 and you reach me at (415) 555-0132 or by mail under ada.lovelace@example.com. The machine has 192.0.2.17 as its address and my SSN is 212-45-6789. Please let me know when this has been done, and thank you for all the help with it, Ada.",
  },
  {
    name: "seven phone numbers",
    text: "Call the office at (415) 555-0132, the shop at +49 30 12345678, London at 020 7946 0958, Paris at +33 6 12 34 56 78, the store at 212-555-0187, the branch at 1-415-555-0199 and the depot under +44 20 7946 0123. Somebody will pick up the phone in all of these places, ok?..",
  },
].map(({ name, text }) => ({ name, text: text.slice(0, 266) }));
