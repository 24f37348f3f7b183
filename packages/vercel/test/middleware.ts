/** An edge function around the middleware, bundled and run by `src/edge.test.ts`. */

import { snapwall } from "@snapwall/vercel";
import { next } from "@vercel/functions/middleware";

const middleware = snapwall().middleware();

addEventListener("fetch", (event) => {
  event.respondWith(middleware(event.request, event) ?? next());
});
