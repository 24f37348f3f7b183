/**
 * Two expressions, one with a regular expression, in syntax that both engines interpret the same
 * way.
 */
export const expressions: readonly string[] = [
  'http.request.uri.path contains "/wp-admin"',
  'http.request.headers["user-agent"] matches "^(curl|[Ww]get|python-[a-z]+)/[0-9]+"',
];
