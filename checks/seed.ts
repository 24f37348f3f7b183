/** Set-up of the property tests: where the gate runs, they try the same inputs each time. */
import fc from "fast-check";

if (process.env.CI) fc.configureGlobal({ seed: 1 });
