//! Builds the tables of the bots rule.

use snapwall_abi::ABSENT;
use snapwall_tables::{BUCKETS, Class, Entry, Header, PATTERNS_MAX, Span, Words};

use crate::block::BlockWriter;
use crate::data::RuleData;
use crate::error::PolicyError;
use crate::grams::file;
use crate::patterns::Patterns;
use crate::policy::{BotsPolicy, Policy, Selector};
use crate::runs::write_runs;

/// The maximum number of bytes of text that the runs of a block can hold.
pub const TEXT_MAX_BYTES: usize = u16::MAX as usize;

/// How many of them the rule data takes.
pub fn text_bytes(data: &RuleData) -> usize {
    collect_texts(&Patterns::of(data), data, &mut Header::default()).iter().map(String::len).sum()
}

/// The block of a policy.
///
/// # Errors
/// When the tables would outgrow their index types.
pub fn build(policy: &Policy, data: &RuleData) -> Result<Vec<u8>, PolicyError> {
    let mut writer = BlockWriter::new();
    let mut header =
        Header { on_error: policy.on_error, mode: policy.mode, bots_mode: ABSENT, ..Header::default() };
    let mut filed = None;
    if let Some(bots) = &policy.bots {
        filed = Some(add_bots(bots, data, &mut header, &mut writer)?);
    }
    let parts = policy.parts();
    if let Some(bots) = &policy.bots {
        bots.claims.write(&parts, &mut header, &mut writer);
    }
    if let Some(client) = &policy.client {
        client.write(&parts, &mut header, &mut writer);
    }
    if let Some(filters) = &policy.filters {
        filters.write(&mut header, &mut writer);
    }
    if let Some(shield) = &policy.shield {
        shield.write(&parts, &mut header, &mut writer);
    }
    if let Some(fingerprint) = &policy.fingerprint {
        fingerprint.write(policy.client.as_ref(), &mut header, &mut writer);
    }
    header.parts = writer.section(parts.join("\n").as_bytes());
    let mut deferred = BlockWriter::deferred();
    if let Some(email) = &policy.email {
        email.write(&data.email, &mut header, &mut writer, &mut deferred);
    }
    if let Some(sensitive) = &policy.sensitive {
        sensitive.write(&data.secrets, &mut header, &mut writer, &mut deferred);
    }
    if let Some(filed) = filed {
        filed.write(data, &mut header, &mut writer);
    }
    Ok(writer.finish(header, deferred))
}

/// What occurrences and names are looked up in. A browser's request needs none of it.
struct FiledPatterns {
    patterns: Patterns,
    texts: Vec<String>,
    /// The entries of each bucket.
    buckets: Vec<Vec<Entry>>,
}

/// Adds the part of the rule that every request needs, and returns the rest.
fn add_bots(
    policy: &BotsPolicy,
    data: &RuleData,
    header: &mut Header,
    writer: &mut BlockWriter,
) -> Result<FiledPatterns, PolicyError> {
    let patterns = Patterns::of(data);
    let texts = collect_texts(&patterns, data, header);
    let text_bytes: usize = texts.iter().map(String::len).sum();
    if text_bytes > TEXT_MAX_BYTES {
        return Err(too_large(format!("{text_bytes} bytes of pattern text, at most {TEXT_MAX_BYTES} fit")));
    }
    if patterns.list.len() > PATTERNS_MAX {
        return Err(too_large(format!("{} patterns, at most {PATTERNS_MAX} fit", patterns.list.len())));
    }
    let bots = data.named().count();

    header.bots_enabled = 1;
    header.bots_mode = policy.mode;
    header.missing_user_agent = policy.missing_user_agent;
    header.first_sign = data.bots.len() as u32;
    header.shape_sign = bots as u32 - 2;
    header.signature_sign = bots as u32 - 1;
    (header.denied_categories, header.denied) = select(&policy.deny, bots, writer);
    (header.allowed_categories, header.allowed) = select(&policy.allow, bots, writer);
    header.bots = bots as u32;
    header.first_renamed = patterns.first_renamed as u32;
    let buckets = file_patterns(&patterns, header, writer)?;
    header.regexes = policy.custom.write(data, writer);
    Ok(FiledPatterns { patterns, texts, buckets })
}

impl FiledPatterns {
    /// Writes the last sections of the first block.
    fn write(self, data: &RuleData, header: &mut Header, writer: &mut BlockWriter) {
        let FiledPatterns { patterns, texts, buckets } = self;
        // First, so that a compressor finds it close to the ids of the custom section, which repeat it.
        header.text = writer.section(texts.concat().as_bytes());
        header.patterns = header.text.offset;
        let lens: Vec<usize> = buckets.iter().map(Vec::len).collect();
        header.buckets = write_runs(&lens, writer);
        header.entries = writer.section(&buckets.concat());
        let halves: Vec<u8> = patterns.list.iter().map(|pattern| pattern.anchors).collect();
        let anchors: Vec<u8> =
            halves.chunks(2).map(|pair| pair[0] | pair.get(1).map_or(0, |second| second << 4)).collect();
        header.anchors = writer.section(&anchors);
        header.owners = writer.section(&patterns.owners);
        let categories = &texts[header.categories.indexes()];
        let categories_at: usize = texts[..header.categories.first as usize].iter().map(String::len).sum();
        header.classes = writer.section(&classify(data, categories, categories_at));
        let lens: Vec<usize> = texts.iter().map(String::len).collect();
        header.texts = write_runs(&lens, writer);
    }
}

/// All text in the order of its runs: literals, then words, whose places are recorded in `header`.
fn collect_texts(patterns: &Patterns, data: &RuleData, header: &mut Header) -> Vec<String> {
    let mut texts: Vec<String> =
        patterns.list.iter().map(|pattern| pattern.literal.to_ascii_uppercase()).collect();
    let mut add = |words: Vec<String>| {
        let first = texts.len() as u32;
        let count = words.len() as u32;
        texts.extend(words);
        Words { first, count }
    };
    let in_capitals = |words: &[String]| words.iter().map(|word| word.to_ascii_uppercase()).collect();
    header.ids = add(patterns.ids.clone());
    header.categories = add(data.categories.clone());
    header.engines = add(in_capitals(&data.shape.engines));
    header.starts = add(in_capitals(&data.shape.starts));
    header.devices = add(in_capitals(&data.shape.devices));
    texts
}

/// Files every pattern under its windows. Returns the entries of each bucket.
fn file_patterns(
    patterns: &Patterns,
    header: &mut Header,
    writer: &mut BlockWriter,
) -> Result<Vec<Vec<Entry>>, PolicyError> {
    let searched: Vec<usize> =
        (0..patterns.list.len()).filter(|index| patterns.is_searched[*index]).collect();
    let filing = file(&searched.iter().map(|index| &patterns.list[*index]).collect::<Vec<_>>());
    let mut buckets: Vec<Vec<Entry>> = vec![Vec::new(); BUCKETS];
    for (index, windows) in searched.iter().zip(&filing.windows) {
        for window in windows {
            buckets[window.gram.bucket()].push((window.offset * PATTERNS_MAX + index) as Entry);
        }
    }
    if buckets.iter().any(|entries| entries.len() > usize::from(u8::MAX)) {
        return Err(too_large("over 255 patterns with the same four bytes".to_owned()));
    }
    header.multiplier = filing.multiplier;
    header.filter = writer.section(&filing.filter);
    Ok(buckets)
}

/// The runs of bots with the same categories. The names of the categories start at `categories_at` in the text.
fn classify(data: &RuleData, categories: &[String], categories_at: usize) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    let mut last: Option<&[usize]> = None;
    for (bot, end) in data.named().zip(1..) {
        if last != Some(&bot.categories) {
            let before: usize = categories[..bot.categories[0]].iter().map(String::len).sum();
            let name = Span {
                offset: (categories_at + before) as u32,
                len: categories[bot.categories[0]].len() as u32,
            };
            let mask = bot.categories.iter().fold(0, |mask, category| mask | 1 << category);
            classes.push(Class { end, mask, name });
            last = Some(&bot.categories);
        }
        classes.last_mut().expect("a class for every bot").end = end;
    }
    classes
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
