//! Compares expressions with a naive evaluator that interprets them as written.

mod judge;

use judge::{Guard, Request};
use proptest::prelude::*;
use proptest::sample::select;
use regex::bytes::Regex;

/// A field of the small request that expressions refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    A,
    B,
    Path,
    Args,
    Cookie,
}

#[derive(Debug, Clone, Copy)]
enum Function {
    None,
    Lower,
    Upper,
    Start,
    Concat,
}

#[derive(Debug, Clone)]
enum Operator {
    Equal(&'static str),
    NotEqual(&'static str),
    Below(&'static str),
    AtMost(&'static str),
    Above(&'static str),
    AtLeast(&'static str),
    Contains(&'static str),
    Matches(&'static str),
    Wildcard(&'static str),
    In(&'static str, &'static str),
    Starts(&'static str),
    Ends(&'static str),
    Length(i64),
    Exists,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantifier {
    None,
    Any,
    All,
}

#[derive(Debug, Clone)]
enum Tree {
    Leaf(Field, Function, Operator, Quantifier),
    Not(Box<Tree>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Xor(Box<Tree>, Box<Tree>),
}

use Operator::*;

/// The expression as text.
fn write(tree: &Tree) -> String {
    let join = |trees: &[Tree], word: &str| {
        let written: Vec<_> = trees.iter().map(write).collect();
        format!("({})", written.join(word))
    };
    match tree {
        Tree::Not(inner) => format!("not ({})", write(inner)),
        Tree::And(trees) => join(trees, " and "),
        Tree::Or(trees) => join(trees, " || "),
        Tree::Xor(a, b) => format!("({} xor {})", write(a), write(b)),
        Tree::Leaf(field, function, operator, quantifier) => {
            let mut value = match field {
                Field::A => "http.request.headers[\"a\"]",
                Field::B => "http.request.headers[\"B\"]",
                Field::Path => "http.request.uri.path",
                Field::Args => "http.request.uri.args[\"k\"]",
                Field::Cookie => "http.request.cookies[\"k\"]",
            }
            .to_owned();
            if *quantifier != Quantifier::None {
                value += "[*]";
            }
            let value = match function {
                Function::None => value,
                Function::Lower => format!("lower({value})"),
                Function::Upper => format!("upper({value})"),
                Function::Start => format!("substring({value}, 0, 2)"),
                Function::Concat => format!("concat(\"<\", {value})"),
            };
            let test = match operator {
                Equal(text) => format!("{value} == \"{text}\""),
                NotEqual(text) => format!("{value} != \"{text}\""),
                Below(text) => format!("{value} < \"{text}\""),
                AtMost(text) => format!("{value} <= \"{text}\""),
                Above(text) => format!("{value} > \"{text}\""),
                AtLeast(text) => format!("{value} >= \"{text}\""),
                Contains(text) => format!("{value} contains \"{text}\""),
                Matches(text) => format!("{value} matches \"{text}\""),
                Wildcard(text) => format!("{value} wildcard \"{text}\""),
                In(a, b) => format!("{value} in {{\"{a}\" \"{b}\"}}"),
                Starts(text) => format!("starts_with({value}, \"{text}\")"),
                Ends(text) => format!("ends_with({value}, \"{text}\")"),
                Length(length) => format!("len({value}) <= {length}"),
                Exists => return format!("exists({})", value.replace("[*]", "")),
            };
            match quantifier {
                Quantifier::None => test,
                Quantifier::Any => format!("any({test})"),
                Quantifier::All => format!("all({test})"),
            }
        }
    }
}

/// The values of the small request.
#[derive(Debug, Clone)]
struct Values {
    a: Option<&'static str>,
    b: Option<&'static str>,
    path: &'static str,
    args: Vec<&'static str>,
    cookies: Vec<&'static str>,
}

impl Values {
    fn of(&self, field: Field) -> Vec<&'static str> {
        match field {
            Field::A => self.a.into_iter().collect(),
            Field::B => self.b.into_iter().collect(),
            Field::Path => vec![self.path],
            Field::Args => self.args.clone(),
            Field::Cookie => self.cookies.clone(),
        }
    }

    fn request(&self) -> Request {
        let args: Vec<_> = self.args.iter().map(|value| format!("k={}", value.replace('/', "%2f"))).collect();
        let cookies: Vec<_> = self.cookies.iter().map(|value| format!("k={value}")).collect();
        let mut request = Request::get(format!("https://a.example{}?x=ab&{}", self.path, args.join("&")), "");
        for (name, value) in [("a", self.a), ("b", self.b)] {
            if let Some(value) = value {
                request = request.with(name, value);
            }
        }
        request.with("cookie", format!("z=ab; {}", cookies.join("; ")))
    }
}

fn apply(function: Function, value: &str) -> String {
    match function {
        Function::None => value.to_owned(),
        Function::Lower => value.to_ascii_lowercase(),
        Function::Upper => value.to_ascii_uppercase(),
        Function::Start => value.chars().take(2).collect(),
        Function::Concat => format!("<{value}"),
    }
}

fn matches_wildcard(pattern: &str, text: &str) -> bool {
    match (pattern.chars().next(), text.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => {
            let rest = &pattern[1..];
            (0..=text.len()).any(|at| matches_wildcard(rest, &text[at..]))
        }
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(&b) && matches_wildcard(&pattern[1..], &text[1..]),
        _ => false,
    }
}

fn holds(operator: &Operator, value: &str) -> bool {
    match operator {
        Equal(text) => value == *text,
        NotEqual(text) => value != *text,
        Below(text) => value < *text,
        AtMost(text) => value <= *text,
        Above(text) => value > *text,
        AtLeast(text) => value >= *text,
        Contains(text) => value.contains(text),
        Matches(text) => Regex::new(&format!("(?-u){text}")).unwrap().is_match(value.as_bytes()),
        Wildcard(text) => matches_wildcard(text, value),
        In(a, b) => value == *a || value == *b,
        Starts(text) => value.starts_with(text),
        Ends(text) => value.ends_with(text),
        Length(length) => value.len() as i64 <= *length,
        Exists => true,
    }
}

/// Evaluates the expression. `missing` answers for a comparison with a missing value, given whether it is over all
/// values, or none (`!=`), and whether the whole expression is less likely to match when it is true.
fn evaluate(
    tree: &Tree,
    values: &Values,
    is_opposite: bool,
    missing: &mut dyn FnMut(bool, bool) -> bool,
) -> bool {
    match tree {
        Tree::Not(inner) => !evaluate(inner, values, !is_opposite, missing),
        // Evaluates every operand: `missing` may roll a die for each.
        Tree::And(trees) => {
            trees.iter().filter(|tree| !evaluate(tree, values, is_opposite, missing)).count() == 0
        }
        Tree::Or(trees) => {
            trees.iter().filter(|tree| evaluate(tree, values, is_opposite, missing)).count() > 0
        }
        Tree::Xor(a, b) => {
            let first =
                evaluate(a, values, is_opposite, missing) && !evaluate(b, values, !is_opposite, missing);
            first
                || (!evaluate(a, values, !is_opposite, missing) && evaluate(b, values, is_opposite, missing))
        }
        Tree::Leaf(field, function, operator, quantifier) => {
            let found = values.of(*field);
            if matches!(operator, Exists) {
                return !found.is_empty();
            }
            let computed: Vec<String> = found.iter().map(|value| apply(*function, value)).collect();
            let is_not_equal = matches!(operator, NotEqual(_));
            if computed.is_empty() {
                let is_of_all = *quantifier == Quantifier::All;
                return missing(is_of_all || (is_not_equal && *quantifier == Quantifier::None), is_opposite);
            }
            let mut each = computed.iter().map(|value| holds(operator, value));
            match quantifier {
                Quantifier::All => each.all(|holds| holds),
                // Exactly "not (equal)".
                Quantifier::None if is_not_equal => each.all(|holds| holds),
                _ => each.any(|holds| holds),
            }
        }
    }
}

/// How missing headers are treated where requests are denied: the length is 0, and joins use empty text.
fn denies(tree: &Tree, values: &Values) -> bool {
    fn fill(tree: &Tree, values: &Values) -> Tree {
        match tree {
            Tree::Not(inner) => Tree::Not(Box::new(fill(inner, values))),
            Tree::And(trees) => Tree::And(trees.iter().map(|tree| fill(tree, values)).collect()),
            Tree::Or(trees) => Tree::Or(trees.iter().map(|tree| fill(tree, values)).collect()),
            Tree::Xor(a, b) => Tree::Xor(Box::new(fill(a, values)), Box::new(fill(b, values))),
            Tree::Leaf(field @ (Field::A | Field::B), function, operator, _)
                if values.of(*field).is_empty() =>
            {
                let made = match (function, operator) {
                    (_, Exists) => return tree.clone(),
                    (Function::Concat, operator) => holds(operator, "<"),
                    (_, Length(length)) => 0 <= *length,
                    _ => return tree.clone(),
                };
                if made { Tree::And(vec![]) } else { Tree::Or(vec![]) }
            }
            leaf => leaf.clone(),
        }
    }
    evaluate(&fill(tree, values), values, false, &mut |is_true, _| is_true)
}

const TEXTS: [&str; 12] = ["", "a", "b", "ab", "aB", "abab", "ba", "/a", "<a", "AB", "aa", "a/b"];

fn values() -> impl Strategy<Value = Values> {
    let text = || select(&TEXTS[..]);
    let header = || proptest::option::weighted(0.6, select(&TEXTS[1..]));
    (
        header(),
        header(),
        select(&["/", "/a", "/ab/a", "/AB"][..]),
        prop::collection::vec(text(), 0..3),
        prop::collection::vec(text(), 0..3),
    )
        .prop_map(|(a, b, path, args, cookies)| Values { a, b, path, args, cookies })
}

fn trees() -> impl Strategy<Value = Tree> {
    let text = || select(&TEXTS[..]);
    let operator = prop_oneof![
        text().prop_map(Equal),
        text().prop_map(NotEqual),
        text().prop_map(Below),
        text().prop_map(AtMost),
        text().prop_map(Above),
        text().prop_map(AtLeast),
        text().prop_map(Contains),
        select(&["^a", "b$", "^$", "a.b", "(?i)AB", "[ab]{3}", "a*", "\\\\bb"][..])
            .prop_map(|text| Matches(text.trim_start_matches("\\\\bb"))),
        select(&["a*", "*b", "*", "", "*a*b", "ab", "/*A"][..]).prop_map(Wildcard),
        (text(), text()).prop_map(|(a, b)| In(a, b)),
        text().prop_map(Starts),
        text().prop_map(Ends),
        (0i64..4).prop_map(Length),
        Just(Exists),
    ];
    let function = select(
        &[
            Function::None,
            Function::None,
            Function::Lower,
            Function::Upper,
            Function::Start,
            Function::Concat,
        ][..],
    );
    let field = select(&[Field::A, Field::B, Field::Path, Field::Args, Field::Cookie][..]);
    let quantifier = select(&[Quantifier::None, Quantifier::None, Quantifier::Any, Quantifier::All][..]);
    let leaf = (field, function, operator, quantifier).prop_map(|(field, function, operator, quantifier)| {
        let quantifier = match (field, &operator) {
            (Field::Args | Field::Cookie, Exists) => Quantifier::None,
            (Field::Args | Field::Cookie, _) => quantifier,
            _ => Quantifier::None,
        };
        Tree::Leaf(field, function, operator, quantifier)
    });
    leaf.prop_recursive(4, 16, 4, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed().prop_map(Tree::Not),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Tree::And),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Tree::Or),
            (boxed(), boxed()).prop_map(|(a, b)| Tree::Xor(a, b)),
        ]
    })
}

fn policy(filters: &str, expression: &str) -> String {
    format!(
        "{{ \"filters\": {} }}",
        filters.replace('#', &format!("\"{}\"", expression.replace('\\', "\\\\").replace('"', "\\\"")))
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn expressions_deny_what_they_say(tree in trees(), requests in prop::collection::vec(values(), 8)) {
        let expression = write(&tree);
        let mut guard = Guard::new(&policy("{ \"deny\": [#] }", &expression));
        for values in requests {
            let denied = guard.check_request(&values.request()).denied;
            prop_assert_eq!(denied, denies(&tree, &values), "{} {:?}", expression, values);
        }
    }

    #[test]
    fn expressions_allow_what_they_say_whatever_is_missing(tree in trees(), requests in prop::collection::vec(values(), 8), seed: u64) {
        let expression = write(&tree);
        let mut guard = Guard::new(&policy("{ \"deny\": [\"true\"], \"allow\": [#] }", &expression));
        for values in requests {
            let allowed = !guard.check_request(&values.request()).denied;
            let expected = evaluate(&tree, &values, false, &mut |_, is_opposite| is_opposite);
            prop_assert_eq!(allowed, expected, "{} {:?}", expression, values);
            // An allowed request would be allowed whatever the missing comparisons gave.
            let mut dice = seed | 1;
            for _ in 0..8 {
                let mut throw = |_, _| {
                    dice ^= dice << 13;
                    dice ^= dice >> 7;
                    dice ^= dice << 17;
                    dice >> 40 & 1 == 1
                };
                prop_assert!(!allowed || evaluate(&tree, &values, false, &mut throw), "{} {:?}", expression, values);
            }
        }
    }
}

/// Regular expressions from pieces that exercise every part of the automaton.
fn regexes() -> impl Strategy<Value = String> {
    let atom = select(
        &[
            "a", "b", "ab", "[ab]", "[^a]", ".", "\\w", "\\b", "\\B", "^", "$", "\\d", "\\xff", "é", "(?i)b",
            "(?s).", "(?m)^", "\n",
        ][..],
    );
    atom.prop_map(String::from).prop_recursive(4, 12, 4, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            2 => prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| format!("(?:{})", parts.join("|"))),
            2 => (inner, select(&["*", "+", "?", "{2}", "{1,3}", "*?"][..])).prop_map(|(inner, times)| format!("(?:{inner}){times}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn regular_expressions_match_what_the_regex_crate_matches(
        regex in regexes(), texts in prop::collection::vec(prop::collection::vec(select(&b"aabbAB1_ \n\xff\xc3\xa9-"[..]), 0..12), 12),
    ) {
        let expression = format!("http.request.headers[\"a\"] matches r#\"{regex}\"#");
        let escaped = expression.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let policy = format!("{{ \"filters\": {{ \"deny\": [\"{escaped}\"] }} }}");
        let mut guard = Guard::new(&policy);
        let oracle = Regex::new(&format!("(?-u){regex}")).unwrap();
        for text in texts {
            let denied = guard.check_request(&Request::get("/", "").with("a", &text)).denied;
            prop_assert_eq!(denied, oracle.is_match(&text), "{:?} {:?}", regex, text);
        }
    }

    #[test]
    fn any_expression_compiles_or_is_an_error_with_a_place(expression in "[ -~é\n]{0,40}", pieces in prop::collection::vec(select(&["http.host", "ip.src", "==", "in", "{", "}", "(", ")", "\"a\"", "1.1.1.1/32", "1", "and", "not", "any(", "http.request.uri.args[\"a\"]", "[*]", "$l", "..", ",", "lower(", "matches", "r\"", "&", "xor"][..]), 0..12)) {
        for text in [expression, pieces.join(" "), pieces.concat()] {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let policy = format!("{{ \"filters\": {{ \"deny\": [\"{escaped}\"] }} }}");
            if let Err(error) = snapwall_compiler::compile(&judge::input(&policy)) {
                let is_inside = (25..=26 + escaped.chars().count()).contains(&error.column);
                prop_assert!(error.line == 1 && is_inside, "{} {:?}", policy, error);
            }
        }
    }
}
