/** Stands for the one subject that a bundle measures; the bundler fills it in. */
declare module "bench:subject" {
  export const subject: import("../subjects/subject.ts").Subject;
}
