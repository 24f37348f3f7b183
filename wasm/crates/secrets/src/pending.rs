//! One finding for each place.

use crate::Secret;

/// Holds the last finding back until none can overlap it.
pub struct Pending<'f, F: FnMut(Secret)> {
    last: Option<Secret>,
    /// Where the last one ends that was reported.
    reported_to: usize,
    found: &'f mut F,
}

impl<'f, F: FnMut(Secret)> Pending<'f, F> {
    pub fn new(found: &'f mut F) -> Self {
        Pending { last: None, reported_to: 0, found }
    }

    /// Takes a finding that overlaps none but the last, or comes too late.
    #[inline(never)]
    pub fn add(&mut self, secret: Secret) {
        match self.last {
            _ if secret.start < self.reported_to => (),
            Some(last) if secret.end <= last.start => self.report(secret),
            Some(last) if secret.start >= last.end => {
                self.report(last);
                self.last = Some(secret);
            }
            Some(last) if rank(&secret) <= rank(&last) => (),
            _ => self.last = Some(secret),
        }
    }

    fn report(&mut self, secret: Secret) {
        self.reported_to = secret.end;
        (self.found)(secret);
    }

    /// Reports what is held back.
    pub fn flush(&mut self) {
        if let Some(last) = self.last.take() {
            self.report(last);
        }
    }
}

fn rank(secret: &Secret) -> (u8, usize) {
    (secret.confidence, secret.end - secret.start)
}
