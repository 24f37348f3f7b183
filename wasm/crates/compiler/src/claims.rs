//! The members `verified`, `spoofed` and `impersonation` of a policy's bots: what names and claims have to prove.

use snapwall_abi::{ABSENT, ACTIONS, FIXED_SLOTS, MODES, SLOT_IP, SLOT_URL};
use snapwall_tables::claims::{CLAIM_HEADERS, Claims, Crawler};
use snapwall_tables::{AddressRange, Header};

use crate::addresses::{Bounds, join_ranges, read_element};
use crate::block::BlockWriter;
use crate::data::RuleData;
use crate::error::PolicyError;
use crate::json;
use crate::policy::{Selector, find_bot};
use crate::policy_schema::{
    BOTS_POLICY_SPOOFED_DEFAULT, IMPERSONATION_POLICY_KEYS, IMPERSONATION_POLICY_SCORE_DEFAULT,
    ImpersonationPolicyKey,
};
use crate::reader::{Node, suggesting};
use crate::suggest::quoted;

/// Among proofs: the platform's verdict.
const PLATFORM: &str = "platform";

/// The maximum number of crawlers, and of proofs for each.
const CRAWLERS_MAX: usize = 1024;
const PROOFS_MAX: usize = 4096;

/// The highest score.
const SCORE_MAX: i64 = 100;

/// What platforms know besides what the client sent.
const VERIFIED: &str = ":bot.verified";
const ENCODINGS: &str = ":http.request.accept_encoding";
const ORDER: &str = ":http.request.header_order";
const TLS: &str = ":tls.version";

/// The three members, read and validated.
pub struct ClaimsPolicy {
    /// By bot.
    pub crawlers: Vec<ProvenCrawler>,
    /// Index into the ABI's `actions`.
    pub spoofed: u32,
    pub impersonation: Option<Impersonation>,
}

/// A crawler that has to prove its name.
pub struct ProvenCrawler {
    bot: usize,
    /// As written in the policy.
    proofs: Vec<String>,
    ranges: Vec<Bounds>,
    asks_platform: bool,
}

/// When a browser's claim is not believed.
pub struct Impersonation {
    /// Index into the ABI's `modes`, or `ABSENT` to follow the rule's.
    mode: u32,
    score: u32,
}

impl Default for ClaimsPolicy {
    fn default() -> Self {
        ClaimsPolicy { crawlers: Vec::new(), spoofed: BOTS_POLICY_SPOOFED_DEFAULT, impersonation: None }
    }
}

impl ClaimsPolicy {
    /// Reads the member `verified`.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read_verified(&mut self, node: &Node, data: &RuleData) -> Result<(), PolicyError> {
        for (name, node) in node.named_members(CRAWLERS_MAX)? {
            let Some(Selector::Bot(bot)) = find_bot(name, data) else {
                let error = node.error("unknownName", format!("Unknown bot {}", quoted(name)));
                return Err(suggesting(error, name, data.named().map(|bot| bot.id.as_str())));
            };
            if self.crawlers.iter().any(|crawler| crawler.bot == bot) {
                return Err(node.error("duplicate", format!("Key {} stands twice", quoted(name))));
            }
            self.crawlers.push(ProvenCrawler::read(bot, &node)?);
        }
        self.crawlers.sort_by_key(|crawler| crawler.bot);
        Ok(())
    }

    /// Names of the parts that are read, headers first.
    pub fn parts(&self) -> impl Iterator<Item = &'static str> {
        let platform = self.crawlers.iter().any(|crawler| crawler.asks_platform).then_some(VERIFIED);
        let of_browsers = self.impersonation.iter();
        let of_browsers = of_browsers.flat_map(|_| CLAIM_HEADERS.into_iter().chain([ENCODINGS, ORDER, TLS]));
        of_browsers.chain(platform)
    }

    /// Whether the policy asks for no proof.
    pub fn is_empty(&self) -> bool {
        self.crawlers.is_empty() && self.impersonation.is_none()
    }

    /// Writes the tables. `parts` are all that the policy reads, in the order of their slots.
    pub fn write(&self, parts: &[String], header: &mut Header, writer: &mut BlockWriter) {
        if self.is_empty() {
            return;
        }
        let slot = |name: &str| {
            parts.iter().position(|part| part == name).map_or(0, |index| (FIXED_SLOTS + index) as u32)
        };
        let mut ranges: Vec<AddressRange> = Vec::new();
        let mut crawlers = Vec::new();
        for crawler in &self.crawlers {
            let own = join_ranges(&crawler.ranges);
            crawlers.push(Crawler {
                bot: crawler.bot as u32,
                asks_platform: u32::from(crawler.asks_platform),
                first: ranges.len() as u32,
                count: own.len() as u32,
            });
            ranges.extend(own);
        }
        let mut claims = Claims {
            crawlers: writer.section(&crawlers),
            ranges: writer.section(&ranges),
            spoofed: self.spoofed,
            ..Claims::default()
        };
        if !ranges.is_empty() {
            header.reads |= 1 << SLOT_IP;
        }
        if self.crawlers.iter().any(|crawler| crawler.asks_platform) {
            claims.platform = slot(VERIFIED);
        }
        if let Some(impersonation) = &self.impersonation {
            (claims.mode, claims.score) = (impersonation.mode, impersonation.score);
            claims.headers = CLAIM_HEADERS.map(slot);
            (claims.encodings, claims.order, claims.tls) = (slot(ENCODINGS), slot(ORDER), slot(TLS));
            header.reads |= 1 << SLOT_URL;
        }
        header.claims = writer.section(&[claims]);
    }

    /// The members of the rule `bots`, with every default written out.
    pub fn to_members(&self, data: &RuleData) -> Vec<(&'static str, String)> {
        let mut members = Vec::new();
        if !self.crawlers.is_empty() {
            let crawlers = self.crawlers.iter().map(|crawler| {
                let bot = data.named().nth(crawler.bot).expect("an index in range");
                (bot.id.as_str(), json::strings(&crawler.proofs))
            });
            members.push(("verified", json::object(crawlers)));
            members.push(("spoofed", json::string(ACTIONS[self.spoofed as usize])));
        }
        if let Some(impersonation) = &self.impersonation {
            members.push(("impersonation", impersonation.to_json()));
        }
        members
    }
}

impl ProvenCrawler {
    fn read(bot: usize, node: &Node) -> Result<Self, PolicyError> {
        let mut crawler = ProvenCrawler { bot, proofs: Vec::new(), ranges: Vec::new(), asks_platform: false };
        for element in node.elements(PROOFS_MAX)? {
            crawler.add(&element)?;
        }
        if crawler.proofs.is_empty() {
            return Err(node.error("wrongType", "Expected at least one proof, got none".to_owned()));
        }
        Ok(crawler)
    }

    fn add(&mut self, node: &Node) -> Result<(), PolicyError> {
        match read_element(node, PLATFORM)? {
            Some(ranges) => self.ranges.extend(ranges),
            None => self.asks_platform = true,
        }
        self.proofs.push(node.text()?.to_owned());
        Ok(())
    }
}

impl Impersonation {
    /// Reads the member `impersonation`.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node) -> Result<Self, PolicyError> {
        let mut impersonation = Impersonation { mode: ABSENT, score: IMPERSONATION_POLICY_SCORE_DEFAULT };
        for (key, node) in node.members(&IMPERSONATION_POLICY_KEYS)? {
            match key {
                ImpersonationPolicyKey::Mode => impersonation.mode = node.choice(&MODES)?,
                ImpersonationPolicyKey::Score => {
                    let score = node.integer()?;
                    if !(1..=SCORE_MAX).contains(&score) {
                        let message = format!("Expected an integer from 1 to {SCORE_MAX}, got {score}");
                        return Err(node.error("limit", message));
                    }
                    impersonation.score = score as u32;
                }
            }
        }
        Ok(impersonation)
    }

    fn to_json(&self) -> String {
        let mode = (self.mode != ABSENT).then(|| ("mode", json::string(MODES[self.mode as usize])));
        json::object(mode.into_iter().chain([("score", self.score.to_string())]))
    }
}
