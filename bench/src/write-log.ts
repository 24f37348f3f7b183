import { makeRequests, toCombined } from "./replay-log.ts";

// Prints an access log of one made-up day, the one in docs/replay.md: `node bench/src/write-log.ts`.

const DAY_SECONDS = 86_400;

for (const request of makeRequests(20_000, DAY_SECONDS)) console.log(toCombined(request));
