const syllables = ["ka", "ro", "mi", "tes", "lu", "von", "di", "par", "ex", "zo"];

/** Policies that use from nothing to everything. */
export const policies: readonly { readonly name: string; readonly policy: object }[] = [
  { name: "no rule", policy: {} },
  { name: "three bots", policy: { bots: { deny: ["GPTBOT", "CLAUDEBOT", "BYTESPIDER"] } } },
  { name: "the default: every bot", policy: { bots: {} } },
  {
    name: "bots and two filters",
    policy: {
      bots: {},
      filters: {
        deny: [
          'http.request.uri.path contains "/wp-admin" and not ip.src in {10.0.0.0/8}',
          'http.request.uri.path matches r"\\.(?:php|aspx?)$"',
        ],
      },
    },
  },
  {
    name: "200 patterns of one's own, 50 filters",
    policy: {
      bots: { custom: Array.from({ length: 200 }, (_, index) => makePattern(index)) },
      filters: { deny: Array.from({ length: 50 }, (_, index) => makeFilter(index)) },
    },
  },
];

/** A word that no browser sends: the number spelled in syllables. */
function spell(index: number): string {
  return [...String(index + 100)].map((digit) => syllables[Number(digit)]).join("");
}

/** One in ten is a regular expression. */
function makePattern(index: number): object {
  const bot = { id: `OWN_${index}`, categories: ["scraper"] };
  if (index % 10 === 0) return { ...bot, regex: `\\b${spell(index)}-?(bot|crawler)/[0-9]+` };
  return { ...bot, literal: `${spell(index)}fetch` };
}

function makeFilter(index: number): string {
  const path = `/${spell(index)}/`;
  if (index % 5 === 0) return `http.request.uri.path matches r"^${path}[a-z0-9]+\\.php$"`;
  if (index % 5 === 1) return `ip.src in {198.51.100.${index} 203.0.113.0/28}`;
  return `http.request.uri.path contains "${path}" and http.request.method eq "POST"`;
}
