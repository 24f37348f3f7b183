//! Chooses one finding among those that overlap.

use crate::Secret;

/// Holds back the last finding until no other can overlap it.
pub struct Pending<'f, F: FnMut(Secret)> {
    last: Option<Secret>,
    /// The end of the last finding that was reported.
    reported_to: usize,
    found: &'f mut F,
}

impl<'f, F: FnMut(Secret)> Pending<'f, F> {
    pub fn new(found: &'f mut F) -> Self {
        Pending { last: None, reported_to: 0, found }
    }

    /// Takes a finding that overlaps none but the last; one that begins before the end of a reported finding is
    /// dropped.
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

    /// Reports the finding held back, if any.
    pub fn flush(&mut self) {
        if let Some(last) = self.last.take() {
            self.report(last);
        }
    }
}

fn rank(secret: &Secret) -> (u8, usize) {
    (secret.confidence, secret.end - secret.start)
}
