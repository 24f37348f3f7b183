import { snapwall } from "@snapwall/cloudflare";

const guard = snapwall();

export default {
  fetch(request: Request): Response {
    const decision = guard.check(request);
    return decision.denied ? decision.toResponse() : new Response("Hello");
  },
};
