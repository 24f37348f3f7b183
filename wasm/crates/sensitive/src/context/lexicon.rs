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

/// For each bucket, by the low bits of their second byte, whether it has such words: most are told by them.
pub static SECONDS: [u32; BUCKETS] = LAID_OUT.2;

/// What the words of each list name.
static NAMES: [Names; WORDS.len()] = {
    let (mut names, mut list) = ([Names::NONE; WORDS.len()], 0);
    while list < WORDS.len() {
        names[list] = WORDS[list].0;
        list += 1;
    }
    names
};

const LAID_OUT: ([u8; BYTES], [u16; BUCKETS + 1], [u32; BUCKETS]) = {
    let (mut entries, mut first, mut seconds) = ([0; BYTES], [0; BUCKETS + 1], [0; BUCKETS]);
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
                    // Of a word of two bytes, `t.`, the second is not its own.
                    seconds[of] |= if word.len() == 2 { !0 } else { 1 << (word[1] & 31) };
                }
            }
            list += 1;
        }
        of += 1;
        first[of] = end as u16;
    }
    (entries, first, seconds)
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
