//! What a run is worth in the end.

use super::super::lexer::Token;
use super::{Clause, Ending, Grounds, Operand, Run};

impl Run {
    /// Two numbers are compared, and nothing else.
    fn is_comparison(&self) -> bool {
        self.grounds == Grounds::Start
            && self.numbers
            && self.compared
            && self.operators == 1
            && !self.logic
            && self.points == 0
    }

    /// What the run is worth if it ends here.
    pub fn score(&self, ending: Ending) -> u8 {
        let mut points = self.points;
        let acts = self.operators > 0 || self.closers > 0 || self.points > 0;
        let is_whole = !self.wants_operand;
        points += match ending {
            Ending::Error => 0,
            Ending::Comment { is_bare } if is_whole || self.previous == Some(Token::Semicolon) => {
                if !acts {
                    u16::from(is_bare && self.lead_is_word && self.grounds == Grounds::Broken) * 50
                } else {
                    let single = self.lead_is_word && self.grounds == Grounds::Broken;
                    self.by_grounds(if single { 50 } else { 30 }, 20, 15) as u16
                }
            }
            Ending::Reentry if self.operators > 0 || self.points > 0 && self.grounds == Grounds::Broken => {
                let same = if self.equals_lead && self.operators == 1 { 30 } else { 0 };
                // Two words in quotes, joined by a third, are what people search for.
                let quotation = !self.lead_is_word && self.points == 0 && self.grounds == Grounds::Broken;
                if quotation { 5 } else { self.by_grounds(30, 20, 10) as u16 + same }
            }
            // The statement is cut off where it is plain what it is.
            Ending::End if matches!(self.clause, Clause::Items(60..)) => 50,
            Ending::End if matches!(self.clause, Clause::Item(60..)) && self.grounds == Grounds::Broken => 50,
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
