/** The sample requests of the demo. */
import { browserHeaders, type HeaderLine, userAgents } from "../cases.ts";

export interface Sample {
  readonly name: string;
  readonly headers: readonly HeaderLine[];
}

export const samples: readonly Sample[] = [
  { name: "Chrome on Windows", headers: browserHeaders(userAgents.chrome) },
  { name: "Firefox on Linux", headers: browserHeaders(userAgents.firefox) },
  { name: "Safari on an iPhone", headers: browserHeaders(userAgents.safariMobile) },
  { name: "a CUBOT phone", headers: browserHeaders(userAgents.cubot) },
  { name: "GPTBot", headers: [["User-Agent", userAgents.gptBot]] },
  { name: "Googlebot", headers: [["User-Agent", userAgents.googlebot]] },
  { name: "curl", headers: [["User-Agent", userAgents.curl]] },
  { name: "python-requests", headers: [["User-Agent", userAgents.pythonRequests]] },
  { name: "headless Chrome", headers: browserHeaders(userAgents.headlessChrome) },
  { name: "a bot never seen before", headers: [["User-Agent", userAgents.unknownBot]] },
  { name: "no User-Agent", headers: [["Accept", "*/*"]] },
];
