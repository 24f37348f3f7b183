//! One finding for each place.

use crate::Secret;

/// Holds the last finding back until none can overlap it.
pub struct Pending<'f, F: FnMut(Secret)> {
    last: Option<Secret>,
    found: &'f mut F,
}

impl<'f, F: FnMut(Secret)> Pending<'f, F> {
    pub fn new(found: &'f mut F) -> Self {
        Pending { last: None, found }
    }

    /// Takes a finding that starts no earlier than those before it, but for what it overlaps.
    #[inline(never)]
    pub fn add(&mut self, secret: Secret) {
        if let Some(last) = self.last {
            if secret.start >= last.end {
                (self.found)(last);
            } else if rank(&secret) <= rank(&last) {
                return;
            }
        }
        self.last = Some(secret);
    }

    /// Reports what is held back.
    pub fn flush(&mut self) {
        if let Some(last) = self.last.take() {
            (self.found)(last);
        }
    }
}

fn rank(secret: &Secret) -> (u8, usize) {
    (secret.confidence, secret.end - secret.start)
}
