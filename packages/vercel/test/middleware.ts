/** An edge function around the middleware, bundled and run by `src/edge.test.ts`. */

import { snapwall } from "@snapwall/vercel";
import { next } from "@vercel/functions/middleware";

const middleware = snapwall().middleware();

addEventListener("fetch", (event) => {
  const answer = Promise.resolve(middleware(event.request, event));
  event.respondWith(answer.then((response) => response ?? next()));
});
