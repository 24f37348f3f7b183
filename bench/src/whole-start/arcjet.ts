import { timeStart } from "./time-start.ts";

await timeStart(async (request) => {
  const { detectBot } = await import("@arcjet/analyze");
  const context = { log: console, characteristics: [] };
  const details = { headers: Object.fromEntries(request.headers) };
  const config = { tag: "allowed-bot-config", val: { entities: [], skipCustomDetect: true } };
  const { denied } = await detectBot(context as never, details as never, config as never);
  return denied.length > 0;
});
