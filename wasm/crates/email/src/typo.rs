//! Domains one slip away from a popular one.
//!
//! A slip is one extra letter, a missing one, a wrong one, or two adjacent ones swapped.

use crate::hash::hash_domain;
use crate::lists::Lists;

/// Popular names that people mistype.
#[derive(Clone, Copy, Debug)]
pub struct Popular<'a> {
    /// The set of characters in each name, see [`letters_of`]. A slip changes at most two; nearly every unrelated domain
    /// differs in more.
    pub letters: &'a [u32],
    /// Where each name ends in `text`; it starts where the previous one ends.
    pub ends: &'a [u32],
    /// The names in lower case, the most popular first.
    pub text: &'a [u8],
}

/// A domain that was probably meant, in two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// The part of the given domain that is kept, in its DNS form.
    pub kept: &'a [u8],
    /// The part that replaces the rest.
    pub added: &'a [u8],
}

/// Bit `n`: the text contains a byte that is `n` modulo 32, so that every letter has a bit of its own.
pub fn letters_of(text: &[u8]) -> u32 {
    text.iter().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

/// How many bits of [`letters_of`] a slip can change: one letter goes and another comes.
const CHANGED_LETTERS_MAX: u32 = 2;

impl<'a> Popular<'a> {
    fn name(&self, index: usize) -> &'a [u8] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start as usize..self.ends[index] as usize]
    }

    /// The first name that `text` is one slip away from.
    fn find(&self, text: &[u8]) -> Option<&'a [u8]> {
        let letters = letters_of(text);
        let is_near = |of: &u32| (letters ^ of).count_ones() <= CHANGED_LETTERS_MAX;
        let near = self.letters.iter().enumerate().filter(|(_, of)| is_near(of));
        near.map(|(index, _)| self.name(index)).find(|name| is_slip(text, name))
    }

    /// The first name that starts with `text` and a dot.
    fn complete(&self, text: &[u8]) -> Option<&'a [u8]> {
        let is_start = |name: &&[u8]| name.strip_prefix(text).is_some_and(|rest| rest.first() == Some(&b'.'));
        (0..self.letters.len()).map(|index| self.name(index)).find(is_start)
    }
}

impl<'a> Lists<'a> {
    /// What was meant instead of `domain`, which is not itself a provider of free mailboxes.
    pub(crate) fn suggest(&self, domain: &'a [u8], has_tld: bool) -> Option<Suggestion<'a>> {
        let Some(dot) = domain.iter().rposition(|byte| *byte == b'.') else {
            return self.popular().complete(domain).map(|added| Suggestion { kept: &[], added });
        };
        let (head, ending) = domain.split_at(dot + 1);
        if let Some(added) = self.popular().find(domain) {
            // Brands have different domains in different countries.
            let is_other_country =
                has_tld && added.strip_prefix(head).is_some_and(|ending| ending.len() == 2);
            let is_meant = !is_other_country && !self.real().has(hash_domain(domain));
            return is_meant.then_some(Suggestion { kept: &[], added });
        }
        if has_tld {
            return None;
        }
        self.endings().find(ending).map(|added| Suggestion { kept: head, added })
    }
}

/// Whether two texts that differ are one slip apart (the optimal string alignment distance is one).
fn is_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([_], [_]) | ([], [_]) | ([_], []) => true,
        ([first, second], [other_first, other_second]) => first == other_second && second == other_first,
        _ => false,
    }
}
