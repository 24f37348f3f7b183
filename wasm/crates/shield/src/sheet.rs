//! Findings: kinds, scores, and the score thresholds.

/// A kind of attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    SqlInjection,
    Xss,
    /// Path traversal and file inclusion.
    PathTraversal,
    /// Injected shell commands, and injected code in the server's language.
    CommandInjection,
    /// Server-side template injection.
    TemplateInjection,
    /// Operators of document databases, and keys that reach an object's prototype.
    NosqlInjection,
    /// Addresses of cloud metadata services, and disguised addresses of the server itself.
    Ssrf,
    /// Lookups as in Log4Shell.
    LookupInjection,
    /// Line breaks that would start another header or response.
    HeaderInjection,
    /// Paths that only scanners request.
    ScannerProbe,
}

impl Kind {
    pub const ALL: [Kind; 10] = [
        Kind::SqlInjection,
        Kind::Xss,
        Kind::PathTraversal,
        Kind::CommandInjection,
        Kind::TemplateInjection,
        Kind::NosqlInjection,
        Kind::Ssrf,
        Kind::LookupInjection,
        Kind::HeaderInjection,
        Kind::ScannerProbe,
    ];

    /// The kind's name in policies and reasons.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::SqlInjection => "sqlInjection",
            Kind::Xss => "xss",
            Kind::PathTraversal => "pathTraversal",
            Kind::CommandInjection => "commandInjection",
            Kind::TemplateInjection => "templateInjection",
            Kind::NosqlInjection => "nosqlInjection",
            Kind::Ssrf => "ssrf",
            Kind::LookupInjection => "lookupInjection",
            Kind::HeaderInjection => "headerInjection",
            Kind::ScannerProbe => "scannerProbe",
        }
    }
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    pub const NONE: Kinds = Kinds(0);
    pub const ALL: Kinds = Kinds((1 << Kind::ALL.len()) - 1);

    pub const fn with(self, kind: Kind) -> Kinds {
        Kinds(self.0 | 1 << kind as u16)
    }

    pub const fn without(self, kind: Kind) -> Kinds {
        Kinds(self.0 & !(1 << kind as u16))
    }

    pub const fn contains(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }
}

/// How much evidence is enough.
///
/// A score of 80 is for constructs that only attacks contain, 50 for those that a harmless value contains only when it
/// quotes code, 30 for those that prose about code may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    Relaxed,
    Balanced,
    Strict,
}

impl Sensitivity {
    /// The lowest score that is reported.
    pub const fn threshold(self) -> u8 {
        match self {
            Sensitivity::Relaxed => 80,
            Sensitivity::Balanced => 50,
            Sensitivity::Strict => 30,
        }
    }
}

/// An attack in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    /// The first byte of the finding in the value.
    pub start: usize,
    /// The end of the finding, exclusive; at most the value's length.
    pub end: usize,
    /// The certainty, 0 to 100.
    pub score: u8,
}

/// The highest score of each kind so far.
pub(crate) struct Sheet {
    kinds: Kinds,
    highest: u8,
    best: [(u8, usize, usize); Kind::ALL.len()],
}

impl Sheet {
    pub fn new(kinds: Kinds) -> Self {
        Sheet { kinds, highest: 0, best: [(0, 0, 0); Kind::ALL.len()] }
    }

    pub fn wants(&self, kind: Kind) -> bool {
        self.kinds.contains(kind)
    }

    /// The highest score of any kind. For most values it is 0.
    pub fn highest(&self) -> u8 {
        self.highest
    }

    pub fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Merges the findings in a piece of the text that starts at `start`.
    pub fn merge(&mut self, piece: &Sheet, start: usize) {
        if piece.highest == 0 {
            return;
        }
        for kind in Kind::ALL {
            let Finding { score, start: from, end, .. } = piece.finding(kind);
            self.raise(kind, score, start + from, start + end);
        }
    }

    /// Records a score and its place, if it is the kind's highest so far.
    #[inline(never)]
    pub fn raise(&mut self, kind: Kind, score: u8, start: usize, end: usize) {
        let best = &mut self.best[kind as usize];
        if score > best.0 && self.kinds.contains(kind) {
            *best = (score.min(100), start, end);
            self.highest = self.highest.max(score);
        }
    }

    pub fn finding(&self, kind: Kind) -> Finding {
        let (score, start, end) = self.best[kind as usize];
        Finding { kind, start, end, score }
    }
}
