//! A search up to a limit finds the same secrets before it as a search of the whole text.

use snapwall_compiler::build_secrets;
use snapwall_secrets::{Index, Secret, Tables, find, find_before};

/// Secrets of all kinds, each followed by text that may or may not belong to it.
const LINES: [&str; 8] = [
    "token: ghp_1a2B3c4D5e6F7g8H9i0JkLmNoPqRsTuVwXyZ, and so on for a while",
    "{\"password\":\"q8Zr1xVb0Ls9kT3m\",\"apiKey\":\"Jd82Ksl29fKq01Lz77Qm\",\"other\":12}",
    "postgres://user:sW0rdf1sh77@db.example.com/x and https://a:b9Zk2mQ1@example.com",
    "curl -u admin:kT3mW7pYdF2h https://example.com -H \"Authorization: Bearer q8Zr1xVb0Ls9kT3m\"",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAq8Zr1xVb0Ls9kT3mW7pYdF2hJd82Ksl29fKq01Lz77Qm\n-----END RSA PRIVATE KEY-----",
    "kind: Secret\ndata:\n  pass: aGVsbG8gd29ybGQhIQ==\n  user: cThacjF4VmIwTHM5\nend: 1",
    "heroku_api_key=8f14e45f-ceea-467f-a0b1-3c5d7e9f1a2b;datadog 9c2e4f6a8b0d1c3e5f7a9b2d4c6e8f01",
    "words and words and words, 2026-11-22T10:22:33Z, none of which is a secret of anybody's at all",
];

fn secrets_before(limit: usize, find: impl FnOnce(&mut dyn FnMut(Secret))) -> Vec<Secret> {
    let mut secrets = Vec::new();
    find(&mut |secret| secrets.push(secret));
    secrets.retain(|secret| secret.start < limit);
    secrets
}

#[test]
fn what_begins_before_a_limit_is_what_a_search_of_all_finds_there() {
    let table = build_secrets(include_str!("../../../data/secrets.json"));
    let mut index = Index::new();
    let tables = Tables::new(&table, &mut index);
    for turn in 0..LINES.len() {
        let mut lines = LINES;
        lines.rotate_left(turn);
        let text = lines.repeat(3).join("\n").into_bytes();
        let all = secrets_before(text.len(), |found| find(&text, &tables, &mut |secret| found(secret)));
        assert!(all.len() > 20, "{}", all.len());
        for limit in 0..text.len() {
            let before = secrets_before(limit, |found| {
                find_before(&text, limit, &tables, &mut |secret| found(secret))
            });
            let expected: Vec<Secret> = all.iter().copied().filter(|secret| secret.start < limit).collect();
            assert_eq!(before, expected, "before {limit}");
        }
    }
}
