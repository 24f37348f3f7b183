//! The lists, and what they say of a domain.

use snapwall_tables::bytes_of;

use crate::Verdict;
use crate::filter::Filter;
use crate::hash::Key;
use crate::names::Names;
use crate::reasons::Reason;
use crate::typo::Popular;

/// All lists.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    /// Domains that take mail for anybody for a while.
    pub disposable: Filter<'a>,
    /// Domains that give mailboxes to anybody.
    pub free: Filter<'a>,
    /// Local parts that name roles.
    pub roles: Filter<'a>,
    /// Top-level domains.
    pub top_level: Filter<'a>,
    /// Services that forward mail to people who do not give away their own address: never disposable.
    pub relays: Filter<'a>,
    /// Domains one slip away from popular ones that are not slips.
    pub real: Filter<'a>,
    /// The policy's exceptions.
    pub allow: Names<'a>,
    /// The policy's own.
    pub block: Names<'a>,
    /// What people mistype.
    pub popular: Popular<'a>,
    /// Top-level domains that people mistype.
    pub endings: Popular<'a>,
}

/// Filters come first, at five words each; then lists of texts, at three each.
const FILTERS: usize = 6;
const FILTER_WORDS: usize = 5;
const TEXTS: usize = 4;
const TEXTS_WORDS: usize = 3;

/// How many words say where the lists are.
pub const HEADER_WORDS: usize = FILTERS * FILTER_WORDS + TEXTS * TEXTS_WORDS;

/// A domain of more labels is not listed: only the last ones are looked up, so that a domain of nothing but dots costs no more.
const LABELS_MAX: usize = 8;

impl<'a> Lists<'a> {
    /// Lists without a name in them.
    pub const EMPTY: Lists<'static> = Lists {
        disposable: Filter::EMPTY,
        free: Filter::EMPTY,
        roles: Filter::EMPTY,
        top_level: Filter::EMPTY,
        relays: Filter::EMPTY,
        real: Filter::EMPTY,
        allow: Names::EMPTY,
        block: Names::EMPTY,
        popular: Popular::EMPTY,
        endings: Popular::EMPTY,
    };

    /// The lists in `words`, as the compiler half lays them out: a header with an entry for each list, in the order of the
    /// fields, then what it refers to. An entry is where a section starts and how many words it has; then for a filter its columns,
    /// its seed and its starts; and for texts, whose section has a word and an end for each, where the text starts.
    ///
    /// # Panics
    /// When the words are not what the compiler half writes.
    pub fn read(words: &'a [u32]) -> Lists<'a> {
        let section = |at: usize| &words[words[at] as usize..][..words[at + 1] as usize];
        let filter = |list: usize| {
            let at = list * FILTER_WORDS;
            Filter { columns: words[at + 2], seed: words[at + 3], starts: words[at + 4], words: section(at) }
        };
        let texts = |list: usize| {
            let at = FILTERS * FILTER_WORDS + list * TEXTS_WORDS;
            let records = section(at);
            let (hashes, ends) = records.split_at(records.len() / 2);
            let bytes = ends.last().map_or(0, |end| *end as usize);
            (hashes, ends, &bytes_of(&words[words[at + 2] as usize..])[..bytes])
        };
        let names = |list| {
            let (hashes, ends, text) = texts(list);
            Names { hashes, ends, text }
        };
        let popular = |list| {
            let (letters, ends, text) = texts(list);
            Popular { letters, ends, text }
        };
        Lists {
            disposable: filter(0),
            free: filter(1),
            roles: filter(2),
            top_level: filter(3),
            relays: filter(4),
            real: filter(5),
            allow: names(0),
            block: names(1),
            popular: popular(2),
            endings: popular(3),
        }
    }

    /// Adds what the lists say of the verdict's domain.
    pub(crate) fn judge_domain(&self, verdict: &mut Verdict<'a>) {
        let domain = verdict.domain;
        let (mut key, mut labels, mut end) = (Key::START, 0, domain.len());
        let (mut is_disposable, mut is_relay, mut is_free) = (false, false, false);
        let (mut is_blocked, mut has_tld) = (false, false);
        while labels < LABELS_MAX {
            let start = domain[..end].iter().rposition(|byte| *byte == b'.').map_or(0, |dot| dot + 1);
            key = domain[start..end].iter().rev().fold(key, |key, byte| key.enter(*byte));
            labels += 1;
            let name = &domain[start..];
            if labels == 1 {
                has_tld = start > 0 && self.top_level.has(key);
            } else {
                is_disposable |= self.disposable.has(key);
                is_relay |= self.relays.has(key);
                is_free |= self.free.has(key);
            }
            verdict.is_allowed |= !self.allow.is_empty() && self.allow.has(key, name);
            is_blocked |= !self.block.is_empty() && self.block.has(key, name);
            if start == 0 {
                break;
            }
            key = key.enter(b'.');
            end = start - 1;
        }
        if verdict.is_allowed {
            return;
        }
        if is_disposable && !is_relay {
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
