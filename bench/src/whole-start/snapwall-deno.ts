import { timeStart } from "./time-start.ts";

await timeStart(async (request) => {
  const { snapwall } = await import("@snapwall/deno");
  return snapwall().check(request).denied;
});
