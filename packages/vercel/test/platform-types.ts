/**
 * What Next's own types must accept. Compiled, never run, by `src/platform-types.test.ts`, as in a
 * user's application.
 */
import { snapwall } from "@snapwall/vercel";
import type { NextMiddleware, NextProxy, NextRequest } from "next/server.js";

export const guard = snapwall({ onFault: (error) => console.error(error.code) });

export const middleware: NextMiddleware = guard.middleware();
export const proxy: NextProxy = guard.middleware();

type Route = { params: Promise<{ slug: string }> };
type RouteHandler = (request: NextRequest, route: Route) => Response | Promise<Response>;

/** The app's parameters are inferred from the platform's type. */
export const GET: RouteHandler = guard.handler(async (request, { params }) => {
  return Response.json([request.nextUrl.pathname, (await params).slug]);
});

export const POST: RouteHandler = guard.handler((request: Request) => new Response(request.url));

// @ts-expect-error An app that needs other parameters cannot be this route's.
export const PUT: RouteHandler = guard.handler((_request: NextRequest, route: { slug: string }) => {
  return new Response(route.slug);
});
