//! The lists, and what they say about a domain.

use snapwall_tables::bytes_of;

use crate::Verdict;
use crate::filter::Filter;
use crate::hash::Key;
use crate::names::Names;
use crate::reasons::Reason;
use crate::typo::Popular;

/// All lists, as words in the layout that the compiler half writes: a header with an entry for each list, followed by the
/// sections that the entries refer to.
///
/// An entry gives where a section starts and its number of words. For a [`Filter`], its columns, seed and starts follow. For
/// texts, whose section has a word and an end for each, the start of the text follows. A list is decoded on each look-up.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    words: &'a [u32],
}

/// The lists that are filters, in the order of their entries, which come first.
#[derive(Clone, Copy)]
enum Filters {
    Disposable,
    Free,
    Roles,
    TopLevel,
    Relays,
    Real,
}

/// The lists of texts, in the order of their entries.
#[derive(Clone, Copy)]
enum Texts {
    Allow,
    Block,
    Popular,
    Endings,
}

const FILTERS: usize = Filters::Real as usize + 1;
const FILTER_WORDS: usize = 5;
const TEXTS: usize = Texts::Endings as usize + 1;
const TEXTS_WORDS: usize = 3;

/// How many words the header has.
pub const HEADER_WORDS: usize = FILTERS * FILTER_WORDS + TEXTS * TEXTS_WORDS;

/// Only the last labels of a domain are looked up, which bounds the cost of a domain of nothing but dots. No list goes
/// deeper.
const LABELS_MAX: usize = 8;

impl<'a> Lists<'a> {
    /// Empty lists.
    pub const EMPTY: Lists<'static> = Lists { words: &[0; HEADER_WORDS] };

    /// The lists in `words`, as the compiler half writes them.
    ///
    /// # Panics
    /// When there is no header. Its content is trusted: if it is wrong, later calls panic.
    pub fn read(words: &'a [u32]) -> Lists<'a> {
        assert!(words.len() >= HEADER_WORDS, "lists without a header");
        Lists { words }
    }

    /// Domains that accept mail for anybody for a short time.
    pub fn disposable(&self) -> Filter<'a> {
        self.filter(Filters::Disposable)
    }

    /// Domains that give mailboxes to anybody.
    pub fn free(&self) -> Filter<'a> {
        self.filter(Filters::Free)
    }

    /// Local parts that name roles.
    pub fn roles(&self) -> Filter<'a> {
        self.filter(Filters::Roles)
    }

    /// Top-level domains.
    pub fn top_level(&self) -> Filter<'a> {
        self.filter(Filters::TopLevel)
    }

    /// Services that forward mail for people who hide their own address: never disposable.
    pub fn relays(&self) -> Filter<'a> {
        self.filter(Filters::Relays)
    }

    /// Existing domains that are one slip away from popular ones.
    pub fn real(&self) -> Filter<'a> {
        self.filter(Filters::Real)
    }

    /// The domains that the policy allows.
    pub fn allow(&self) -> Names<'a> {
        let (hashes, ends, text) = self.texts(Texts::Allow);
        Names { hashes, ends, text }
    }

    /// The domains that the policy blocks.
    pub fn block(&self) -> Names<'a> {
        let (hashes, ends, text) = self.texts(Texts::Block);
        Names { hashes, ends, text }
    }

    /// Popular domains that people mistype.
    pub fn popular(&self) -> Popular<'a> {
        let (letters, ends, text) = self.texts(Texts::Popular);
        Popular { letters, ends, text }
    }

    /// Top-level domains that people mistype.
    pub fn endings(&self) -> Popular<'a> {
        let (letters, ends, text) = self.texts(Texts::Endings);
        Popular { letters, ends, text }
    }

    fn filter(&self, filter: Filters) -> Filter<'a> {
        let at = filter as usize * FILTER_WORDS;
        let [columns, seed, starts] = [2, 3, 4].map(|word| self.words[at + word]);
        Filter { columns, seed, starts, words: self.section(at) }
    }

    fn texts(&self, texts: Texts) -> (&'a [u32], &'a [u32], &'a [u8]) {
        let at = FILTERS * FILTER_WORDS + texts as usize * TEXTS_WORDS;
        let records = self.section(at);
        let (words, ends) = records.split_at(records.len() / 2);
        let bytes = ends.last().map_or(0, |end| *end as usize);
        (words, ends, &bytes_of(&self.words[self.words[at + 2] as usize..])[..bytes])
    }

    fn section(&self, at: usize) -> &'a [u32] {
        let (start, len) = (self.words[at] as usize, self.words[at + 1] as usize);
        &self.words[start..start + len]
    }

    /// Adds what the lists say about the verdict's domain. If both of the policy's own lists cover it, the longer domain
    /// counts.
    pub(crate) fn judge_domain(&self, verdict: &mut Verdict<'a>) {
        let domain = verdict.domain;
        let (disposable, free, allow, block) = (self.disposable(), self.free(), self.allow(), self.block());
        let (mut is_disposable, mut is_free, mut is_blocked, mut has_tld) = (false, false, false, false);
        for (labels, (start, key)) in above(domain).enumerate() {
            let name = &domain[start..];
            if labels == 0 {
                has_tld = start > 0 && self.top_level().has(key);
            } else {
                is_disposable |= disposable.has(key);
                is_free |= free.has(key);
            }
            if block.has(key, name) {
                (is_blocked, verdict.is_allowed) = (true, false);
            }
            if allow.has(key, name) {
                (is_blocked, verdict.is_allowed) = (false, true);
            }
        }
        if verdict.is_allowed {
            verdict.reasons.keep(Reason::Invalid);
            return;
        }
        let is_relay = || above(domain).any(|(_, key)| self.relays().has(key));
        if is_disposable && !is_relay() {
            verdict.reasons.add(Reason::Disposable);
        }
        if is_free {
            verdict.reasons.add(Reason::Free);
        }
        if !has_tld {
            verdict.reasons.add(Reason::NoTld);
        }
        if is_blocked {
            verdict.reasons.add(Reason::Blocked);
        }
        if !is_free {
            verdict.suggestion = self.suggest(domain, has_tld);
            if verdict.suggestion.is_some() {
                verdict.reasons.add(Reason::Typo);
            }
        }
    }
}

/// The start of the last label of a domain, of the last two labels, and so on, each with the hash of that suffix.
fn above(domain: &[u8]) -> impl Iterator<Item = (usize, Key)> {
    let (mut key, mut end) = (Key::START, domain.len());
    let next = move || {
        if end == 0 {
            return None;
        }
        let mut start = end;
        while start > 0 && (start == end || domain[start - 1] != b'.') {
            start -= 1;
            key = key.enter(domain[start]);
        }
        end = start;
        Some((start, key))
    };
    core::iter::from_fn(next).take(LABELS_MAX)
}
