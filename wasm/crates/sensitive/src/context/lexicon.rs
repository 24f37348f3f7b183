//! The words that name numbers, by the kind of number that they name.

use super::Names;
use crate::packed::{Words, split_first, write_word};

/// A word and what it names.
pub struct Entry {
    pub word: &'static [u8],
    pub names: Names,
}

/// The bucket of a word, by its first two bytes: the first letter, or 26 for non-ASCII bytes, and the low bits of the
/// second.
pub const fn bucket(first: u8, second: u8) -> Option<usize> {
    let letter = match first | 0x20 {
        letter @ b'a'..=b'z' if first < 0x80 => letter - b'a',
        _ if first >= 0x80 => 26,
        _ => return None,
    };
    Some(letter as usize * SECONDS + second as usize % SECONDS)
}

/// Names, and the words that give them. A word matches the beginning of a word in the text, ignoring ASCII case; with a
/// final `.` it matches only a whole word, optionally with an `s` appended.
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

/// The number of buckets per first letter.
const SECONDS: usize = 16;

const BUCKETS: usize = 27 * SECONDS;

/// The length of all words, each with a byte before it.
const BYTES: usize = {
    let (mut bytes, mut list) = (0, 0);
    while list < WORDS.len() {
        let mut words = WORDS[list].1.as_bytes();
        while !words.is_empty() {
            let (word, rest) = split_first(words);
            words = rest;
            let buckets = if matches!(word, [_, b'.']) { SECONDS } else { 1 };
            bytes += (1 + word.len()) * buckets;
        }
        list += 1;
    }
    bytes
};

/// All words, sorted by bucket.
static ENTRIES: [u8; BYTES] = LAID_OUT.0;

/// The offset in [`ENTRIES`] of each bucket, then the end of the last one.
static FIRST: [u16; BUCKETS + 1] = LAID_OUT.1;

/// The name that the words of each list give.
static NAMES: [Names; WORDS.len()] = {
    let (mut names, mut list) = ([Names::NONE; WORDS.len()], 0);
    while list < WORDS.len() {
        names[list] = WORDS[list].0;
        list += 1;
    }
    names
};

const LAID_OUT: ([u8; BYTES], [u16; BUCKETS + 1]) = {
    let (mut entries, mut first) = ([0; BYTES], [0; BUCKETS + 1]);
    let (mut bytes, mut ends) = ([0; BUCKETS], [0; BUCKETS]);
    // The first pass counts the bytes of each bucket, the second places the words.
    let mut is_counted = false;
    loop {
        let mut list = 0;
        while list < WORDS.len() {
            let mut words = WORDS[list].1.as_bytes();
            while !words.is_empty() {
                let (word, rest) = split_first(words);
                words = rest;
                let mut second = 0;
                while second < SECONDS {
                    if let Some(of) = bucket(word[0], second as u8)
                        && has_second(word, second)
                    {
                        bytes[of] += 1 + word.len();
                        if is_counted {
                            ends[of] = write_word(&mut entries, ends[of], list, word);
                        }
                    }
                    second += 1;
                }
            }
            list += 1;
        }
        if is_counted {
            break;
        }
        is_counted = true;
        let mut of = 0;
        while of < BUCKETS {
            ends[of] = first[of] as usize;
            first[of + 1] = (ends[of] + bytes[of]) as u16;
            of += 1;
        }
    }
    (entries, first)
};

/// The words of a bucket.
#[inline(always)]
pub fn entries(bucket: usize) -> impl Iterator<Item = Entry> {
    let words = Words::new(&ENTRIES[FIRST[bucket] as usize..FIRST[bucket + 1] as usize]);
    words.map(|(list, word)| Entry { word, names: NAMES[list] })
}

/// Whether a word belongs in the bucket of a second byte. A word of one letter belongs in all of them.
const fn has_second(word: &[u8], second: usize) -> bool {
    matches!(word, [_, b'.']) || word[1] as usize % SECONDS == second
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_the_bucket_of_what_it_begins_with_in_any_case_and_whatever_follows() {
        let mut all = std::vec::Vec::new();
        for of in 0..BUCKETS {
            for Entry { word, .. } in entries(of) {
                let whole = word.strip_suffix(b".").unwrap_or(word);
                for written in [whole.to_vec(), whole.to_ascii_uppercase()] {
                    let seconds = if written.len() > 1 { written[1]..=written[1] } else { 0..=255 };
                    let is_there =
                        |second| entries(bucket(written[0], second).unwrap()).any(|it| it.word == word);
                    assert!({ seconds }.all(is_there), "{}", word.escape_ascii());
                }
                all.push(word);
            }
        }
        all.sort();
        all.dedup();
        let words =
            WORDS.iter().flat_map(|(_, words)| words.split('|')).collect::<std::collections::BTreeSet<_>>();
        assert!(words.iter().all(|word| all.binary_search(&word.as_bytes()).is_ok()));
    }
}
