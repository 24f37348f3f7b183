/**
 * Creates the response to a denied request: Problem Details that reveal no more than the status.
 *
 * With the type `about:blank`, the title is the status's standard phrase. Source: RFC 9457 section
 * 4.2.1.
 */
export function denyWithProblem(
  status: number,
  bodiless: boolean,
  added: HeadersInit | undefined,
): Response {
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  new Headers(added).forEach((value, name) => {
    headers.set(name, value);
  });
  const [title, detail] = describeStatus(status);
  const body = bodiless ? null : JSON.stringify({ type: "about:blank", title, status, detail });
  return new Response(body, { status, headers });
}

function describeStatus(status: number): [title: string, detail: string] {
  switch (status) {
    case 400:
      return ["Bad Request", "The request is malformed."];
    case 403:
      return ["Forbidden", "The request was denied."];
    case 429:
      return ["Too Many Requests", "The request was denied."];
    case 431:
      return ["Request Header Fields Too Large", "The request is too large to be judged."];
    case 503:
      return ["Service Unavailable", "The request could not be judged."];
    default:
      return ["Request Denied", "The request was denied."];
  }
}
