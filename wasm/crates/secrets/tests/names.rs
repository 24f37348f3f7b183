//! Secrets recognised by names, headers, URLs and blocks.

use snapwall_compiler::{build_secrets, read_secrets};
use snapwall_secrets::tables::WordClass;
use snapwall_secrets::{Index, Tables, find};

fn found(text: &str) -> Vec<(String, String)> {
    let bytes = build_secrets(include_str!("../../../data/secrets.json"));
    let mut index = Index::new();
    let tables = Tables::new(&bytes, &mut index);
    let mut all = Vec::new();
    find(text.as_bytes(), &tables, &mut |secret| {
        all.push((
            String::from_utf8_lossy(tables.id(secret.rule)).into_owned(),
            text[secret.start..secret.end].to_owned(),
        ));
    });
    all
}

/// Generated here, so that no scanner reports this file as a leak.
fn random(len: usize) -> String {
    "q8Zr1xVb0Ls9Kd7Fw2TnHc4Jg6Yp3Mu5".chars().cycle().take(len).collect()
}

#[track_caller]
fn finds(text: &str, id: &str, secret: &str) {
    assert_eq!(found(text), [(id.to_owned(), secret.to_owned())], "{text}");
}

#[test]
fn a_value_that_is_called_a_secret_is_one_when_it_looks_like_chance() {
    let secret = random(32);
    for text in [
        format!("api_key = \"{secret}\""),
        format!("{{\"clientSecret\":\"{secret}\"}}"),
        format!("export ACME_TOKEN={secret}"),
        format!("<acmeToken>\n    {secret}\n</acmeToken>"),
        format!("set(\"ACME_TOKEN\", \"{secret}\")"),
        format!("- name: ACME_TOKEN\n  value: {secret}"),
        format!("<add key=\"AcmeToken\" value=\"{secret}\"/>"),
    ] {
        finds(&text, "generic-secret", &secret);
    }
    finds("db_password: 'k7#mZ2!qLp'", "generic-password", "k7#mZ2!qLp");
}

#[test]
fn strings_are_read_however_a_language_writes_them() {
    let secret = random(32);
    for text in [
        format!("var acmeToken = @\"{secret}\";"),
        format!("acme_token = b'{secret}'"),
        format!("acme_token = f\"{secret}\""),
        format!("let acme_token = r#\"{secret}\"#;"),
        format!("acme_token = (\"{secret}\")"),
        format!("acmeToken := []byte(\"{secret}\")"),
        format!("let acme_token = String::from(\"{secret}\");"),
        format!("password: SecretValue.unsafePlainText('{secret}')"),
        format!("client.setAcmeToken(\"{secret}\");"),
        format!("std::string acmeToken{{\"{secret}\"}};"),
        format!("char acmeToken[] = \"{secret}\";"),
        format!("const acmeToken = process.env.ACME_TOKEN || \"{secret}\";"),
        format!("ENV['ACME_TOKEN'] ||= '{secret}'"),
        format!("ACME_TOKEN += {secret}"),
        format!("acme_token <- \"{secret}\""),
        format!("mapOf(\"acmeToken\" to \"{secret}\")"),
        format!("acme_token: |\n  {secret}\n"),
        format!("acme_token: >-\n  {secret}\n"),
        format!("variable \"acme_token\" {{\n  default = \"{secret}\"\n}}"),
        format!("ParameterKey=AcmeToken,ParameterValue={secret}"),
        format!("| acme_token | {secret} |"),
        format!("The acme token is {secret}."),
        format!("DEBUG acmeToken({secret})"),
        format!("use this API key: {secret}"),
    ] {
        let all = found(&text);
        assert!(matches!(&all[..], [(_, value)] if *value == secret), "{text}: {all:?}");
    }
    let digest = "d0ce6c1a37e99dcc0374392f272fe19c";
    finds(&format!("my access key = '{digest}'"), "generic-secret", digest);
    finds("acme_password = b'k7#mZ2!qLp'", "generic-password", "k7#mZ2!qLp");
    finds("password = \"x/gfuL?4Zuj{n73m}eeJt1\"", "generic-password", "x/gfuL?4Zuj{n73m}eeJt1");
}

#[test]
fn strings_that_are_patterns_templates_or_one_of_several_arguments_are_none() {
    for text in [
        "acme_token = r'[^\\W\\d]\\w*2{3}'",
        "password = f\"{registry_id}-auth-token-2\"",
        "{\"Authorization\": f\"Bearer {self.acme21_config.api_key}\"}",
        "transportKey = merge(\"AzSC8r6ReiGqFMyfvgow\", \"Iayx0u-XT3vksVM-pIV\")",
        "acme_token = os.getenv(\"ACME_TOKEN_2\")",
        "tiktoken.get_encoding(\"cl100k_base\").encode(text)",
        "ERROR_OTHER_PASSWORD_DEFAULT: WIN32_ERROR = 2109u32;",
        "declare_lint_pass!(InlineAsmX86AttSyntax => [INLINE])",
        "Token::CommentLine(\"b\\u{2028}2\")",
        "call NetUserPass(\"ftp:host\")",
        "help=\"Pass another directory. Default: '%default'.\"",
        "Pass(?:Inherit|InterpolateEnv|Match2|Reverse)",
        "The key point is internationalization2026update.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn placeholders_variables_paths_and_other_names_are_none() {
    for text in [
        "password: required",
        "password = getPassword()",
        "api_key = \"YOUR_API_KEY_HERE\"",
        "api_key: ${API_KEY}",
        "password: {{ db_password }}",
        "api_key=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        "private_key_path: \"/etc/ssl/private/key1.pem\"",
        "token = os.environ[\"API_TOKEN_1\"]",
        "secretName: my-app-secret-2",
        "RegEnumKey = win32api.RegEnumKey",
        "ALPHA_API = \"client.authentication.example.io/v1alpha1\"",
        "TOKEN_PATTERN = \"[0-9A-Fa-f]{8}-[0-9a-f]{4}\"",
        "applicationServerKey: urlBase64ToUint8Array(\n  key)",
        "authorization = authorization[1].encode('ascii')",
        "Your password must contain 8 characters.",
        "h(\"slot\", { key: '2cc122d9541ce7ae3c2309c27123b6c6c91cbfc7', name: \"start\" })",
        "cache.key = d0ce6c1a37e99dcc0374392f272fe19c",
        "the public key: q8Zr1xVb0Ls9Kd7Fw2TnHc4Jg6Yp3Mu5",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    for name in
        ["publicKey", "csrfToken", "keyboard", "monkey", "primary_key", "keyId", "next_page_token", "commit"]
    {
        let text = format!("\"{name}\": \"{}\"", random(32));
        assert_eq!(found(&text), [], "{text}");
    }
}

#[test]
fn tokens_without_a_shape_of_their_own_need_their_vendor_near() {
    let token = random(32).to_lowercase();
    finds(&format!("algolia_key = \"{token}\""), "algolia-key", &token);
    assert_eq!(found(&format!("order {token}")), []);
}

#[test]
fn headers_and_options_carry_credentials() {
    let token = random(40);
    finds(&format!("Authorization: Bearer {token}"), "authorization-header", &token);
    finds(&format!("curl -H \"X-Token: {token}\""), "authorization-header", &token);
    // bob:hello
    finds("authorization: Basic Ym9iOmhlbGxv", "authorization-header", "Ym9iOmhlbGxv");
    finds("curl -u bob:k7mZ2qLp https://example.com", "curl-credentials", "k7mZ2qLp");
    for text in [
        "Authorization: Bearer $TOKEN",
        "Authorization: Basic bm90IGEgcGFpcg==",
        "curl -u user:pass https://example.com",
        "curl -u \"$USER:$PASSWORD\" https://example.com",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn addresses_with_a_password_are_told_from_those_with_a_word_for_one() {
    finds("DB=postgres://app:k7mZ2qLp@db:5432/x", "database-password", "k7mZ2qLp");
    finds("git clone https://bob:k7mZ2qLp@example.com/a.git", "url-password", "k7mZ2qLp");
    for text in
        ["mysql://user:password@localhost", "postgres://$USER:$PASS@host/db", "https://example.com:8080/a@b"]
    {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_private_key_is_found_as_a_whole_with_real_and_escaped_line_breaks() {
    let label = ["RSA PRIVATE", "KEY"].join(" ");
    for line in ["\n", "\\n", "\r\n"] {
        let key = format!(
            "-----BEGIN {label}-----{line}{}{line}{}{line}-----END {label}-----",
            random(64),
            random(30)
        );
        finds(&format!("key: {key} end"), "private-key", &key);
        let cut = &key[..key.len() - 40];
        assert_eq!(found(cut)[0].0, "private-key");
    }
    let text =
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----";
    assert_eq!(found(text), []);
    assert_eq!(found(&format!("-----BEGIN {label}-----\nanything\n-----END {label}-----")), []);
}

#[test]
fn the_data_of_a_kubernetes_secret_is_secret_wherever_its_kind_stands() {
    let data = "data:\n  user: bG9uZ3VzZXJuYW1l\n  file: |\n    bG9uZ2VyIHRleHQ=\n";
    let expected = ["bG9uZ3VzZXJuYW1l", "bG9uZ2VyIHRleHQ="]
        .map(|value| ("kubernetes-secret".to_owned(), value.to_owned()));
    assert_eq!(found(&format!("kind: Secret\n{data}")), expected);
    assert_eq!(found(&format!("{data}kind: 'Secret'\n")), expected);
    assert_eq!(found(&format!("kind: ConfigMap\n{data}")), []);
    assert_eq!(found(&format!("kind: Secret\n---\n{data}")), []);
}

#[test]
fn findings_come_in_order_and_never_overlap() {
    let token = random(32);
    let text =
        format!("password: 'k7#mZ2!qLp', api_key: '{token}', url: https://a:{}@b, token={token}", random(12));
    let bytes = build_secrets(include_str!("../../../data/secrets.json"));
    let mut end = 0;
    let mut count = 0;
    find(text.as_bytes(), &Tables::new(&bytes, &mut Index::new()), &mut |secret| {
        assert!(secret.start >= end && secret.end > secret.start);
        (end, count) = (secret.end, count + 1);
    });
    assert_eq!(count, 4);
}

/// Vendors are not looked up for runs that no such letter precedes: lists of hashes and UUIDs.
#[test]
fn every_word_that_names_a_value_or_a_vendor_has_a_letter_that_hexadecimal_numbers_have_not() {
    let data = read_secrets(include_str!("../../../data/secrets.json"));
    let named = data.words.iter().filter(|(class, _)| !matches!(class, WordClass::Stop | WordClass::Sample));
    let vendors = data.rules.iter().flat_map(|rule| &rule.near);
    for word in named.map(|(_, word)| word).chain(vendors) {
        // The `\b` that marks a whole word is not a letter of it.
        let letters = word.replace("\\b", "").to_ascii_lowercase();
        assert!(letters.bytes().any(|byte| matches!(byte, b'g'..=b'z')), "{word}");
    }
}
