import { snapwall } from "@snapwall/node";

const headers = { "user-agent": "Mozilla/5.0 (compatible; GPTBot/1.2)" };
const decision = snapwall().check({ method: "GET", url: "/", headers });
console.log(decision.action, decision.reasons[0]?.id);
