use snapwall_compiler::build_secrets;
use snapwall_secrets::{Tables, find};

fn found(text: &str) -> Vec<(String, String)> {
    let bytes = build_secrets(include_str!("../../../data/secrets.json"));
    let tables = Tables::new(&bytes);
    let mut all = Vec::new();
    find(text.as_bytes(), tables, &mut |secret| {
        all.push((tables.id(secret.rule).to_owned(), text[secret.start..secret.end].to_owned()));
    });
    all
}

#[test]
fn a_token_is_found_where_it_stands() {
    let token = format!("ghp_{}", "q8Zr1xVb0Ls9Kd7Fw2Tn".repeat(2).split_at(36).0);
    for text in [format!("export TOKEN={token};"), token.clone(), format!("[\"{token}\\n\"]")] {
        assert_eq!(found(&text), [("github-personal-access-token".to_owned(), token.clone())], "{text}");
    }
    assert_eq!(found(&token[..39]), []);
    let token = format!("{}.atlasv1.{}", "q8Zr1xVb0Ls9Kd", "q8Zr1xVb0Ls9Kd7Fw2Tn".repeat(3));
    assert_eq!(found(&format!("\t{token}\n"))[0].1, token);
}
