//! The README's tour, the page on importing and the cases of `tests/cases`: each command prints what is written under it.
//!
//! `TRYCMD=overwrite cargo test --test tour` writes down what the commands print now; read the difference.

#[test]
fn commands_print_what_is_written_under_them() {
    trycmd::TestCases::new()
        .case("README.md")
        .case("docs/import.md")
        .case("tests/cases/*.md");
}
