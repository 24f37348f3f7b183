import type { ImportObject } from "arcjet-component";

/** Nothing is provided from JavaScript: the fewest crossings that the component allows. */
export const imports: ImportObject = {
  "arcjet:js-req/bot-identifier": { detect: () => [] },
  "arcjet:js-req/email-validator-overrides": {
    isFreeEmail: () => "unknown",
    isDisposableEmail: () => "unknown",
    hasMxRecords: () => "unknown",
    hasGravatar: () => "unknown",
  },
  "arcjet:js-req/filter-overrides": { ipLookup: () => undefined },
  "arcjet:js-req/sensitive-information-identifier": { detect: () => [] },
  "arcjet:js-req/verify-bot": { verify: () => "unverifiable" },
};
