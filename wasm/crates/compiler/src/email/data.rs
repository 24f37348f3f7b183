//! The content of `wasm/data/email.json`.

use jsonc_parser::ast::Value;

use crate::reader;

/// Names by list, all in lower case and ASCII. Lists that are stored as hashes contain no duplicates.
#[derive(Clone, Debug, Default)]
pub struct EmailLists {
    pub disposable: Vec<String>,
    pub free: Vec<String>,
    pub roles: Vec<String>,
    pub top_level: Vec<String>,
    pub relays: Vec<String>,
    pub real: Vec<String>,
    /// Most popular first.
    pub popular: Vec<String>,
    pub endings: Vec<String>,
}

impl EmailLists {
    /// Parses `email.json`.
    ///
    /// # Panics
    /// When it is malformed: it is part of the product, and its tests read it.
    pub fn parse(text: &str) -> Self {
        let Ok(Some(Value::Object(lists))) = reader::parse(text) else { panic!("lists are an object") };
        let names = |key: &str| {
            let list = lists.get_array(key).unwrap_or_else(|| panic!("array {key}"));
            let name = |value: &Value| value.as_string_lit().expect("a string").value.clone().into_owned();
            list.elements.iter().map(name).collect()
        };
        EmailLists {
            disposable: names("disposable"),
            free: names("free"),
            roles: names("roles"),
            top_level: names("topLevel"),
            relays: names("relays"),
            real: names("real"),
            popular: names("popular"),
            endings: names("endings"),
        }
    }
}
