//! Compares fingerprints with those of the TypeScript reference.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use proptest::prelude::*;
use snapwall_client::{Characteristic, Kind, hash_characteristics};
use snapwall_tables::parse_address;

const KINDS: [(&str, Kind); 8] = [
    ("address", Kind::Address),
    ("header", Kind::Header),
    ("cookie", Kind::Cookie),
    ("query", Kind::Query),
    ("host", Kind::Host),
    ("path", Kind::Path),
    ("method", Kind::Method),
    ("custom", Kind::Custom),
];

/// A characteristic that owns its text.
#[derive(Clone, Debug)]
struct Owned {
    kind: Kind,
    name: Vec<u8>,
    source: Option<Vec<u8>>,
}

impl Owned {
    fn new(kind: Kind, name: &str, source: Option<&str>) -> Self {
        let source = source.map(|text| match kind {
            Kind::Address => parse_address(text.as_bytes()).expect("an address").to_be_bytes().to_vec(),
            _ => text.as_bytes().to_vec(),
        });
        Owned { kind, name: name.into(), source }
    }

    fn borrow(&self) -> Characteristic<'_> {
        Characteristic { kind: self.kind, name: &self.name, source: self.source.as_deref() }
    }
}

fn hash(characteristics: &[Owned]) -> String {
    let mut borrowed: Vec<Characteristic> = characteristics.iter().map(Owned::borrow).collect();
    hex(&hash_characteristics(&mut borrowed))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get_string(key).map(|text| text.value.as_ref())
}

#[test]
fn every_case_has_the_fingerprint_that_the_reference_gives_it() {
    let document = include_str!("fingerprints.json");
    let parsed = parse_to_ast(document, &CollectOptions::default(), &ParseOptions::default()).unwrap();
    let Some(Value::Array(cases)) = parsed.value else { panic!("the cases are an array") };
    assert!(cases.elements.len() > 20);
    for case in &cases.elements {
        let case = case.as_object().unwrap();
        let listed = case.get_array("characteristics").unwrap().elements.iter().map(|one| {
            let one = one.as_object().unwrap();
            let kind = KINDS.iter().find(|(name, _)| Some(*name) == text(one, "kind")).expect("a kind").1;
            Owned::new(kind, text(one, "name").unwrap_or(""), text(one, "source"))
        });
        let mut listed: Vec<Owned> = listed.collect();
        for _ in 0..=listed.len() {
            assert_eq!(Some(&hash(&listed)[..]), text(case, "sha256"), "{}", text(case, "title").unwrap());
            // Every rotation, and so every pair in both orders.
            let step = listed.len().min(1);
            listed.rotate_left(step);
        }
    }
}

/// Characteristics built from few letters, so that names and values coincide.
fn characteristics() -> impl Strategy<Value = Vec<Owned>> {
    let kind = prop::sample::select(KINDS.map(|(_, kind)| kind).to_vec());
    let one = (kind, "[ab]{0,2}", prop::option::of("[ab=&;%2b1+ .:]{0,12}"));
    prop::collection::vec(one, 0..8).prop_map(|all| {
        let own = |(kind, name, source): (Kind, String, Option<String>)| {
            let source = source.map(|text| if kind == Kind::Address { "::".into() } else { text });
            Owned::new(kind, &name, source.as_deref())
        };
        all.into_iter().map(own).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) })]

    #[test]
    fn order_and_repetition_do_not_count(
        (listed, shuffled) in characteristics().prop_flat_map(|all| {
            let twice: Vec<Owned> = all.iter().chain(all.first()).cloned().collect();
            (Just(all), Just(twice).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(hash(&listed), hash(&shuffled));
    }

    #[test]
    fn a_value_that_is_missing_is_not_an_empty_one(
        kind in prop::sample::select(vec![Kind::Header, Kind::Path, Kind::Custom, Kind::Host]), rest in characteristics(),
    ) {
        let with = |source| [rest.clone(), vec![Owned::new(kind, "other", source)]].concat();
        prop_assert_ne!(hash(&with(None)), hash(&with(Some(""))));
    }

    #[test]
    fn a_value_cannot_pass_for_two(a in "[ab]{1,4}", b in "[ab]{1,4}") {
        let header = |name, value: &str| Owned::new(Kind::Header, name, Some(value));
        let joined = format!("{a}{b}");
        prop_assert_ne!(hash(&[header("x", &a), header("y", &b)]), hash(&[header("x", &joined), header("y", "")]));
        let query = |text: String| Owned::new(Kind::Query, "q", Some(&text));
        prop_assert_ne!(hash(&[query(format!("q={a}&q={b}"))]), hash(&[query(format!("q={a}{b}"))]));
    }
}
