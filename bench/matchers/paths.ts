import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The Cargo workspace of the matchers. */
export const workspace = fileURLToPath(new URL(".", import.meta.url));

/** Output of compiling and baking; not committed. */
export const workFolder = join(workspace, ".work");

/** The repository's root. */
export const root = fileURLToPath(new URL("../..", import.meta.url));
