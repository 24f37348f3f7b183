import { snapwall } from "@snapwall/cloudflare";

const guard = snapwall();

export default {
  fetch(request: Request): Response {
    const decision = guard.check(request);
    return decision.denied ? decision.toResponse() : app(request, decision.ip);
  },
};

function app(request: Request, address: string | null): Response {
  return new Response(`Hello ${address}, you asked for ${new URL(request.url).pathname}\n`);
}
