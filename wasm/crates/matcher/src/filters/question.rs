//! Asking one question about a value.

use snapwall_tables::filters::*;
use snapwall_tables::{AddressRange, Block, holds_address};

use super::scratch::Present;
use super::search::contains;
use crate::automaton::Machines;

/// The policy's tables that questions refer to.
pub struct Questions<'r> {
    integers: &'r [IntegerRange],
    addresses: &'r [AddressRange],
    texts: &'r [Text],
    text: &'r [u8],
    machines: Machines<'r>,
}

impl<'r> Questions<'r> {
    pub fn new(block: Block<'r>, filters: &Filters) -> Self {
        Questions {
            integers: block.section(filters.integers),
            addresses: block.section(filters.addresses),
            texts: block.section(filters.texts),
            text: block.section(filters.text),
            machines: Machines::new(block, &filters.automata),
        }
    }

    /// Whether the test holds for the value. The compiler half generates only questions that suit the value's type.
    pub fn holds(&self, test: &Test, value: Present) -> bool {
        let (first, count) = (test.operand as usize, test.count as usize);
        match value {
            _ if test.kind == TEST_PRESENT => true,
            Present::Text(text) => self.holds_of_text(test, text),
            Present::Integer(value) if test.kind == TEST_INTEGER_AND => {
                let mask = u64::from(test.count) << 32 | u64::from(test.operand);
                value as u64 & mask != 0
            }
            Present::Integer(value) => {
                let ranges = &self.integers[first..][..count];
                let at = ranges.partition_point(|range| range.high() < value);
                ranges.get(at).is_some_and(|range| range.low() <= value)
            }
            Present::Address(value) => holds_address(&self.addresses[first..][..count], value),
        }
    }

    fn holds_of_text(&self, test: &Test, value: &[u8]) -> bool {
        let (first, count) = (test.operand as usize, test.count as usize);
        match test.kind {
            TEST_TEXT_IN => {
                let texts = &self.texts[first..][..count];
                texts.binary_search_by(|text| self.literal(text).cmp(value)).is_ok()
            }
            TEST_MATCHES => accepts(&self.machines, first, value),
            _ => {
                let literal = &self.text[first..][..count];
                match test.kind {
                    TEST_TEXT_BELOW => value < literal,
                    TEST_TEXT_AT_MOST => value <= literal,
                    TEST_STARTS => value.starts_with(literal),
                    TEST_ENDS => value.ends_with(literal),
                    _ => contains(value, literal, &self.text[first + count..][..count]),
                }
            }
        }
    }

    fn literal(&self, text: &Text) -> &'r [u8] {
        &self.text[text.offset as usize..][..text.len as usize]
    }
}

/// Whether an automaton of the rule accepts the text.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:filters.regex"))]
fn accepts(machines: &Machines, automaton: usize, text: &[u8]) -> bool {
    machines.accept(automaton, text)
}
