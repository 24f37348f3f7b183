//! The lists, and what they say of a domain.

use snapwall_tables::bytes_of;

use crate::Verdict;
use crate::filter::Filter;
use crate::hash::Key;
use crate::names::Names;
use crate::reasons::Reason;
use crate::typo::Popular;

/// All lists, in the words that the compiler half lays them out in: a header with an entry for each list, then what the entries
/// refer to.
///
/// An entry is where a section starts and how many words it has; then for a [`Filter`] its columns, its seed and its starts; and
/// for texts, whose section has a word and an end for each, where the text starts. A list is read when it is asked.
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

/// How many words say where the lists are.
pub const HEADER_WORDS: usize = FILTERS * FILTER_WORDS + TEXTS * TEXTS_WORDS;

/// Only the last labels of a domain are looked up, so that one of nothing but dots costs no more: no list goes deeper.
const LABELS_MAX: usize = 8;

impl<'a> Lists<'a> {
    /// Lists without a name in them.
    pub const EMPTY: Lists<'static> = Lists { words: &[0; HEADER_WORDS] };

    /// The lists in `words`, as the compiler half writes them.
    ///
    /// # Panics
    /// When there is no header. What it says is trusted: where it is wrong, later calls panic.
    pub fn read(words: &'a [u32]) -> Lists<'a> {
        assert!(words.len() >= HEADER_WORDS, "lists without a header");
        Lists { words }
    }

    /// Domains that take mail for anybody for a while.
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

    /// Services that forward mail to people who do not give away their own address: never disposable.
    pub fn relays(&self) -> Filter<'a> {
        self.filter(Filters::Relays)
    }

    /// Domains one slip away from popular ones that are not slips.
    pub fn real(&self) -> Filter<'a> {
        self.filter(Filters::Real)
    }

    /// The policy's exceptions.
    pub fn allow(&self) -> Names<'a> {
        let (hashes, ends, text) = self.texts(Texts::Allow);
        Names { hashes, ends, text }
    }

    /// The policy's own.
    pub fn block(&self) -> Names<'a> {
        let (hashes, ends, text) = self.texts(Texts::Block);
        Names { hashes, ends, text }
    }

    /// What people mistype.
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

    /// Adds what the lists say of the verdict's domain. Of two of the policy's own domains that cover it the longer one counts.
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

/// Where the last label of a domain starts, then the last two, and so on, each with the hash of what starts there.
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
