/** Set-up of the property tests: in CI, they try the same inputs in every run. */
import fc from "fast-check";

if (process.env.CI) fc.configureGlobal({ seed: 1 });
