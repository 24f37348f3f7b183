import type { ServerResponse } from "node:http";

/** Writes a web-standard response to `node:http`'s, and ends it. */
export async function sendResponse(outgoing: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  // The client may be gone by now.
  if (outgoing.destroyed || outgoing.headersSent) return;
  outgoing.statusCode = response.status;
  response.headers.forEach((value, name) => {
    outgoing.setHeader(name, value);
  });
  outgoing.end(body);
}
