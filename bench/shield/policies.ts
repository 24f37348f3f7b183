/** Ten expressions such as a site accumulates under attack. None matches what is measured. */
const filters: readonly string[] = [
  'http.request.uri.path contains "/wp-admin" and not ip.src in {10.0.0.0/8}',
  'http.request.uri.path matches r"\\.(?:php|aspx?)$"',
  'http.request.method in {"TRACE" "TRACK" "CONNECT"}',
  "ip.src in {198.51.100.0/24 203.0.113.128/25 2001:db8:dead::/48}",
  'http.request.headers["user-agent"] contains "sqlmap"',
  'starts_with(http.request.uri.path, "/internal/")',
  'http.request.uri.query contains "debug=true"',
  'http.host eq "old.shop.example"',
  'http.request.headers["referer"] contains "casino"',
  'http.request.uri.path eq "/xmlrpc.php" and http.request.method eq "POST"',
];

/** A measured policy. */
export interface MeasuredPolicy {
  readonly name: string;
  readonly policy: object;
}

const bots = { impersonation: {} };

/** Policies with one more rule each, so that the differences show what a rule costs. */
export const policies: readonly MeasuredPolicy[] = [
  { name: "bots", policy: { bots: {} } },
  { name: "+ ten filters", policy: { bots: {}, filters: { deny: filters } } },
  { name: "+ shield", policy: { bots: {}, filters: { deny: filters }, shield: {} } },
  { name: "+ header truth", policy: { bots, filters: { deny: filters }, shield: {} } },
];
