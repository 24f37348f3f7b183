//! Writes the lists.

use snapwall_email::{HEADER_WORDS, Key, Names, hash_domain, hash_local, letters_of};

use super::data::EmailLists;
use super::ribbon::Ribbon;

/// Columns of each filter: the false-positive rate is one in 2^columns. They weigh the cost of a wrong answer against the
/// size of the list.
const DISPOSABLE_COLUMNS: u32 = 14;
const FREE_COLUMNS: u32 = 12;
const ROLES_COLUMNS: u32 = 15;
const TOP_LEVEL_COLUMNS: u32 = 8;
const RELAYS_COLUMNS: u32 = 16;
const REAL_COLUMNS: u32 = 8;

/// The words that [`snapwall_email::Lists::read`] expects: the lists, and the policy's own domains, normalised by
/// [`super::read_listed_domain`].
pub fn build_email_lists(lists: &EmailLists, allow: &[String], block: &[String]) -> Vec<u32> {
    let domains =
        |names: &[String]| names.iter().map(|name| hash_domain(name.as_bytes())).collect::<Vec<Key>>();
    let locals =
        |names: &[String]| names.iter().map(|name| hash_local(name.as_bytes())).collect::<Vec<Key>>();
    let mut writer = Writer { words: vec![0; HEADER_WORDS], header: Vec::new() };
    // Providers of mailboxes must not be mistaken for disposable, nor the other way round.
    let disposable = with_parents(&[&lists.disposable]);
    let known = with_parents(&[&lists.free, &lists.relays, &lists.real, &lists.popular]);
    writer.filter(&domains(&lists.disposable), DISPOSABLE_COLUMNS, &known);
    writer.filter(&domains(&lists.free), FREE_COLUMNS, &disposable);
    writer.filter(&locals(&lists.roles), ROLES_COLUMNS, &[]);
    writer.filter(&domains(&lists.top_level), TOP_LEVEL_COLUMNS, &[]);
    writer.filter(&domains(&lists.relays), RELAYS_COLUMNS, &disposable);
    writer.filter(&domains(&lists.real), REAL_COLUMNS, &[]);
    for names in [allow, block] {
        let order = |name: &str| Names::order(hash_domain(name.as_bytes()));
        let mut sorted: Vec<(u32, &str)> = names.iter().map(|name| (order(name), name.as_str())).collect();
        sorted.sort_unstable();
        sorted.dedup();
        writer.texts(&sorted);
    }
    for names in [&lists.popular, &lists.endings] {
        let with_letters: Vec<(u32, &str)> =
            names.iter().map(|name| (letters_of(name.as_bytes()), name.as_str())).collect();
        writer.texts(&with_letters);
    }
    writer.finish()
}

/// The keys to look up for each domain: its own, and its parent domains' except the top-level domain's.
fn with_parents(lists: &[&Vec<String>]) -> Vec<Key> {
    let labels = |name: &String| -> Vec<Key> {
        let starts = std::iter::once(0).chain(name.match_indices('.').map(|(dot, _)| dot + 1));
        let above = starts.map(|start| &name[start..]).filter(|name| name.contains('.'));
        above.map(|name| hash_domain(name.as_bytes())).collect()
    };
    lists.iter().copied().flatten().flat_map(labels).collect()
}

struct Writer {
    words: Vec<u32>,
    header: Vec<u32>,
}

impl Writer {
    fn section(&mut self, words: &[u32]) {
        self.header.extend([self.words.len() as u32, words.len() as u32]);
        self.words.extend_from_slice(words);
    }

    fn filter(&mut self, keys: &[Key], columns: u32, others: &[Key]) {
        let ribbon = Ribbon::build(keys, columns, others);
        self.section(&ribbon.words);
        self.header.extend([ribbon.columns, ribbon.seed, ribbon.starts]);
    }

    /// Writes names with a word each: the words, where each name ends, and the names.
    fn texts(&mut self, names: &[(u32, &str)]) {
        let mut text = String::new();
        let mut ends = Vec::new();
        for (_, name) in names {
            text.push_str(name);
            ends.push(text.len() as u32);
        }
        let words: Vec<u32> = names.iter().map(|(word, _)| *word).chain(ends).collect();
        self.section(&words);
        self.header.push(self.words.len() as u32);
        let bytes = text.as_bytes().chunks(4);
        self.words.extend(bytes.map(|bytes| {
            let mut word = [0; 4];
            word[..bytes.len()].copy_from_slice(bytes);
            u32::from_le_bytes(word)
        }));
    }

    fn finish(mut self) -> Vec<u32> {
        self.words[..HEADER_WORDS].copy_from_slice(&self.header);
        self.words
    }
}
