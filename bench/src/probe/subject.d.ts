/** The subject that a bundle measures; resolved by the bundler. */
declare module "bench:subject" {
  export const subject: import("../subjects/subject.ts").Subject;
}
