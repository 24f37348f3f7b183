//! The final score of a run.

use super::super::lexer::Token;
use super::super::words::{FROM, UNION};
use super::{Clause, Ending, Grounds, Operand, Run, once};

impl Run {
    /// Whether two numbers are compared, and nothing else.
    fn is_comparison(&self) -> bool {
        self.grounds == Grounds::Start
            && self.numbers
            && self.compared
            && self.operators == 1
            && !self.logic
            && self.points == 0
    }

    /// Whether the run is a single condition on a column and a value after AND or OR, and nothing else.
    fn is_condition(&self) -> bool {
        self.grounds == Grounds::Start
            && self.logic
            && self.operators == 2
            && self.counted == once::COMPARISON
            && self.points >= 25
    }

    /// Whether the last token is a keyword after a parenthesis that closes what is around the value, or after comments
    /// that only attackers write, or a function's name with an open parenthesis.
    fn ends_in_keyword(&self) -> bool {
        match self.previous {
            Some(Token::Word(FROM)) => self.closers > 0,
            Some(Token::Word(UNION)) => self.starts_with_number && self.points >= 25,
            Some(Token::Open) => self.points == 35 && self.operators == 0 && self.grounds == Grounds::Start,
            _ => false,
        }
    }

    /// Whether the statement breaks off where an operand or an argument must follow: the rest is elsewhere.
    fn is_cut_off(&self) -> bool {
        let is_open = matches!(self.previous, Some(Token::Open)) && self.operators > 0;
        let is_compared = matches!(self.previous, Some(Token::Compare)) || self.comparing && is_open;
        match () {
            () if self.closers > 0 => self.operators > 0 && (is_compared || is_open),
            () if self.grounds == Grounds::Broken && self.lead_is_word => {
                self.logic && (is_compared || matches!(self.previous, Some(Token::Arithmetic(_))))
            }
            () if self.starts_with_logic && self.grounds == Grounds::Start => is_compared,
            // A comparison inside a call.
            () => self.calls & 1 != 0 && is_compared && self.numbers && self.grounds == Grounds::Start,
        }
    }

    /// The run's score if it ends here.
    pub fn score(&self, ending: Ending) -> u8 {
        let mut points = self.points;
        let acts = self.operators > 0 || self.closers > 0 || self.points > 0;
        let is_whole = !self.wants_operand;
        points += match ending {
            Ending::Error => 0,
            Ending::Comment { is_bare } if is_whole || self.previous == Some(Token::Semicolon) => {
                let is_literal =
                    self.has_literal && self.depth == 0 && is_whole && self.grounds == Grounds::Start;
                let is_ended = self.previous == Some(Token::Semicolon) && self.grounds == Grounds::Start;
                if is_bare && (is_literal || is_ended) {
                    50
                } else if !acts {
                    u16::from(is_bare && self.lead_is_word && self.grounds == Grounds::Broken) * 50
                } else {
                    let single = self.lead_is_word && self.grounds == Grounds::Broken;
                    self.by_grounds(if single { 50 } else { 30 }, 20, 15) as u16
                }
            }
            Ending::Reentry if self.operators > 0 || self.points > 0 && self.grounds == Grounds::Broken => {
                let same = if self.equals_lead && self.operators == 1 { 30 } else { 0 };
                // Two quoted words joined by a third are a search query.
                let quotation = !self.lead_is_word && self.points == 0 && self.grounds == Grounds::Broken;
                // A quoted operator on its own is one that somebody writes about.
                let is_operator = self.may_quote && self.operators <= 1;
                let broken = if self.lead_is_word && !is_operator { 50 } else { 30 };
                if quotation { 5 } else { self.by_grounds(broken, 20, 10) as u16 + same }
            }
            // The statement is cut off where it is already clear what it is.
            Ending::End if matches!(self.clause, Clause::Items(60..)) => 50,
            Ending::End
                if matches!(self.clause, Clause::Item(60..))
                    && (self.grounds == Grounds::Broken || self.starts_with_number) =>
            {
                50
            }
            Ending::End if self.is_cut_off() => 50,
            // After a quote, an attacker needs no more than a condition on a column.
            Ending::End
                if is_whole
                    && self.lead_is_word
                    && self.grounds == Grounds::Broken
                    && self.counted & once::COMPARISON != 0 =>
            {
                10
            }
            // A number, and a condition on a column.
            Ending::End if is_whole && self.starts_with_number && self.is_condition() => 40,
            Ending::End if self.ends_in_keyword() => 50,
            Ending::End if self.previous == Some(Token::Semicolon) && self.lead_is_word => 50,
            Ending::End if self.is_comparison() => 50,
            Ending::End if is_whole && self.closers > 0 && self.operators > 0 => {
                self.by_grounds(10, 10, 0) as u16
            }
            _ => 0,
        };
        let truth = match (ending, self.truth) {
            (Ending::Reentry, _) if self.previous == Some(Token::Logic) => self.by_grounds(30, 20, 5),
            (Ending::Error, _) | (_, None) => 0,
            (_, Some(Operand::Name)) => self.by_grounds(10, 5, 0),
            (_, Some(_)) => self.by_grounds(30, 25, 5),
        };
        points += truth as u16;
        if self.closers > 0 && self.depth > 0 && self.operators > 0 {
            points += 15;
        }
        points.min(100) as u8
    }
}
