//! What the shipped scan asks of a request: one slot of it.

#[derive(Clone, Copy)]
pub struct Slot<'a> {
    pub index: u32,
    framed: &'a [u8],
}

impl<'a> Slot<'a> {
    pub fn new(framed: &'a [u8]) -> Self {
        Slot { index: 0, framed }
    }

    pub fn framed(&self) -> &'a [u8] {
        self.framed
    }
}
