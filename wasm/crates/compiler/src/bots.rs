//! Building the tables of the bots rule.

use std::collections::BTreeMap;

use snapwall_abi::ABSENT;
use snapwall_tables::{
    BENIGN, BOTS_HEADERS, BROWSER_START, BUCKETS, Bot, Class, ENGINE, Entry, FILTER_WORDS, Header, PHONE,
    STARTS_TRIMMED, Span,
};

use crate::block::BlockWriter;
use crate::data::{BotData, RuleData};
use crate::error::PolicyError;
use crate::grams::Grams;
use crate::pattern::Pattern;
use crate::policy::{BotsPolicy, Policy, Selector};
use crate::pool::Pool;

/// The block of a policy.
///
/// # Errors
/// When the tables would outgrow their index types.
pub fn build(policy: &Policy, data: &RuleData) -> Result<Vec<u8>, PolicyError> {
    let mut writer = BlockWriter::new();
    let mut header =
        Header { on_error: policy.on_error, mode: policy.mode, bots_mode: ABSENT, ..Header::default() };
    if let Some(bots) = &policy.bots {
        add_bots(bots, data, &mut header, &mut writer)?;
    }
    Ok(writer.finish(header))
}

fn add_bots(
    policy: &BotsPolicy,
    data: &RuleData,
    header: &mut Header,
    writer: &mut BlockWriter,
) -> Result<(), PolicyError> {
    let patterns = patterns_by_bot(data);
    let mut pool = Pool::pack(patterns.iter().map(|(pattern, _)| pattern.literal.as_str()).collect());
    let names: Vec<usize> = data.named().map(|bot| place_name(&mut pool, &bot.id)).collect();
    let categories: Vec<Span> = data
        .categories
        .iter()
        .map(|name| Span { offset: pool.intern(name.as_bytes()) as u32, len: name.len() as u32 })
        .collect();
    if pool.bytes().len() > usize::from(u16::MAX) {
        return Err(too_large(format!("{} bytes of pattern text, at most 65535 fit", pool.bytes().len())));
    }
    let (buckets, entries, filter) = index(&patterns, &pool);
    let (bots, classes) = describe_bots(data, &names)?;

    header.bots_enabled = 1;
    header.bots_mode = policy.mode;
    header.missing_user_agent = policy.missing_user_agent;
    header.headless_categories = data.category("headless").map_or(0, |index| 1 << index);
    header.first_sign = data.bots.len() as u32;
    header.shape_sign = bots.len() as u32 - 2;
    header.signature_sign = bots.len() as u32 - 1;
    header.headers = writer.section(BOTS_HEADERS.join("\n").as_bytes());
    header.filter = writer.section(&filter);
    header.buckets = writer.section(&buckets);
    header.entries = writer.section(&entries);
    header.bots = writer.section(&bots);
    header.classes = writer.section(&classes);
    header.categories = writer.section(&categories);
    (header.denied_categories, header.denied) = select(&policy.deny, bots.len(), writer);
    (header.allowed_categories, header.allowed) = select(&policy.allow, bots.len(), writer);
    header.text = writer.section(pool.bytes());
    Ok(())
}

/// Every pattern with the bot, or the marker, that it stands for.
fn patterns_by_bot(data: &RuleData) -> Vec<(Pattern, u16)> {
    let bots = data.named().zip(0u16..);
    let of_bots = bots.flat_map(|(bot, index)| bot.patterns.iter().map(move |p| (p.clone(), index)));
    let benign = data.benign.iter().map(|pattern| (pattern.clone(), BENIGN));
    let marker = |literals: &[String], anchors, marker| {
        let pattern = move |literal: &String| (Pattern { literal: literal.clone(), anchors }, marker);
        literals.iter().map(pattern).collect::<Vec<_>>()
    };
    of_bots
        .chain(benign)
        .chain(marker(&data.shape.engines, 0, ENGINE))
        .chain(marker(&data.shape.starts, STARTS_TRIMMED, BROWSER_START))
        .chain(marker(&data.shape.phones, 0, PHONE))
        .collect()
}

/// Where a bot's id stands, seen upper-cased with `_` for what is no letter or digit.
fn place_name(pool: &mut Pool, id: &str) -> usize {
    let view = |byte: u8| if byte.is_ascii_alphanumeric() { byte.to_ascii_uppercase() } else { b'_' };
    pool.find_viewed(id.as_bytes(), view).unwrap_or_else(|| pool.intern(id.to_ascii_lowercase().as_bytes()))
}

/// Files every pattern under one of its windows.
fn index(patterns: &[(Pattern, u16)], pool: &Pool) -> (Vec<u16>, Vec<Entry>, Vec<u32>) {
    let mut grams = Grams::new();
    let mut filter = vec![0u32; FILTER_WORDS];
    let mut filed: Vec<(usize, Entry)> = Vec::with_capacity(patterns.len());
    for (pattern, bot) in patterns {
        let window = grams.choose(pattern);
        let bit = window.gram.filter_bit();
        filter[bit / 32] |= 1 << (bit % 32);
        let text = pool.find_viewed(pattern.literal.as_bytes(), |byte| byte).expect("packed");
        let entry = Entry {
            text: text as u16,
            bot: *bot,
            len: pattern.literal.len() as u8,
            window: window.start,
            fingerprint: window.gram.fingerprint(),
            anchors: pattern.anchors,
        };
        filed.push((window.gram.bucket(), entry));
    }
    filed.sort_by_key(|(bucket, entry)| (*bucket, entry.bot, entry.text));
    let mut buckets = vec![0u16; BUCKETS + 1];
    for (bucket, _) in &filed {
        buckets[bucket + 1] += 1;
    }
    for bucket in 0..BUCKETS {
        buckets[bucket + 1] += buckets[bucket];
    }
    (buckets, filed.into_iter().map(|(_, entry)| entry).collect(), filter)
}

fn describe_bots(data: &RuleData, names: &[usize]) -> Result<(Vec<Bot>, Vec<Class>), PolicyError> {
    let mut bots = Vec::new();
    let mut classes = Vec::new();
    let mut known: BTreeMap<&[usize], usize> = BTreeMap::new();
    for (bot, name) in data.named().zip(names) {
        let class = *known.entry(&bot.categories).or_insert_with(|| {
            classes.push(class_of(bot));
            classes.len() - 1
        });
        if class > usize::from(u8::MAX) {
            return Err(too_large("over 256 different sets of categories".to_owned()));
        }
        bots.push(Bot { name: *name as u16, name_len: bot.id.len() as u8, class: class as u8 });
    }
    Ok((bots, classes))
}

fn class_of(bot: &BotData) -> Class {
    let mask = bot.categories.iter().fold(0, |mask, category| mask | 1 << category);
    Class { mask, primary: bot.categories[0] as u32 }
}

/// The categories and the bots that a list selects.
fn select(list: &[Selector], bots: usize, writer: &mut BlockWriter) -> (u32, Span) {
    let mut categories = 0;
    let mut by_id = vec![0u32; bots.div_ceil(32)];
    for selector in list {
        match selector {
            Selector::All => categories = u32::MAX,
            Selector::Category(index) => categories |= 1 << index,
            Selector::Bot(index) => by_id[index / 32] |= 1 << (index % 32),
        }
    }
    (categories, writer.section(&by_id))
}

fn too_large(message: String) -> PolicyError {
    PolicyError { code: "limit", message, path: "bots".to_owned(), line: 1, column: 1, suggestion: None }
}
