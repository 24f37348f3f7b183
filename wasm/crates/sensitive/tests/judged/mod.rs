//! Runs the engine on a text, for all tests.
#![allow(dead_code)]

use snapwall_sensitive::{Finding, Findings, Kind, PHONE_REGIONS, Settings, find, variant_name};

/// Findings with their texts: kind, variant, text.
pub type Found = Vec<(Kind, &'static str, String)>;

pub fn settings(region: &str) -> Settings {
    let phone_region = PHONE_REGIONS.iter().position(|known| *known == region).expect("a known region") as u8;
    Settings { phone_region, ..Settings::default() }
}

pub fn findings(text: &[u8], settings: &Settings) -> Vec<Finding> {
    let mut room = vec![Finding::NONE; text.len() / 4 + 8];
    let mut findings = Findings::new(&mut room, text, 0, true);
    find(text, settings, &mut findings);
    let found = findings.finish();
    assert_eq!(found.resume_at, text.len());
    room.truncate(found.count);
    room
}

pub fn found_in(text: &str, region: &str) -> Found {
    let tell = |finding: &Finding| {
        let value = &text.as_bytes()[finding.start as usize..finding.end as usize];
        (
            finding.kind,
            std::str::from_utf8(variant_name(finding.kind, finding.variant)).expect("ASCII"),
            String::from_utf8_lossy(value).into_owned(),
        )
    };
    findings(text.as_bytes(), &settings(region)).iter().map(tell).collect()
}

pub fn found(text: &str) -> Found {
    found_in(text, "US")
}
