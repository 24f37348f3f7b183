use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{vec, vec::Vec};

use snapwall_abi::{
    ABSENT, CONFIGURE_BOTS_ALLOW, CONFIGURE_BOTS_CLEAR_ALLOW, CONFIGURE_BOTS_CLEAR_DENY, CONFIGURE_BOTS_DENY,
    CONFIGURE_BOTS_MISSING_USER_AGENT, CONFIGURE_BOTS_MODE, CONFIGURE_MODE, MODE_ENFORCE, MODE_REPORT,
};
use snapwall_tables::{bytes_of_mut, name_characters};

use super::Tables;
use crate::configure;
use crate::names::name_of;
use crate::settings::{self, Standing, standing};

/// Entries as a host encodes them.
fn encode(entries: &[(u32, &[u8])]) -> Vec<u32> {
    let mut words = vec![entries.len() as u32];
    for (op, text) in entries {
        words.extend([*op, text.len() as u32]);
        let start = words.len();
        words.resize(start + text.len().div_ceil(4), 0);
        bytes_of_mut(&mut words[start..])[..text.len()].copy_from_slice(text);
    }
    words.resize(words.len() + 4, 0);
    words
}

fn apply(tables: &mut Tables, entries: &[(u32, &[u8])]) -> u32 {
    let mut input = encode(entries);
    let refused = configure(&mut tables.block_mut(), &mut input);
    assert!(input.iter().all(|word| *word == 0), "the input is wiped");
    refused
}

/// The index of the bot with this id in the small data.
fn index_of(tables: &Tables, id: &str) -> u16 {
    let bots = 0..tables.block().header().bots as u16;
    let is_named = |bot: &u16| name_characters(name_of(tables.block(), *bot)).eq(id.bytes());
    bots.into_iter().find(is_named).unwrap()
}

#[test]
fn no_entries_change_nothing() {
    let mut tables = Tables::small("");
    let before = tables.0.clone();
    assert_eq!(apply(&mut tables, &[]), 0);
    assert_eq!(tables.0, before);
}

#[test]
fn each_operation_sets_what_it_names() {
    let mut tables = Tables::small(r#"{"bots": {"deny": [], "mode": "enforce"}}"#);
    let (abc, xyz) = (index_of(&tables, "ABC"), index_of(&tables, "XYZ"));
    let entries: [(u32, &[u8]); 5] = [
        (CONFIGURE_MODE, b"report"),
        (CONFIGURE_BOTS_MISSING_USER_AGENT, b"allow"),
        (CONFIGURE_BOTS_DENY, b"abc"),
        (CONFIGURE_BOTS_DENY, b"Category:Search"),
        (CONFIGURE_BOTS_ALLOW, b"XYZ"),
    ];
    assert_eq!(apply(&mut tables, &entries), 0);
    assert_eq!(settings::mode(tables.block()), MODE_REPORT);
    assert_eq!(settings::bots_mode(tables.block()), MODE_ENFORCE, "the rule's own mode stays");
    assert_eq!(tables.block().header().missing_user_agent, 0);
    let standing_of = |tables: &Tables, bot| standing(tables.block(), bot);
    assert!(standing_of(&tables, abc) == Standing::Denied);
    assert!(standing_of(&tables, xyz) == Standing::Allowed, "allowed beats denied");
    assert!(standing_of(&tables, index_of(&tables, "START")) == Standing::Denied);
    assert!(standing_of(&tables, index_of(&tables, "LONGBOT")) == Standing::Unnamed);
    assert_eq!(apply(&mut tables, &[(CONFIGURE_BOTS_CLEAR_ALLOW, b""), (CONFIGURE_BOTS_MODE, b"report")]), 0);
    assert!(standing_of(&tables, xyz) == Standing::Denied);
    assert_eq!(settings::bots_mode(tables.block()), MODE_REPORT);
    assert_eq!(apply(&mut tables, &[(CONFIGURE_BOTS_CLEAR_DENY, b"")]), 0);
    assert!(standing_of(&tables, abc) == Standing::Unnamed && standing_of(&tables, xyz) == Standing::Unnamed);
}

#[test]
fn a_star_selects_everything_and_clearing_takes_it_back() {
    let mut tables = Tables::small(r#"{"bots": {"deny": []}}"#);
    assert_eq!(apply(&mut tables, &[(CONFIGURE_BOTS_DENY, b"*")]), 0);
    let bots = 0..tables.block().header().bots as u16;
    assert!(bots.clone().all(|bot| standing(tables.block(), bot) == Standing::Denied));
    assert_eq!(apply(&mut tables, &[(CONFIGURE_BOTS_CLEAR_DENY, b"")]), 0);
    assert!(bots.clone().all(|bot| standing(tables.block(), bot) == Standing::Unnamed));
}

#[test]
fn the_first_entry_that_is_not_accepted_is_named_and_those_before_it_hold() {
    for refused in [
        (CONFIGURE_MODE, &b"reprot"[..]),
        (CONFIGURE_MODE, b""),
        (CONFIGURE_BOTS_MODE, b"Report"),
        (CONFIGURE_BOTS_MISSING_USER_AGENT, b"note"),
        (CONFIGURE_BOTS_DENY, b""),
        (CONFIGURE_BOTS_DENY, b"AB"),
        (CONFIGURE_BOTS_DENY, b"ABCD"),
        (CONFIGURE_BOTS_DENY, b"ABC\0"),
        (CONFIGURE_BOTS_DENY, b"category:"),
        (CONFIGURE_BOTS_ALLOW, b"category:searc"),
        (CONFIGURE_BOTS_ALLOW, b"\xFF\xFE"),
        (CONFIGURE_BOTS_ALLOW + 1, b""),
        (u32::MAX, b"x"),
    ] {
        let mut tables = Tables::small("");
        let entries = [(CONFIGURE_BOTS_MODE, &b"report"[..]), refused, (CONFIGURE_MODE, b"report")];
        assert_eq!(apply(&mut tables, &entries), 2, "{refused:?}");
        assert_eq!(settings::bots_mode(tables.block()), MODE_REPORT);
        assert_eq!(settings::mode(tables.block()), MODE_ENFORCE);
    }
}

#[test]
fn every_bot_of_the_shipped_data_is_found_by_its_id() {
    let mut tables = Tables::shipped(r#"{"bots": {"deny": []}}"#);
    let description = include_str!("../../../../data/bots.json").split("{\"id\":\"").skip(1);
    let ids: Vec<&str> = description.map(|bot| bot.split('"').next().unwrap()).collect();
    assert!(ids.len() > 1_000);
    for id in ids {
        let bot = index_of(&tables, id);
        assert!(standing(tables.block(), bot) == Standing::Unnamed, "{id} is denied already");
        assert_eq!(apply(&mut tables, &[(CONFIGURE_BOTS_DENY, id.to_ascii_lowercase().as_bytes())]), 0);
        assert!(standing(tables.block(), bot) == Standing::Denied, "{id}");
    }
}

#[test]
fn a_policy_without_the_bots_rule_knows_no_bots() {
    let mut tables = Tables::small("{}");
    assert_eq!(apply(&mut tables, &[(CONFIGURE_BOTS_DENY, b"ABC")]), 1);
    assert_eq!(apply(&mut tables, &[(CONFIGURE_BOTS_DENY, b"category:ai")]), 1);
    assert_eq!(apply(&mut tables, &[(CONFIGURE_BOTS_CLEAR_DENY, b""), (CONFIGURE_MODE, b"report")]), 0);
    assert_eq!(settings::mode(tables.block()), MODE_REPORT);
}

#[test]
fn an_input_that_breaks_the_rules_traps() {
    let sound = encode(&[(CONFIGURE_BOTS_DENY, b"ABC")]);
    let traps = |word: usize, value: u32| {
        let (mut tables, mut input) = (Tables::small(""), sound.clone());
        input[word] = value;
        catch_unwind(AssertUnwindSafe(|| configure(&mut tables.block_mut(), &mut input))).is_err()
    };
    assert!(!traps(0, 1));
    assert!(traps(2, sound.len() as u32 * 4));
    assert!(traps(2, ABSENT));
}
