/** The example Worker, with access to its guard's decisions for the demo's table. */
import { snapwall } from "@snapwall/cloudflare";
import worker from "../../examples/cloudflare-worker/src/index.ts";

const guard = snapwall();

/** A request with this header is judged that many times and answered with the last decision. */
const repeatHeader = "x-demo-judge";

export default {
  fetch(request: Request): Response | Promise<Response> {
    const repeat = request.headers.get(repeatHeader);
    if (repeat === null) return worker.fetch(request);
    let decision = guard.check(request);
    for (let done = 1; done < Number(repeat); done += 1) decision = guard.check(request);
    return Response.json(decision);
  },
};
