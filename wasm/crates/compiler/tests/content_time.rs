//! The policy's own patterns take time linear in the text. Alone in its file, so that it runs alone.

mod judge;

use judge::content::Content;
use snapwall_abi::*;
use snapwall_growth::shortest;

#[test]
fn patterns_take_time_linear_in_the_text() {
    // Each byte may start a match that runs to its limit and fails.
    let mut content = Content::new(r#"{"sensitive": {"custom": {"x": "a{2,250}b", "y": "\\b[a-z]{3}\\b"}}}"#);
    let time = |content: &mut Content, bytes: usize| {
        let text = vec![b'a'; bytes];
        let room = CAPACITY_INPUT_BYTES - CONTENT_WORDS * 4;
        shortest(3, || _ = content.text(&text, room))
    };
    let (short, long) = (time(&mut content, 60_000), time(&mut content, 960_000));
    assert!(long / short < 16.0 * 2.5, "16 times the text took {} times as long", long / short);
}
