/** On the edge. Next 16 warns that it prefers `proxy.ts`: see `variants/proxy.ts`. */
import { snapwall } from "@snapwall/vercel";
import { geolocation, next } from "@vercel/functions";

const guard = snapwall({ bots: { allow: ["category:search"] } });

export default function middleware(request: Request): Response {
  const decision = guard.check(request);
  if (decision.denied) return decision.toResponse();
  return next({ headers: { "x-country": geolocation(request).country ?? "unknown" } });
}

export const config = { matcher: "/((?!_next/static|_next/image|favicon.ico).*)" };
