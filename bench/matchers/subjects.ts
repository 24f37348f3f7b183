/** The matchers, in the order of the table: file name of the module, and display name. */
export const subjects = [
  { name: "gram_filter", title: "n-gram filter (ships)" },
  { name: "first_gram", title: "n-gram filter, first window" },
  { name: "token_dictionary", title: "token dictionary" },
  { name: "automaton_nfa", title: "Aho–Corasick NFA" },
  { name: "automaton_folded", title: "Aho–Corasick NFA, folded" },
  { name: "automaton_dfa", title: "Aho–Corasick DFA, folded" },
  { name: "plain", title: "each pattern by itself" },
] as const;

export type SubjectName = (typeof subjects)[number]["name"];
