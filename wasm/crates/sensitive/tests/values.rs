//! Values that are found, in their context, and lookalikes that are not.

mod judged;

use judged::{found, found_in};
use snapwall_sensitive::Kind;

/// A kind, a variant, and texts in which `«` and `»` enclose the value.
type Row<'a> = (Kind, &'static str, &'a [&'a str]);

fn assert_found(region: &str, rows: &[Row<'_>]) {
    for (kind, variant, texts) in rows {
        for text in *texts {
            let (before, rest) = text.split_once('«').expect("a value");
            let (value, behind) = rest.split_once('»').expect("a value's end");
            let plain = format!("{before}{value}{behind}");
            let expected = vec![(*kind, *variant, value.to_owned())];
            assert_eq!(found_in(&plain, region), expected, "{text}");
        }
    }
}

#[test]
fn cards_are_found_in_every_usual_grouping() {
    assert_found(
        "US",
        &[
            (
                Kind::CreditCard,
                "visa",
                &[
                    "«4111111111111111»",
                    "card: «4111 1111 1111 1111», exp 12/27",
                    "«4111-1111-1111-1111»",
                    "«4111.1111.1111.1111».",
                    "«4111\u{a0}1111\u{a0}1111\u{a0}1111»",
                    "«4111&nbsp;1111&nbsp;1111&nbsp;1111»",
                    "{\"n\":\"«4111111111111111»\"}",
                    "{\"text\":\"line\\n«4111111111111111»\"}",
                    "n=«4111111111111111»&x=1",
                    "卡号«4111111111111111»。",
                    "«4111 1111 1111 1111» 123",
                    "card «4222222222222»",
                    "«4111111111111111»/09/27",
                ],
            ),
            (Kind::CreditCard, "mastercard", &["«5555 5555 5555 4444»", "«2223003122003222»"]),
            (Kind::CreditCard, "amex", &["«3782 822463 10005»", "«378282246310005»"]),
            (Kind::CreditCard, "diners", &["«3056 930902 5904»", "«36227206271667»"]),
            (Kind::CreditCard, "discover", &["«6011 1111 1111 1117»"]),
            (
                Kind::CreditCard,
                "jcb",
                &["«3530 1113 3330 0000»", "«3500 0000 0000 0009»", "«213100000000001»"],
            ),
            (Kind::CreditCard, "unionpay", &["«6200 0000 0000 0005»"]),
            (
                Kind::CreditCard,
                "maestro",
                &["«6759 6498 2643 8453»", "«676200000005»", "card «500000000009»"],
            ),
        ],
    );
    let three = found("4012888888881881 4012-8888-8888-1881 4012 8888 8888 1881");
    assert_eq!(three.len(), 3);
}

#[test]
fn account_numbers_are_found_by_country_with_and_without_spaces() {
    assert_found(
        "US",
        &[
            (
                Kind::Iban,
                "DE",
                &[
                    "«DE89370400440532013000»",
                    "IBAN: «DE89 3704 0044 0532 0130 00».",
                    "«de89 3704 0044 0532 0130 00»",
                    "«DE89-3704-0044-0532-0130-00»",
                    "«DE89 3704 0044 0532 0130 00» 12 EUR",
                ],
            ),
            (Kind::Iban, "GB", &["to «GB29 NWBK 6016 1331 9268 19» please", "«GB29NWBK60161331926819»"]),
            (Kind::Iban, "NL", &["«NL91 ABNA 0417 1643 00»", "«NL91 ABNA 0417164300»"]),
            (Kind::Iban, "FR", &["«FR14 2004 1010 0505 0001 3M02 606»"]),
            (Kind::Iban, "MT", &["«MT84MALT011000012345MTLCAST001S»"]),
            (Kind::Iban, "NO", &["«NO93 8601 1117 947»"]),
        ],
    );
}

#[test]
fn phone_numbers_are_found_in_the_forms_of_the_world() {
    assert_found(
        "US",
        &[
            (
                Kind::PhoneNumber,
                "US",
                &[
                    "call «(415) 555-0132» now",
                    "«415-555-0132»",
                    "«415.555.0132»",
                    "«(415)555-0132»",
                    "«1-415-555-0132»",
                    "«+1 415 555 0132»",
                    "«+14155550132»",
                    "«415-555-0132 x123»",
                    "«(415) 555-0132 ext. 12»",
                    "phone: «4155550132»",
                ],
            ),
            (
                Kind::PhoneNumber,
                "GB",
                &[
                    "«+44 20 7946 0958»",
                    "«+44 (0)20 7946 0958»",
                    "«0044 20 7946 0958»",
                    "«011 44 20 7946 0958»",
                ],
            ),
            (
                Kind::PhoneNumber,
                "DE",
                &["«+49 30 1234567»", "«+49 (0) 151 23456789»", "Tel. «+49 89/1234567»"],
            ),
            (Kind::PhoneNumber, "", &["phone: «555-0132»", "Tel.: «030/1234567»", "«020 7946 0958»"]),
            (Kind::PhoneNumber, "FR", &["«+33 6 12 34 56 78»"]),
            (Kind::PhoneNumber, "IN", &["«+91 98765 43210»"]),
            (Kind::PhoneNumber, "BR", &["«+55 11 98456-5666»"]),
            (Kind::PhoneNumber, "RU", &["«+7 (495) 123-45-67»"]),
            (Kind::PhoneNumber, "JP", &["«+81 90-1234-5678»"]),
        ],
    );
    for (region, texts) in [
        ("GB", ["«020 7946 0958»", "«07911 123456»", "«07911123456»"]),
        ("DE", ["«030 1234567»", "«(089) 123456»", "«0221/123456»"]),
        ("FR", ["«06 12 34 56 78»", "«06.12.34.56.78»", "«0612345678»"]),
        ("IT", ["«312 345 6789»", "«06 1234 5678»", "cell. «3123456789»"]),
        ("PE", ["«912 345 678»", "«(01) 123 4567»", "cel. «912345678»"]),
        ("ES", ["«612 345 678»", "«91 123 45 67»", "tel «612345678»"]),
        ("PL", ["«512 345 678»", "«22 123 45 67»", "tel. «512345678»"]),
        ("JP", ["«090-1234-5678»", "«03-1234-5678»", "«09012345678»"]),
        ("AU", ["«(02) 9374 4000»", "«0412 345 678»", "«0412345678»"]),
        ("NO", ["«22 12 34 56»", "«412 34 567»", "tlf «41234567»"]),
        ("IN", ["«98765 43210»", "«080 2345 6789»", "mobile: «9876543210»"]),
        ("CN", ["«138 1234 5678»", "«13812345678»", "«010-1234-5678»"]),
        ("RU", ["«8 (495) 123-45-67»", "«8 495 123-45-67»", "тел. «84951234567»"]),
    ] {
        assert_found(region, &[(Kind::PhoneNumber, region, &texts)]);
    }
}

#[test]
fn phone_numbers_are_found_behind_the_words_of_many_languages() {
    for text in [
        "Teléfono: «612 345 678»",
        "Llámame al «612345678»",
        "Telemóvel «912 345 678»",
        "Ligue para «912345678»",
        "Chiamami al «347 123 4567»",
        "Mobilnummer «1512345678»",
        "Puhelin «401234567»",
        "Zadzwoń: «512345678»",
        "Hívj: «201234567»",
        "Телефон «9101234567»",
        "Позвоните по «9101234567»",
        "Τηλ. «2101234567»",
        "טלפון: «031234567»",
        "هاتف: «501234567»",
        "मोबाइल: «9876543210»",
        "Điện thoại: «912345678»",
        "โทร «812345678»",
        "携帯: «9012345678»",
        "«9012345678»に電話してください",
        "请拨打«13812345678»联系我",
        "휴대폰 «1012345678»",
        "find me on «612345678»",
    ] {
        let (before, rest) = text.split_once('«').unwrap();
        let (value, behind) = rest.split_once('»').unwrap();
        let found: Vec<_> =
            found(&format!("{before}{value}{behind}")).into_iter().map(|it| (it.0, it.2)).collect();
        assert_eq!(found, [(Kind::PhoneNumber, value.to_owned())], "{text}");
    }
}

#[test]
fn phone_numbers_in_forms_of_few_countries_are_found() {
    assert_found(
        "US",
        &[
            (Kind::PhoneNumber, "RU", &["«(910) 474-40-49»", "«8 (71234) 5 67 89»"]),
            (Kind::PhoneNumber, "BR", &["«11 98456-5666»"]),
            (
                Kind::PhoneNumber,
                "",
                &[
                    // Riyadh and Johannesburg: their area code is also the US prefix for international calls.
                    "«011 234 5678»",
                    "«22 123 45 67»",
                    "«940 46 26 50»",
                    "«661 573 681»",
                    "«08-12 34 56»",
                    "«(2105) 123456»",
                ],
            ),
        ],
    );
    for text in
        ["+683 4012", "+53 5 1234567", "+247 62889", "+(371) 61234567", "+672 10 6609", "+54 9 3358 0730"]
    {
        let found: Vec<_> = found(text).into_iter().map(|it| (it.0, it.2)).collect();
        assert_eq!(found, [(Kind::PhoneNumber, text.to_owned())]);
    }
}

#[test]
fn an_address_ends_where_the_script_of_its_top_level_domain_does() {
    let expected = [(Kind::Email, "", "ana@example.com".to_owned())];
    for text in ["私のメールはana@example.comです", "写信给ana@example.com谢谢", "ana@example.comЖ"]
    {
        assert_eq!(found(text), expected, "{text}");
    }
    for text in ["ana@beispiel.vermögensberatung", "ana@例え.テスト", "ana@пример.рф"] {
        assert_eq!(found(text), [(Kind::Email, "", text.to_owned())]);
    }
}

#[test]
fn addresses_of_mail_and_of_the_internet_are_found() {
    assert_found(
        "US",
        &[
            (
                Kind::Email,
                "",
                &[
                    "mail «jane.doe+news@example.co.uk».",
                    "<«jane@example.com»>",
                    "email=«jane@example.com»&x=1",
                    "email%3D«jane@example.com»&x=1",
                    "q=to%20%3d«jane@example.com»",
                    "mailto:«jane@example.com»?subject=hi",
                    "«o'brien@example.ie»",
                    "'«jane@example.com»'",
                    "«müller@bücher.de»",
                    "«user1@xn--80ak6aa92e.com»",
                    "联系«jane@example.com»。",
                    "«jane@[192.0.2.1]»",
                    "\"a\\n«jane@example.com»\"",
                ],
            ),
            (
                Kind::IpAddress,
                "ipv4",
                &[
                    "«192.0.2.7»",
                    "from «192.0.2.7».",
                    "http://«192.0.2.7»:8080/",
                    "«10.0.0.0/8»",
                    "root@«10.1.2.3»",
                    "[«192.0.2.7»]",
                    "{\"ip\":\"«1.2.3.4»\"}",
                ],
            ),
            (
                Kind::IpAddress,
                "ipv6",
                &[
                    "«2001:db8::1»",
                    "[«2001:db8::1»]:443",
                    "«::1»",
                    "«fe80::1»%eth0",
                    "«2001:db8::/32»",
                    "«::ffff:192.0.2.7»",
                    "«2001:0db8:85a3:0000:0000:8a2e:0370:7334»",
                    "ip: «2001:db8:0:1:1:1:1:1», next",
                ],
            ),
            (
                Kind::UrlCredentials,
                "",
                &["postgres://«admin:hunter2»@db.internal:5432/app", "https://«jane:pa55@word»@example.com/"],
            ),
        ],
    );
}

#[test]
fn social_security_numbers_are_found_and_plain_digits_only_behind_a_word() {
    assert_found(
        "US",
        &[(
            Kind::UsSsn,
            "",
            &[
                "«536-22-1234»",
                "«536 22 1234»",
                "SSN «536.22.1234»",
                "ssn: «536221234»",
                "\"ssn\":\"«536221234»\"",
            ],
        )],
    );
    for text in
        ["000-12-3456", "666-12-3456", "536-00-1234", "536-22-0000", "id 536221234", "order 536-22-1234"]
    {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn nothing_is_found_in_timestamps_uuids_and_decimal_fractions() {
    for text in [
        "2057-06-30T22:14:00.843789199-08:00",
        "2025-10-24 12:57:53+01:00 2047-03-29",
        "40ba3c1e-4111-4111-a111-111111111111",
        "\"12345678-1234-1234-1234-123456789012\"",
        "card 1763.83447481043",
        "[-122.41941612345678,37.77492912345678]",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn national_ids_are_found_by_their_check_digits() {
    for (name, text) in [
        ("gb-nino", "«AB 12 34 56 C»"),
        ("gb-nino", "NI «AB123456C»"),
        ("gb-nhs", "NHS number «943 476 5919»"),
        ("es-dni", "DNI «12345678Z»"),
        ("es-nie", "«X1234567L»"),
        ("it-codice-fiscale", "«RSSMRA85T10A562S»"),
        ("fr-nir", "«1 85 05 78 006 084 91»"),
        ("de-rvnr", "«81 751122 K 519»"),
        ("de-steuer-id", "Steuer-ID «86 095 742 719»"),
        ("pl-pesel", "PESEL «44051401359»"),
        ("se-personnummer", "«811228-9874»"),
        ("fi-hetu", "«131052-308T»"),
        ("no-fodselsnummer", "fnr. «29029600013»"),
        ("nl-bsn", "BSN «111222333»"),
        ("be-national-number", "«85.07.30-033.28»"),
        ("pt-nif", "NIF «123456789»"),
        ("br-cpf", "«529.982.247-25»"),
        ("br-cnpj", "«11.222.333/0001-81»"),
        ("in-pan", "«ABCPE1234F»"),
        ("in-aadhaar", "Aadhaar «2341 2341 2346»"),
        ("au-tfn", "TFN «123 456 782»"),
        ("au-abn", "«51 824 753 556»"),
        ("sg-nric", "«S1234567D»"),
        ("ca-sin", "SIN «046 454 286»"),
        ("za-id", "«8001015009087»"),
        ("tr-tckn", "TCKN «10000000146»"),
        ("cn-resident-id", "«11010519491231002X»"),
        ("tw-id", "«A123456789»"),
        ("hk-id", "«A123456(3)»"),
        ("ch-ahv", "«756.9217.0769.85»"),
        ("cl-rut", "«12.345.678-5»"),
        ("ru-snils", "«112-233-445 95»"),
    ] {
        let (before, rest) = text.split_once('«').unwrap();
        let (value, behind) = rest.split_once('»').unwrap();
        let plain = format!("{before}{value}{behind}");
        assert_eq!(found(&plain), [(Kind::NationalId, name, value.to_owned())], "{text}");
    }
}

#[test]
fn addresses_of_coins_are_found_by_their_checksums() {
    for (name, text) in [
        ("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
        ("bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
        ("bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ("bitcoin", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
        ("ethereum", "0x52908400098527886E0F7030069857D2E4169EE7"),
        ("dogecoin", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L"),
        ("tron", "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"),
        ("ripple", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"),
    ] {
        assert_eq!(found(text), [(Kind::CryptoAddress, name, text.to_owned())], "{text}");
        // Change the last character of the checksum.
        let last = if text.ends_with('2') { "3" } else { "2" };
        let changed = format!("{}{last}", &text[..text.len() - 1]);
        if name != "ethereum" {
            assert_eq!(found(&changed), [], "{changed}");
        }
    }
}

#[test]
fn tokens_are_found_by_what_their_headers_say() {
    let header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
    let token =
        [header, "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"].join(".");
    let expected = [(Kind::Jwt, "", token.clone())];
    assert_eq!(found(&format!("Authorization: Bearer {token}\r\n")), expected);
    assert_eq!(found(&format!("token={token}.")), expected);
    // A header without an algorithm: `{"typ":"JWT"}`.
    assert_eq!(found(&token.replace(header, "eyJ0eXAiOiJKV1QifQ")), []);
}

#[test]
fn numbers_that_only_look_alike_are_not_found() {
    for text in [
        "4111 1111 1111 1112",
        "4111111111111111a",
        "0.4111111111111111",
        "order 4111111111111111",
        "500000000009",
        "EUR 783 238 155",
        "783 238 155 people voted",
        "(751) 433625 units",
        "DUNS 02-352-0025",
        "https://example.com/dp/0233757927",
        "growth of +67 705 027",
        "FedEx 0137 7040 1535",
        "death toll 1234567",
        "values[::2]",
        "rows()[10::3]",
        "{\"SSL_OP_NO_BUG\": 536870912, \"TLS_D5_BUG\": 67108864}",
        "+35236450.6",
        "\"-+0123456789.\"",
        "1234 4111 1111 1111 1111 5678",
        "550e8400-e29b-41d4-a716-446655440000",
        "2026-11-22T10:22:33.123456Z",
        "22.11.2026 10:22",
        "11/22/2026",
        "1748503543012",
        "tracking 9400 1000 0000 0000 0000 00",
        "version 1.2.3.4",
        "nginx/1.2.3.4",
        "v1.2.3.4",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.02.03.04",
        "10:22:33",
        "00:1a:2b:3c:4d:5e",
        "std::vector<u8>",
        "face::add",
        "ISBN 978-3-16-148410-0",
        "978-0-306-40615-7",
        "$1,234,567.89",
        "40.712776, -74.005974",
        "3.14159265358979",
        "12345-6789",
        "078-05-1120",
        "000-12-3456",
        "@example.com",
        "jane@localhost",
        "jane@example.",
        "DE89 3704 0044 0532 0130 01",
        "GB29NWBK6016133192681",
        "INV-2026-0042",
        "1Z999AA10123456784",
        "https://example.com:8080/path@2x.png",
        "postgres://user:$PASSWORD@db/app",
        "0x52908400098527886E0F7030069857D2E4169EE",
        "d41d8cd98f00b204e9800998ecf8427e",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn of_overlapping_findings_one_stays() {
    let text = "https://jane:secret@example.com/";
    assert_eq!(found(text), [(Kind::UrlCredentials, "", "jane:secret".into())]);
    let text = "4155550132@example.com";
    assert_eq!(found(text), [(Kind::Email, "", text.into())]);
}
