import { makeRequests, toCombined } from "./replay-log.ts";

// Prints the generated access log of one day that docs/replay.md uses: `node
// bench/src/write-log.ts`.

const DAY_SECONDS = 86_400;

for (const request of makeRequests(20_000, DAY_SECONDS)) console.log(toCombined(request));
