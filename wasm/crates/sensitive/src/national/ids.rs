//! All national ids. Shapes and check digits are from the publications of the issuing countries.

use snapwall_checksums::Check;

use super::{Id, Need};
use crate::packed::{Packed, bytes_of};

/// An id: its name, the words that name it in texts, delimited by `|`, and its shapes, each with its check and when it
/// needs a word nearby.
type Source = (&'static str, &'static str, &'static [(&'static str, Check, Need)]);

const SOURCES: [Source; 52] = [
    (
        "gb-nino",
        "nino|national insurance|ni.",
        &[
            ("AA 99 99 99 A", Check::BritishInsurance, Need::Never),
            ("AA999999 A", Check::BritishInsurance, Need::Never),
            ("AA 999999A", Check::BritishInsurance, Need::Never),
        ],
    ),
    (
        "gb-nhs",
        "nhs|national health|health service|patient",
        &[("999 999 9999", Check::BritishHealth, Need::Always)],
    ),
    (
        "us-itin",
        "itin|taxpayer|tin.",
        &[
            ("999-99-9999", Check::AmericanItin, Need::Never),
            ("999999999", Check::AmericanItin, Need::Always),
        ],
    ),
    (
        "es-dni",
        "dni|nif|nie.|documento|identidad",
        &[("99999999 A", Check::SpanishDni, Need::Never), ("99.999.999 A", Check::SpanishDni, Need::Never)],
    ),
    (
        "es-nie",
        "dni|nif|nie.|documento|identidad",
        &[("A 9999999 A", Check::SpanishNie, Need::Never), ("A9999999-A", Check::SpanishNie, Need::Never)],
    ),
    ("it-codice-fiscale", "codice|fiscal|cf.", &[("AAAAAAXXAXXAXXXA", Check::ItalianCode, Need::Never)]),
    (
        "fr-nir",
        "nir.|s\u{e9}cu|secu|insee|social|assur",
        &[
            ("9 99 99 9X 999 999 99", Check::FrenchNir, Need::Never),
            ("9 99 99 9X 999 99999", Check::FrenchNir, Need::Never),
            ("999999X999999 99", Check::FrenchNir, Need::Never),
        ],
    ),
    ("de-steuer-id", "steuer|idnr|tax|tin.", &[("99 999 999 999", Check::GermanTax, Need::Always)]),
    (
        "de-rvnr",
        "rentenversicherung|sozialversicherung|versicherungsnummer|svnr|rvnr|sv-nummer",
        &[("99 999999 A 999", Check::GermanPension, Need::Never)],
    ),
    ("pl-pesel", "pesel", &[("99999999999", Check::PolishPesel, Need::Always)]),
    ("pl-nip", "nip.", &[("999 999 99 99", Check::PolishTax, Need::Always)]),
    (
        "se-personnummer",
        "personnummer|personnr|pnr.|samordningsnummer|personal",
        &[
            ("999999-9999", Check::SwedishPersonal, Need::Never),
            ("999999+9999", Check::SwedishPersonal, Need::Never),
            ("99999999-9999", Check::SwedishPersonal, Need::Never),
            ("999999999999", Check::SwedishPersonal, Need::Always),
            ("9999999999", Check::SwedishPersonal, Need::Always),
        ],
    ),
    (
        "fi-hetu",
        "hetu|henkil\u{f6}tunnus|personbeteckning|personal identity",
        &[
            ("999999-999X", Check::FinnishPersonal, Need::Never),
            ("999999+999X", Check::FinnishPersonal, Need::Never),
            ("999999A999X", Check::FinnishPersonal, Need::Never),
        ],
    ),
    (
        "dk-cpr",
        "cpr|personnummer",
        &[
            ("999999-9999", Check::DanishPersonal, Need::Never),
            ("999999 9999", Check::DanishPersonal, Need::Always),
        ],
    ),
    (
        "no-fodselsnummer",
        "f\u{f8}dselsnummer|fodselsnummer|personnummer|fnr.|d-nummer",
        &[("999999 99999", Check::NorwegianPersonal, Need::Never)],
    ),
    (
        "is-kennitala",
        "kennitala|kt.",
        &[
            ("999999-9999", Check::IcelandicPersonal, Need::Never),
            ("9999999999", Check::IcelandicPersonal, Need::Always),
        ],
    ),
    ("lv-personas-kods", "personas kods|personas", &[("999999-99999", Check::LatvianPersonal, Need::Never)]),
    (
        "ee-lt-personal-code",
        "isikukood|asmens kodas|ik.|personal code",
        &[("99999999999", Check::BalticPersonal, Need::Always)],
    ),
    (
        "be-national-number",
        "rijksregister|registre national|insz|niss|national number",
        &[
            ("99.99.99-999.99", Check::BelgianRegister, Need::Never),
            ("999999 999 99", Check::BelgianRegister, Need::Bare),
        ],
    ),
    (
        "nl-bsn",
        "bsn|burgerservice|sofi",
        &[
            ("999999999", Check::DutchCitizen, Need::Always),
            ("9999 99 999", Check::DutchCitizen, Need::Always),
            ("999 999 999", Check::DutchCitizen, Need::Always),
        ],
    ),
    (
        "cz-sk-birth-number",
        "rodn\u{e9}|rodne|rodn\u{e9}ho|r\u{10d}.|birth number",
        &[("999999/9999", Check::CzechBirth, Need::Never), ("9999999999", Check::CzechBirth, Need::Always)],
    ),
    ("ro-cnp", "cnp.|cod numeric", &[("9999999999999", Check::RomanianPersonal, Need::Always)]),
    ("gr-amka", "amka|\u{391}\u{39c}\u{39a}\u{391}", &[("99999999999", Check::GreekAmka, Need::Always)]),
    (
        "ch-ahv",
        "ahv|avs.|nss.|oasi|versichertennummer",
        &[
            ("999.9999.9999.99", Check::SwissInsurance, Need::Never),
            ("9999999999999", Check::SwissInsurance, Need::Never),
        ],
    ),
    (
        "at-svnr",
        "svnr|sozialversicherung|sv-nr|versicherungsnummer",
        &[("9999 999999", Check::AustrianInsurance, Need::Always)],
    ),
    (
        "ie-pps",
        "pps|ppsn",
        &[("9999999A", Check::IrishPps, Need::Never), ("9999999AA", Check::IrishPps, Need::Never)],
    ),
    ("pt-nif", "nif|contribuinte|contributor", &[("999 999 999", Check::PortugueseTax, Need::Always)]),
    ("hr-oib", "oib", &[("99999999999", Check::Iso1110, Need::Always)]),
    (
        "bg-egn",
        "egn.|\u{435}\u{433}\u{43d}|\u{415}\u{413}\u{41d}",
        &[("9999999999", Check::BulgarianCitizen, Need::Always)],
    ),
    ("si-emso", "emso|em\u{161}o|jmbg", &[("9999999999999", Check::SlovenianCitizen, Need::Always)]),
    (
        "br-cpf",
        "cpf|cadastro",
        &[
            ("999.999.999-99", Check::BrazilianCpf, Need::Never),
            ("99999999999", Check::BrazilianCpf, Need::Always),
        ],
    ),
    (
        "br-cnpj",
        "cnpj",
        &[
            ("99.999.999/9999-99", Check::BrazilianCnpj, Need::Never),
            ("99999999999999", Check::BrazilianCnpj, Need::Always),
        ],
    ),
    (
        "cl-rut",
        "rut.|run.|rol",
        &[
            ("99.999.999-X", Check::ChileanRut, Need::Never),
            ("9.999.999-X", Check::ChileanRut, Need::Never),
            ("99999999-X", Check::ChileanRut, Need::Always),
        ],
    ),
    (
        "ar-cuit",
        "cuit|cuil",
        &[
            ("99-99999999-9", Check::ArgentineCuit, Need::Never),
            ("99999999999", Check::ArgentineCuit, Need::Always),
        ],
    ),
    ("mx-curp", "curp", &[("AAAA999999AAAAAAX9", Check::MexicanCurp, Need::Never)]),
    ("in-pan", "pan.|permanent account|income tax", &[("AAAAA9999A", Check::IndianPan, Need::Never)]),
    (
        "in-aadhaar",
        "aadhaar|aadhar|adhaar|uid.|uidai",
        &[("9999 9999 9999", Check::IndianAadhaar, Need::Always)],
    ),
    ("sg-nric", "nric|fin.|identity", &[("A9999999A", Check::SingaporeanNric, Need::Never)]),
    (
        "kr-rrn",
        "rrn|\u{c8fc}\u{bbfc}|resident registration",
        &[
            ("999999-9999999", Check::KoreanResident, Need::Never),
            ("9999999999999", Check::KoreanResident, Need::Always),
        ],
    ),
    (
        "cn-resident-id",
        "\u{8eab}\u{4efd}|resident id|id.",
        &[("99999999999999999X", Check::ChineseResident, Need::Never)],
    ),
    ("tw-id", "\u{8eab}\u{5206}|identity|id.", &[("A999999999", Check::TaiwaneseId, Need::Never)]),
    (
        "hk-id",
        "hkid|identity|\u{8eab}\u{4efd}",
        &[("A999999(X)", Check::HongKongId, Need::Never), ("AA999999(X)", Check::HongKongId, Need::Never)],
    ),
    (
        "th-id",
        "thai|\u{e1a}\u{e31}\u{e15}|national id|citizen",
        &[
            ("9-9999-99999-99-9", Check::ThaiId, Need::Never),
            ("9 9999 99999 99 9", Check::ThaiId, Need::Bare),
        ],
    ),
    ("tr-tckn", "tckn|tc.|kimlik|t.c", &[("99999999999", Check::TurkishId, Need::Always)]),
    (
        "za-id",
        "south african|id number|rsa.|identity",
        &[("999999 9999 99 9", Check::SouthAfricanId, Need::Never)],
    ),
    ("au-abn", "abn|business number", &[("99 999 999 999", Check::AustralianAbn, Need::Bare)]),
    ("au-acn", "acn|company number", &[("999 999 999", Check::AustralianCompany, Need::Always)]),
    ("au-tfn", "tfn|tax file", &[("999 999 999", Check::AustralianTax, Need::Always)]),
    (
        "au-medicare",
        "medicare",
        &[
            ("9999 99999 9", Check::AustralianMedicare, Need::Always),
            ("9999 99999 9 9", Check::AustralianMedicare, Need::Always),
        ],
    ),
    ("ca-sin", "sin.|social insurance|nas.", &[("999 999 999", Check::CanadianSin, Need::Always)]),
    (
        "il-id",
        "teudat|israeli|\u{5ea}.\u{5d6}|\u{5ea}\u{5e2}\u{5d5}\u{5d3}\u{5ea}",
        &[("99999999 9", Check::Luhn, Need::Always)],
    ),
    (
        "ru-snils",
        "snils|\u{441}\u{43d}\u{438}\u{43b}\u{441}|\u{421}\u{41d}\u{418}\u{41b}\u{421}",
        &[("999-999-999 99", Check::RussianSnils, Need::Never)],
    ),
];

/// All ids, one for each shape.
pub static IDS: [Id; COUNT] = {
    let mut ids = [Id { source: 0, check: Check::Luhn, need: Need::Never }; COUNT];
    let (mut source, mut count) = (0, 0);
    while source < SOURCES.len() {
        let (shapes, mut at) = (SOURCES[source].2, 0);
        while at < shapes.len() {
            ids[count] = Id { source: source as u8, check: shapes[at].1, need: shapes[at].2 };
            (at, count) = (at + 1, count + 1);
        }
        source += 1;
    }
    ids
};

/// The shape of each: `9` is a digit, `A` a letter, `X` either, a space any single separator or none, `-` any hyphen;
/// other characters are literal.
pub static SHAPES: Packed<COUNT, { bytes_of(&SHAPE_TEXTS) }> = Packed::new(&SHAPE_TEXTS);

/// Names and words, by the source of an id.
pub static NAMES: Packed<SOURCE_COUNT, { bytes_of(&NAME_TEXTS) }> = Packed::new(&NAME_TEXTS);
pub static WORDS: Packed<SOURCE_COUNT, { bytes_of(&WORD_TEXTS) + SOURCE_COUNT }> =
    Packed::of_words(&WORD_TEXTS);

const SOURCE_COUNT: usize = SOURCES.len();

const COUNT: usize = {
    let (mut count, mut source) = (0, 0);
    while source < SOURCES.len() {
        count += SOURCES[source].2.len();
        source += 1;
    }
    count
};

pub const SHAPE_TEXTS: [&str; COUNT] = {
    let (mut texts, mut source, mut count) = ([""; COUNT], 0, 0);
    while source < SOURCES.len() {
        let (shapes, mut at) = (SOURCES[source].2, 0);
        while at < shapes.len() {
            texts[count] = shapes[at].0;
            (at, count) = (at + 1, count + 1);
        }
        source += 1;
    }
    texts
};

const NAME_TEXTS: [&str; SOURCE_COUNT] = {
    let (mut texts, mut at) = ([""; SOURCE_COUNT], 0);
    while at < SOURCE_COUNT {
        texts[at] = SOURCES[at].0;
        at += 1;
    }
    texts
};

const WORD_TEXTS: [&str; SOURCE_COUNT] = {
    let (mut texts, mut at) = ([""; SOURCE_COUNT], 0);
    while at < SOURCE_COUNT {
        texts[at] = SOURCES[at].1;
        at += 1;
    }
    texts
};
