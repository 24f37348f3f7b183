//! The words that name numbers, by what they say a number is.

use super::Names;
use crate::packed::{Words, split_first, write_word};

/// A word and what it names.
pub struct Entry {
    pub word: &'static [u8],
    pub names: Names,
}

/// The bucket of a word by its first byte: its letter, or 26 beyond ASCII.
pub const fn bucket(byte: u8) -> Option<usize> {
    match byte | 0x20 {
        letter @ b'a'..=b'z' if byte < 0x80 => Some((letter - b'a') as usize),
        _ if byte >= 0x80 => Some(26),
        _ => None,
    }
}

/// What words say, and the words, each of which begins one in the text, in any case of ASCII; those that end with `.` are
/// whole words, with or without an `s` behind them.
const WORDS: [(Names, &str); 8] = [
    (
        Names::PHONE,
        "anruf|appel.|appeler|appelez|bel.|bellen.|call.|callback|called.|caller.|calling.|calls.|cell.|\
         cellphone|cells.|cellular|cel.|celul|cep.|chiam|contact.|contacteer|contacter.|contactez|contacto.|\
         contato.|contatt|dial.|durchwahl|dzwo.|erreich|faks.|fax.|gsm.|gọi|handy.|helpline|her at.|\
         her number.|her on.|him at.|him on.|his number.|home number.|hotline.|hubungi|hív|iện thoại|\
         joignable|joindre|komórk|kontakt.|kontaktuj|landline|ligar para|ligue para|llama.|llamar|llame.|\
         llám|me at.|me on.|meine nummer.|mi número|mob.|mobiel|mobil.|mobile.|mobiln|mobilte|mon numéro|\
         movil.|msisdn.|my number.|mòbil|móvil|nazov|new number.|office number.|our number.|pager.|ph.|\
         phone.|phonenu|portable|pozov|puh.|puhelin.|rappele|reach.|ring.|ruf.|rufnummer|sms.|soita|sună|\
         switchboard.|sĐt|sđt|t.|tel.|tele.|telef|telemov|telemó|telep|teleph|telp.|teléf|text.|texting.|\
         their number.|them at.|them on.|tlf.|tlfn.|toll free|toll-free|tél|tālr|us at.|us on.|viber.|\
         voicemail|whatsapp|work number.|your number.|zadzwo|zavol|Τηλ|αλέστε|ινητό|τηλ|Звон|Моб|Обад|\
         Тел|Факс|звон|мобильн|обад|тел|факс|התקשר|טלפון|נייד|اتصل|تلفن|تماس|جوال|محمول|موبايل|موبایل|\
         هاتف|फ़ोन|फोन|मोबाइल|ফোন|মোবাইল|มือถือ|โทร|手机|手機|拨打|携帯|撥打|电话|联系|聯絡|聯繫|致电|致電|連絡|電話|연락|전화|핸드폰|휴대",
    ),
    (
        Names::CARD,
        "american|amex.|billed.|card.|carta.|carte.|cartão|cc.|ccn.|ccnum.|charge.|credit.|debit.|\
         diners.|discover|jcb.|karte.|kort.|kreditkarte|maestro.|master.|paid.|pan.|pay.|payment.|\
         tarjeta.|unionpay|visa.",
    ),
    (Names::SSN, "itin.|soc.|social.|ss#|ss.|ssn.|taxpayer|tin."),
    (
        Names::ADDRESS,
        "addr.|address.|client.|dns.|from.|gateway.|host.|ip.|ipaddr.|ipaddress|ips.|ipv4.|localhost|\
         peer.|ping.|remote.|server.|ssh.|subnet.",
    ),
    (
        Names::ACCOUNT,
        "account.|acct.|compte.|cuenta.|konto.|page.|plz.|postal.|postcode|room.|routing.|sort.|zip.",
    ),
    (
        Names::VERSION,
        "article.|assembly|changelog|chapter.|clause.|driver.|figure.|firmware|kernel.|library.|oid.|\
         package.|paragraph|patch.|plugin.|release.|rev.|revision|sdk.|section.|upgrade.|ver.|§",
    ),
    (
        Names::OTHER,
        "amount.|asin.|awb.|barcode.|batch.|bestellung|bytes.|case.|cases.|checksum|chf.|commande|\
         commit.|consignment|crc.|customer|czk.|dkk.|doi.|duns.|duration|ean.|ean13.|ein.|epoch.|eur.|\
         factura.|facture.|fedex|gbp.|gtin.|guid.|hash.|huf.|iccid.|id.|imei.|imsi.|invoice.|isbn.|issn.|\
         item.|items.|lat.|latitude|lng.|lon.|longitude|lot.|message.|model.|msg.|nok.|nonce.|offset.|\
         order.|ordine.|parcel.|part.|pedido.|pln.|port.|ports.|price.|product.|rechnung|ref.|reference|\
         refno.|refs.|request.|seed.|sek.|sendung.|seq.|sequence|serial.|session.|shipment|size.|sku.|\
         sn.|snowflake|span.|ticket.|time.|times.|timestamp|total.|trace.|track.|tracking|transaction|\
         ts.|txn.|upc.|ups.|usd.|usps.|uuid.|waybill.",
    ),
    (Names::OTHER.or(Names::VERSION), "build.|version."),
];

const BUCKETS: usize = 27;

/// How many bytes all words have, with one before each.
const BYTES: usize = {
    let (mut bytes, mut list) = (0, 0);
    while list < WORDS.len() {
        let mut words = WORDS[list].1.as_bytes();
        while !words.is_empty() {
            let (word, rest) = split_first(words);
            words = rest;
            bytes += 1 + word.len();
        }
        list += 1;
    }
    bytes
};

/// All words, sorted by their buckets.
static ENTRIES: [u8; BYTES] = LAID_OUT.0;

/// Where the words of each bucket begin in [`ENTRIES`], and where the last ones end.
static FIRST: [u16; BUCKETS + 1] = LAID_OUT.1;

/// A bit for each hash of what a word begins with.
static GATE: [u8; GATE_BYTES] = LAID_OUT.2;

const GATE_BITS: u32 = 11;
const GATE_BYTES: usize = 1 << (GATE_BITS - 3);

/// The hash of three bytes in any case of ASCII, of which the last ones may be 0: any that goes on with no word.
const fn hash(bytes: [u8; 3]) -> usize {
    let (mut folded, mut at) = (0, 0);
    while at < bytes.len() && bytes[at] != 0 {
        folded |= ((bytes[at] | 0x20) as u32) << (at * 8);
        at += 1;
    }
    // Knuth's multiplicative hash: the top bits depend on all of them.
    (folded.wrapping_mul(0x9e37_79b1) >> (32 - GATE_BITS)) as usize
}

/// Whether a word may begin with these bytes of a text.
#[inline(always)]
pub fn may_begin([first, second, third]: [u8; 3]) -> bool {
    let is_open = |bytes| {
        let hash = hash(bytes);
        GATE[hash >> 3] >> (hash & 7) & 1 != 0
    };
    is_open([first, second, third])
        || (first >= 0x80 || !third.is_ascii_lowercase()) && is_open([first, second, 0])
        || !second.is_ascii_lowercase() && is_open([first, 0, 0])
}

/// What stands for a word in the gate: three of its bytes, or the letters of one that is shorter.
const fn lead(word: &[u8]) -> [u8; 3] {
    match *word {
        [first, b'.'] => [first, 0, 0],
        [first, second, b'.'] => [first, second, 0],
        [first, second, third, ..] => [first, second, third],
        // A sign beyond ASCII.
        [first @ 0x80..=0xff, second] => [first, second, 0],
        _ => panic!("a short word ends with a point"),
    }
}

/// What the words of each list name.
static NAMES: [Names; WORDS.len()] = {
    let (mut names, mut list) = ([Names::NONE; WORDS.len()], 0);
    while list < WORDS.len() {
        names[list] = WORDS[list].0;
        list += 1;
    }
    names
};

const LAID_OUT: ([u8; BYTES], [u16; BUCKETS + 1], [u8; GATE_BYTES]) = {
    let (mut entries, mut first, mut gate) = ([0; BYTES], [0; BUCKETS + 1], [0; GATE_BYTES]);
    let (mut end, mut of) = (0, 0);
    while of < BUCKETS {
        let mut list = 0;
        while list < WORDS.len() {
            let mut words = WORDS[list].1.as_bytes();
            while !words.is_empty() {
                let (word, rest) = split_first(words);
                words = rest;
                if first_bucket(word) == of {
                    end = write_word(&mut entries, end, list, word);
                    let hash = hash(lead(word));
                    gate[hash >> 3] |= 1 << (hash & 7);
                }
            }
            list += 1;
        }
        of += 1;
        first[of] = end as u16;
    }
    (entries, first, gate)
};

/// The words of a bucket.
#[inline(always)]
pub fn entries(bucket: usize) -> impl Iterator<Item = Entry> {
    let words = Words::new(&ENTRIES[FIRST[bucket] as usize..FIRST[bucket + 1] as usize]);
    words.map(|(list, word)| Entry { word, names: NAMES[list] })
}

const fn first_bucket(word: &[u8]) -> usize {
    match bucket(word[0]) {
        Some(bucket) => bucket,
        None => panic!("a word begins with a letter"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_lets_every_word_pass_in_any_case_and_whatever_follows() {
        for Entry { word, .. } in (0..BUCKETS).flat_map(entries) {
            let whole = word.strip_suffix(b".").unwrap_or(word);
            for follows in [" ", ":", "No", "9", ""] {
                for written in [whole.to_vec(), whole.to_ascii_uppercase()] {
                    let mut text = [&written, follows.as_bytes()].concat();
                    text.resize(text.len().max(3), 0);
                    assert!(may_begin([text[0], text[1], text[2]]), "{}", text.escape_ascii());
                }
            }
        }
        assert!([b"zzz", b"qqq", b"xyx"].iter().any(|other| !may_begin(**other)));
    }
}
