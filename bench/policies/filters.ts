/** Two expressions, one with a regular expression, in words that both engines read alike. */
export const expressions: readonly string[] = [
  'http.request.uri.path contains "/wp-admin"',
  'http.request.headers["user-agent"] matches "^(curl|[Ww]get|python-[a-z]+)/[0-9]+"',
];
