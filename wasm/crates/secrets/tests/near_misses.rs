//! Secrets and lookalikes, in all the notations in which both occur.

mod tokens;

use snapwall_compiler::{build_secrets, parse_shape, read_secrets};
use snapwall_secrets::{Index, Tables, find};
use tokens::{chance, fill, token};

const DATA: &str = include_str!("../../../data/secrets.json");

/// Notations: `SNAKE`, `snake`, `kebab` and `camel` stand for the name, `VALUE` for the value.
const WRITTEN: [&str; 18] = [
    "SNAKE = \"VALUE\"",
    "{\"id\": 7, \"snake\": \"VALUE\", \"ok\": true}",
    "{\"id\":7,\"camel\":\"VALUE\",\"ok\":true}",
    "{\n  \"id\": 7,\n  \"snake\": \"VALUE\"\n}",
    "config:\n  snake: VALUE\n  other: 1\n",
    "A=b\nSNAKE=VALUE\nB=c\n",
    "export SNAKE=\"VALUE\"",
    "const client = new Client({ camel: 'VALUE' });",
    "client = Client(snake=\"VALUE\")",
    "camel := \"VALUE\"",
    "https://api.acme.dev/v1/items?snake=VALUE&page=1",
    "tool --kebab=VALUE run",
    "define('SNAKE', 'VALUE');",
    "'snake' => 'VALUE',",
    "<camel>VALUE</camel>",
    "[main]\nsnake=VALUE\n",
    "snake = 'VALUE'",
    "props.setProperty(\"snake\", \"VALUE\")",
];

fn write(form: &str, name: &str, value: &str) -> String {
    let mut camel = String::new();
    for (index, part) in name.split('_').enumerate() {
        let first = part.chars().next().expect("a letter");
        camel.extend([if index > 0 { first.to_ascii_uppercase() } else { first }]);
        camel.push_str(&part[1..]);
    }
    let text = form.replace("SNAKE", &name.to_uppercase()).replace("snake", name);
    text.replace("kebab", &name.replace('_', "-")).replace("camel", &camel).replace("VALUE", value)
}

/// Splits `texts` into those with a finding and those without, and counts them.
fn judge(texts: impl IntoIterator<Item = String>) -> (Vec<String>, Vec<String>, usize) {
    let bytes = build_secrets(DATA);
    let mut index = Index::new();
    let tables = Tables::new(&bytes, &mut index);
    let (found, missed): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| {
        let mut is_found = false;
        find(text.as_bytes(), &tables, &mut |_| is_found = true);
        is_found
    });
    let count = found.len() + missed.len();
    (found, missed, count)
}

fn random(next: &mut impl FnMut() -> u64, len: usize, alphabet: &str) -> String {
    let bytes = alphabet.as_bytes();
    (0..len).map(|_| char::from(bytes[next() as usize % bytes.len()])).collect()
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEXADECIMAL: &str = "0123456789abcdef";

fn uuid(next: &mut impl FnMut() -> u64) -> String {
    let digits = random(next, 32, HEXADECIMAL);
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

const SECRET_NAMES: [&str; 18] = [
    "api_key",
    "secret",
    "access_token",
    "client_secret",
    "auth_token",
    "secret_key",
    "acme_token",
    "service_password",
    "db_password",
    "private_key",
    "encryption_key",
    "session_secret",
    "webhook_secret",
    "jwt_secret",
    "admin_password",
    "signing_key",
    "access_key",
    "auth_key",
];

#[test]
fn what_is_called_a_secret_is_found_however_it_is_written() {
    let mut next = chance(7);
    let values = [
        random(&mut next, 32, LETTERS),
        random(&mut next, 24, LETTERS),
        random(&mut next, 40, HEXADECIMAL),
        random(&mut next, 64, HEXADECIMAL),
        random(&mut next, 43, LETTERS),
    ];
    let (_, missed, count) = judge(SECRET_NAMES.iter().flat_map(|name| {
        WRITTEN
            .iter()
            .flat_map(|form| values.iter().map(|value| write(form, name, value)))
            .collect::<Vec<_>>()
    }));
    assert!(count > 1_500 && missed.len() * 500 < count, "{} of {count} missed: {missed:#?}", missed.len());
}

#[test]
fn tokens_of_every_kind_are_found_behind_their_vendors_name() {
    let mut texts = Vec::new();
    for (index, rule) in read_secrets(DATA).rules.iter().enumerate() {
        let vendor =
            rule.near.first().map_or("acme", |word| word.trim_matches('_')).replace(['-', '.', ' '], "_");
        let kind = if rule.id.ends_with("-id") { "access_id" } else { "api_key" };
        for (shape, form) in
            rule.shapes.iter().flat_map(|shape| WRITTEN.iter().map(move |form| (shape, form)))
        {
            let token = token(&parse_shape(shape), (index * 31 + texts.len()) as u64 * 0x9e37_79b9, 6);
            let token = String::from_utf8(token).expect("ASCII");
            // Values that contain what ends a value or parameter in that notation do not apply.
            let is_plain =
                token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/+=|~".contains(&byte));
            if is_plain && !(form.starts_with("https:") && token.contains(['+', '/', '='])) {
                texts.push(write(form, &format!("{vendor}_{kind}"), &token));
            }
        }
    }
    let (_, missed, count) = judge(texts);
    assert!(count > 6_000 && missed.len() * 100 < count, "{} of {count} missed: {missed:#?}", missed.len());
}

#[test]
fn tokens_that_are_filled_up_are_none() {
    let mut texts = Vec::new();
    // The alphabet of this one encodes numbers in an order of its own.
    for rule in read_secrets(DATA).rules.iter().filter(|rule| rule.id != "age-secret-key") {
        for shape in rule.shapes.iter().map(|shape| parse_shape(shape)) {
            let fillings = [
                fill(&shape, 8, |bytes, _| {
                    *bytes.iter().find(|byte| b"xX0".contains(byte)).unwrap_or(&bytes[0])
                }),
                fill(&shape, 8, |bytes, count| bytes[count % bytes.len()]),
                fill(&shape, 8, |bytes, _| bytes[0]),
            ];
            for filling in fillings {
                let token = String::from_utf8(filling).expect("ASCII");
                texts.extend(WRITTEN[..4].iter().map(|form| write(form, "acme_token", &token)));
            }
        }
    }
    let (found, _, count) = judge(texts);
    assert!(count > 4_000 && found.is_empty(), "{} of {count} found: {found:#?}", found.len());
}

#[test]
fn what_stands_for_a_secret_or_is_something_else_is_none() {
    let values = [
        // Placeholders.
        "your_api_key_here YOUR-API-KEY <your-key> <API_KEY> changeme123 replace_me_with_key insert-token-here",
        "xxxxxxxxxxxxxxxx XXXXXXXX-XXXX-XXXX-XXXX **************** ................ TODO_fill_in_1",
        "dummy-token-12345 fake_token_98765 test-token-1 example-token-2024 redacted-2024 REPLACE_WITH_YOUR_KEY_01",
        "{your_secret_1} __SECRET_KEY_1__ %SECRET_1% @SECRET_1@ #{SECRET_1} $SECRET_1 ${env.SECRET_1} {{secrets.KEY_1}}",
        "%s %(secret1)s {0} {self.secret1} $1 null undefined generate-a-random-string-32 [INSERT_KEY_1] sk-... (none)",
        // From documentation, or typed along the keyboard.
        "0000000000000000 1234567890123456 abcdefghijklmnopqrstuvwxyz123456 0123456789abcdef0123456789abcdef",
        "deadbeefdeadbeefdeadbeefdeadbeef AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "a1b2c3d4e5f6g7h8i9j0 12345678-1234-1234-1234-123456789012 00000000-0000-0000-0000-000000000000 qwerty123456",
        // References to values stored elsewhere.
        "process.env.API_KEY_1 settings.SECRET_KEY_V2 secrets.GITHUB_TOKEN_V2 var.db_password_v2 module.db1.password",
        "this.secretKey1 self.config.token2 getSecret1() generateToken(32) base64.b64encode(key1) $(cat_/run/key1)",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:app1 projects/p1/secrets/db-password/versions/1",
        "op://vault1/item1/password vault:secret/data/app1#password azurerm_key_vault.kv1.id kv/data/app1",
        // Paths and identifiers.
        "/etc/ssl/private/server1.key ./keys/private_key1.pem ~/.ssh/id_ed25519 ../secrets/token1.txt keys/jwt_rs256.key",
        "s3://bucket1/key1 https://auth.acme.dev/oauth2/token com.acme.auth.TokenProvider2 acme.auth.v1.TokenService",
        "org.acme.security.KeyStore1 application/x-token-v1 System.Security.Cryptography.RSA2",
        // Words, algorithms, numbers and times.
        "access-token-secret-name invalid_token_error oauth2-client-credentials RS256withSHA256 HmacSHA256 required",
        "AES/CBC/PKCS5Padding sha256WithRSAEncryption ES256 bearer oauth2 refresh_token integer hidden varchar(255)",
        "1700000000000 2026-11-22T10:22:33Z 2026-11-22 10.20.30.40 192.168.100.200:8080 3.14159265358979 0x7fffffff",
        "1.2.3 v1.22.333 100000000000000000 12:34:56 20261122T101112Z",
        // Files, packages and hosts.
        "acme-token-7f3a9c21.tar.gz signing-7f3a9c21d8.pem auth-7f3a9c21.acme-internal.net ops7f3a@acme.dev",
        "auth-api-jdk21on:4.12.1 token-kit@7.0.3 @acme/model-7b-chat-int8",
        // URNs, public keys and encrypted values.
        "urn:uuid:3f9c1a52-77d0-4e1b-9c2a-5b6d7e8f9a01 ENC[AES256_GCM,data:q8Zr1xVb0Ls9,tag:Kd7Fw2TnA==]",
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAq8Zr1xVb0Ls9Kd7Fw2TnA",
        "AAAAC3NzaC1lZDI1NTE5AAAAIKq4H2mZc8uG3n1LxkYv5wR0bTtQfJpSdXaEoNiMhVzW",
    ];
    let values: Vec<&str> = values.iter().flat_map(|row| row.split(' ')).collect();
    let (found, _, count) = judge(SECRET_NAMES.iter().flat_map(|name| {
        WRITTEN
            .iter()
            .flat_map(|form| values.iter().map(|value| write(form, name, value)))
            .collect::<Vec<_>>()
    }));
    assert!(count > 30_000 && found.is_empty(), "{} of {count} found: {found:#?}", found.len());
    // A password that people choose may consist of words and numbers; a generated secret does not.
    let worded = [
        "foo-bar-baz-123",
        "token_not_found_404",
        "two-factor-auth-v2",
        "aes-256-gcm",
        "my-app-v2-beta.4",
        "not-a-real-key-1",
        "TICKET-104482-SUB-7",
        "getOAuth2AccessTokenByRole",
        "AcmeVaultV2CredentialsProvider",
        "listKeyRingsV1Beta1Response",
        "ecdsaP256SigningKeyPair",
    ];
    let names = SECRET_NAMES.iter().filter(|name| !name.contains("password"));
    let (found, ..) = judge(names.flat_map(|name| {
        WRITTEN
            .iter()
            .flat_map(|form| worded.iter().map(|value| write(form, name, value)))
            .collect::<Vec<_>>()
    }));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn code_and_what_stands_in_its_lines_is_no_secret() {
    let mut next = chance(13);
    let (version, id) = (random(&mut next, 40, HEXADECIMAL), uuid(&mut next));
    let texts = [
        format!("      - uses: acme-org/create-github-app-token@{version} # v2.1.0"),
        format!("  - uses: acme-actions/configure-aws-credentials@{version}"),
        format!("<input type=\"hidden\" name=\"csrf_token\" value=\"{version}\">"),
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:team7/database-x7Kq2a".to_owned(),
        format!("  remoteRef:\n    key: {id}\n"),
        "e.keyCode===13||e.keyCode===10&&e.altKey".to_owned(),
        "if (this.result.pass = !this.result.issues) return s.getDerivedStateFromProps(q)".to_owned(),
        "createElement(\"label\",{htmlFor:\"pass1\"},\"Password:\"),N?i.createElement(\"code\",null)"
            .to_owned(),
        "field: `bytes,1,opt` protobuf_key:\"bytes,1,opt,name=key,proto3\"".to_owned(),
        "pub const WRONG_KEY: X509HardwareKeyUsageFlags = X509HardwareKeyUsageFlags(8i32);".to_owned(),
        "module.exports = { \"AuthorizationV1Api\": \".api.authorization_v1_api\" }".to_owned(),
        "def f(api_token: str, model: str = \"acme-7b-chat\"):".to_owned(),
        "\"AWS::EC2::Region\": [], \"aws\": TransitGatewayMulticastDomainAssociations".to_owned(),
        "#:~:text=set%20the%20token%2C%207-,Overview,as%20key%20of".to_owned(),
    ];
    let (found, ..) = judge(texts);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_other_names_are_given_is_no_secret_however_random() {
    let names = [
        "public_key pub_key ssh_public_key key_id api_key_id kms_key_id token_id client_id user_id app_id tenant_id",
        "project_id account_id session_id request_id trace_id transaction_id device_id key_pair key_name secret_name",
        "key_alias key_arn token_type token_url token_uri token_endpoint auth_url authority author keyword keyboard",
        "monkey donkey turkey hockey whiskey keystone keyframe primary_key foreign_key partition_key sort_key cache_key",
        "idempotency_key registry_key row_key object_key translation_key i18n_key message_key map_key group_key",
        "sha256 sha1 md5 checksum digest etag integrity commit commit_sha revision fingerprint thumbprint file_hash",
        "build_id image_digest nonce csrf_token xsrf_token next_token next_page_token page_token continuation_token",
        "sync_token cursor uuid guid token_count token_limit max_tokens tokenizer password_policy secret_version",
        "secret_path secret_ref private_key_path key_file certificate issuer_key_hash subject_key_id key_usage key_type",
        "key_size key_algorithm key_format passport passenger compass secretary secretion tokenization access_level",
        "auth_method auth_type auth_provider api_version api_base api_url api_endpoint login_url credential_type",
        "site_key recaptcha_site_key publishable_key public_token license tracking_key token_address token_contract",
        "gpg_key websocket_key authenticity_token request_verification_token sentry_key client_request_token",
        "package resolved icon color src href avatar slug path query description title comment version image",
    ];
    let mut next = chance(11);
    let mut texts = Vec::new();
    for name in names.iter().flat_map(|row| row.split(' ')) {
        for form in WRITTEN {
            let values = [
                random(&mut next, 32, LETTERS),
                random(&mut next, 40, HEXADECIMAL),
                random(&mut next, 64, HEXADECIMAL),
                uuid(&mut next),
            ];
            texts.extend(values.iter().map(|value| write(form, name, value)));
        }
    }
    let (found, _, count) = judge(texts);
    assert!(count > 8_000 && found.is_empty(), "{} of {count} found: {found:#?}", found.len());
}
