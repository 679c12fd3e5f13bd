//! Commands as people type them: what they print and the code they end with, written down in `tests/cmd/`. What they do is tested below them;
//! here is only the surface. `TRYCMD=overwrite cargo test commands` writes the files anew, to be read before they are kept.

#[test]
fn commands_print_what_is_written_down() {
    trycmd::TestCases::new()
        // Help is cut to the width of the terminal, and a log would stand between the lines.
        .env("COLUMNS", "100")
        .env("RUST_LOG", "off")
        .case("tests/cmd/*.md")
        .case("tests/cmd/*.toml");
}
