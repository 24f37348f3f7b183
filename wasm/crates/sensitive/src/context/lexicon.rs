//! The words that name numbers, by what they say a number is.

use super::Names;

/// A word and what it names.
#[derive(Clone, Copy)]
pub struct Entry {
    pub word: &'static str,
    pub names: Names,
}

/// The place of a word's first byte in [`FIRST`]: its letter, or 26 beyond ASCII.
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

const COUNT: usize = {
    let (mut count, mut list) = (0, 0);
    while list < WORDS.len() {
        let (_, mut words) = WORDS[list];
        while !words.is_empty() {
            (_, words) = split_first(words);
            count += 1;
        }
        list += 1;
    }
    count
};

/// All words, sorted by their buckets.
pub static ENTRIES: [Entry; COUNT] = {
    let mut entries = [Entry { word: "", names: Names::NONE }; COUNT];
    let (mut count, mut of) = (0, 0);
    while of < BUCKETS {
        let mut list = 0;
        while list < WORDS.len() {
            let (names, mut words) = WORDS[list];
            while !words.is_empty() {
                let (word, rest) = split_first(words);
                words = rest;
                if first_bucket(word) == of {
                    entries[count] = Entry { word, names };
                    count += 1;
                }
            }
            list += 1;
        }
        of += 1;
    }
    entries
};

/// Where the words of each bucket begin in [`ENTRIES`], and where the last ones end.
pub static FIRST: [u16; BUCKETS + 1] = {
    let (mut first, mut at) = ([0; BUCKETS + 1], 0);
    while at < COUNT {
        first[first_bucket(ENTRIES[at].word) + 1] = at as u16 + 1;
        at += 1;
    }
    let mut of = 1;
    while of <= BUCKETS {
        if first[of] == 0 {
            first[of] = first[of - 1];
        }
        of += 1;
    }
    first
};

/// For each bucket, by the low bits of their second byte, whether it has such words: most are told by them.
pub static SECONDS: [u32; BUCKETS] = {
    let (mut seconds, mut at) = ([0; BUCKETS], 0);
    while at < COUNT {
        let word = ENTRIES[at].word.as_bytes();
        // Of a word of two bytes, `t.`, the second is not its own.
        seconds[first_bucket(ENTRIES[at].word)] |= if word.len() == 2 { !0 } else { 1 << (word[1] & 31) };
        at += 1;
    }
    seconds
};

const fn first_bucket(word: &str) -> usize {
    match bucket(word.as_bytes()[0]) {
        Some(bucket) => bucket,
        None => panic!("a word begins with a letter"),
    }
}

/// The first word of a list, and the others.
const fn split_first(words: &'static str) -> (&'static str, &'static str) {
    let (bytes, mut end) = (words.as_bytes(), 0);
    while end < bytes.len() && bytes[end] != b'|' {
        end += 1;
    }
    let (word, rest) = words.split_at(end);
    (word, if rest.is_empty() { rest } else { rest.split_at(1).1 })
}
