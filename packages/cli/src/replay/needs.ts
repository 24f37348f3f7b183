import type { ModuleDescription, Reason } from "@snapwall/core";
import { isRecorded, type Recorded } from "./formats/log-entry.ts";

/** What a rule, or one item of it, cannot judge without. */
export interface Need {
  readonly rule: string;
  /** The reason's id, when it is about one item of the rule. */
  readonly id?: string;
  /** Parts as {@link Recorded} names them. */
  readonly parts: readonly string[];
}

/** What each rule needs of every request. `request` judges what there is. */
const RULE_PARTS: Readonly<Record<string, readonly string[]>> = { bots: ["user-agent"] };

/** Lists what the rules of a module need. */
export function listNeeds({ rules = [] }: ModuleDescription): Need[] {
  return rules.flatMap((rule) => {
    const parts = RULE_PARTS[rule];
    return parts === undefined ? [] : [{ rule, parts }];
  });
}

/** Makes a function that says which needs a log that keeps these parts leaves unmet. */
export function findUnmetNeeds(needs: readonly Need[]): (recorded: Recorded) => readonly Need[] {
  const known = new WeakMap<Recorded, readonly Need[]>();
  return (recorded) => {
    let unmet = known.get(recorded);
    if (unmet === undefined) {
      unmet = needs.filter(({ parts }) => !parts.every((part) => isRecorded(recorded, part)));
      known.set(recorded, unmet);
    }
    return unmet;
  };
}

/** Whether a reason is about something that the log does not say. */
export function isGuess(reason: Reason, unmet: readonly Need[]): boolean {
  return unmet.some(
    ({ rule, id }) => rule === reason.rule && (id === undefined || id === reason.id),
  );
}
