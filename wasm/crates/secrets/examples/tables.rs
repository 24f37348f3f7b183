//! Writes the tables to a file, to measure their compressed size: `cargo run --example tables FILE`

fn main() {
    let tables = snapwall_compiler::build_secrets(include_str!("../../../data/secrets.json"));
    std::fs::write(std::env::args().nth(1).expect("a file"), tables).expect("a writable file");
}
