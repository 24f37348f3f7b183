import type { ServerResponse } from "node:http";

/** Sends a web-standard response through a `node:http` response. */
export async function sendResponse(outgoing: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  // The client may have disconnected by now.
  if (outgoing.destroyed || outgoing.headersSent) return;
  outgoing.statusCode = response.status;
  response.headers.forEach((value, name) => {
    outgoing.setHeader(name, value);
  });
  outgoing.end(body);
}
