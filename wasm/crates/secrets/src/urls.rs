//! Passwords in URLs: `postgres://user:password@host`.

use snapwall_bytes::ByteSet;

use crate::Secret;
use crate::assignments::is_stopped;
use crate::credible::is_template;
use crate::structures::Structure;
use crate::tables::Tables;

/// The maximum length of user and password together.
const CREDENTIALS_MAX_BYTES: usize = 256;

/// Schemes of databases, queues and caches.
const DATABASES: [&[u8]; 20] = [
    b"postgres",
    b"postgresql",
    b"mysql",
    b"mysqlx",
    b"mariadb",
    b"mongodb",
    b"srv",
    b"redis",
    b"rediss",
    b"amqp",
    b"amqps",
    b"mssql",
    b"sqlserver",
    b"oracle",
    b"cockroachdb",
    b"clickhouse",
    b"couchdb",
    b"neo4j",
    b"nats",
    b"kafka",
];

/// What ends a host name, or the user and password before it.
static SIGNS: ByteSet = {
    let (mut signs, mut byte) = ([false; 256], 0);
    while byte <= b' ' as usize {
        signs[byte] = true;
        byte += 1;
    }
    ByteSet::new(&signs).with(b"/\"'`<>?\\@")
};

/// The password of the URL whose `://` is at `at`.
pub fn judge(text: &[u8], at: usize, tables: &Tables<'_>) -> Option<Secret> {
    let start = at + 3;
    let near = &text[..(start + CREDENTIALS_MAX_BYTES).min(text.len())];
    let next_at = |from: usize| {
        let sign = SIGNS.find(near, from);
        near.get(sign).filter(|byte| **byte == b'@').map(|_| sign)
    };
    let mut host = next_at(start)?;
    // A password may contain `@` as well.
    while let Some(next) = next_at(host + 1) {
        host = next;
    }
    let credentials = &text[start..host];
    let colon = credentials.iter().position(|byte| *byte == b':')?;
    let password = start + colon + 1..host;
    if !is_password(&text[password.clone()], &credentials[..colon])
        || is_stopped(text, password.clone(), tables)
    {
        return None;
    }
    let is_scheme = |byte: &&u8| byte.is_ascii_alphanumeric();
    let len = text[..at].iter().rev().take(16).take_while(is_scheme).count();
    let scheme = &text[at - len..at];
    let is_database = DATABASES.iter().any(|name| scheme.eq_ignore_ascii_case(name));
    Some(if is_database { Structure::DatabasePassword } else { Structure::UrlPassword }.at(password))
}

/// Whether it is a password rather than a placeholder for one.
fn is_password(password: &[u8], user: &[u8]) -> bool {
    let is_placeholder = matches!(password, [b'$' | b'{' | b'<' | b'[' | b'%' | b'*' | b':', ..])
        && !password.starts_with(b"%2")
        || is_template(password);
    let is_repeated = password.iter().all(|byte| *byte == password[0]);
    password.len() >= 3 && !is_placeholder && !is_repeated && !password.eq_ignore_ascii_case(user)
}
