//! Whole texts as people write them.

use super::findings;
use crate::{Place, Sensitivity};

#[test]
fn texts_of_all_sorts_are_quiet() {
    for text in [
        "Dear Sir or Madam,\n\nI'd like to update my order: please drop the table (oak, 120 x 80 cm) and insert two chairs \
         where possible. I'm available between 9 and 5, or after 7.\n\nKind regards,\nSiobhan O'Connor",
        "## Usage\n\nRun `npm install`, then:\n\n- `cat file | sort` sorts it\n- select *all* or *none*\n\n| id | name |\n|---|---|\n| 1 | x |",
        "{\"name\":\"O'Neil\",\"tags\":[\"a\",\"b\"],\"note\":\"5 > 3 and 2 < 4\",\"url\":\"https://example.com/?a=1&b=2\"}",
        "The join of two tables is a set; its union is, too. Order by phone, group by age: where is the limit?",
        "https://example.com/search?q=select+from&sort=price&page=2#results",
        "aHR0cHM6Ly9leGFtcGxlLmNvbS8/YT0xJmI9Mg==",
        "if the value is null or the count is 0, return; else (x && y) || z",
        "L'été n'est pas fini, d'accord ? « Oui », dit-elle.",
        "50% off -- today only! Use code 'SAVE' & more...",
        "20.4\n----\n\n* first release",
        "systemd-sysusers\nuses files in folders",
        "<match>\n  <test1 .../>\n  <test2 .../>\n</match>",
        "Result: &{Kim 22} 0x0",
        "--aliases=\"10.128.1.0/24;r1:/32\"",
        "// TODO: handle a == b and c != d here",
    ] {
        let found = findings(text.as_bytes(), Place::Text, Sensitivity::Balanced);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}
