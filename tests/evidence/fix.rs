//! `verify --fix`: what it rewrites, what it leaves, and that nothing can leave half a file.

use std::fs;
use std::time::{Duration, Instant};

use crate::case::Case;

#[test]
fn only_the_numbers_change_and_only_once() {
    let case = Case::new(3, None, &[(0, "gave 44"), (1, "million"), (7, "艾达")]);
    case.hold("Ada gave 44 million 艾达");
    let before = case.get("claims/letter.json");
    assert_eq!(
        case.run(&["check"]).status,
        2,
        "evidence lies beyond the declared end"
    );
    let outcome = case.run(&["verify", "--fix"]);
    assert_eq!(outcome.status, 0, "{}{}", outcome.out, outcome.err);
    let after = case.get("claims/letter.json");
    let expected = before
        .replace("\"end\":7 , \"start\" : 0}", "\"end\":11 , \"start\" : 4}")
        .replace("\"end\":8 , \"start\" : 1}", "\"end\":19 , \"start\" : 12}")
        .replace("\"end\":9 , \"start\" : 7}", "\"end\":22 , \"start\" : 20}");
    assert_eq!(after, expected);
    assert!(case.get("sources.json").contains("\"code_points\": 22"));
    assert_eq!(case.run(&["check"]).status, 0);
    assert_eq!(case.run(&["verify"]).status, 0);

    let modified = fs::metadata(case.path("claims/letter.json"))
        .unwrap()
        .modified()
        .unwrap();
    let again = case.run(&["verify", "--fix"]);
    assert!(again.out.ends_with("files rewritten: 0\n"), "{}", again.out);
    assert_eq!(
        fs::metadata(case.path("claims/letter.json"))
            .unwrap()
            .modified()
            .unwrap(),
        modified
    );
}

#[test]
fn what_needs_a_choice_is_left_and_so_is_the_digest() {
    let sha256 = "0".repeat(64);
    let case = Case::new(40, Some(&sha256), &[(0, "Ada gave"), (3, "nobody")]);
    case.hold("Then Ada gave");
    let outcome = case.run(&["verify", "--fix"]);
    assert_eq!(outcome.status, 2);
    let claims = case.get("claims/letter.json");
    assert!(
        claims.contains("\"start\" : 5}") && claims.contains("\"start\" : 3}"),
        "{claims}"
    );
    let sources = case.get("sources.json");
    assert!(
        sources.contains(&sha256) && sources.contains("\"code_points\": 40"),
        "{sources}"
    );
}

#[test]
fn the_digest_follows_a_text_in_which_all_stands() {
    let case = Case::new(3, Some(&"0".repeat(64)), &[(0, "abc")]);
    case.hold("abc");
    assert_eq!(case.run(&["verify"]).status, 2);
    assert_eq!(case.run(&["verify", "--fix"]).status, 0);
    let sources = case.get("sources.json");
    assert!(sources.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new(20, None, &[(0, "gave")]);
    case.hold("Ada gave");
    let path = case.path("claims/letter.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
    assert_eq!(case.run(&["verify", "--fix"]).status, 0);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o604
    );
}

/// Kills the program at moments spread over the time it takes, the last ones among the writing.
#[cfg(unix)]
#[test]
fn a_kill_leaves_the_old_file_or_the_new_one() {
    let words: Vec<String> = (0..1200).map(|number| format!("word{number:04}")).collect();
    let text = format!("before {}", words.join(" "));
    let evidence: Vec<(usize, &str)> = words
        .iter()
        .enumerate()
        .map(|(number, word)| (number * 9, word.as_str()))
        .collect();
    let case = Case::new(text.chars().count(), None, &evidence);
    case.hold(&text);
    let old = case.get("claims/letter.json");
    let begun = Instant::now();
    assert_eq!(case.run(&["verify", "--fix"]).status, 0);
    let whole_run = begun.elapsed();
    let new = case.get("claims/letter.json");
    assert_ne!(old, new);

    let mut random = 0x2545_f491_u64;
    let (mut olds, mut news) = (0, 0);
    for _ in 0..60 {
        case.put("claims/letter.json", &old);
        let mut child = case
            .command(&["verify", "--fix", "--output", "/dev/null"])
            .spawn()
            .unwrap();
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let share = (random >> 33) % 1000;
        std::thread::sleep(Duration::from_nanos(
            u64::try_from(whole_run.as_nanos()).unwrap() * share / 1000,
        ));
        child.kill().unwrap();
        child.wait().unwrap();
        match case.get("claims/letter.json") {
            text if text == old => olds += 1,
            text if text == new => news += 1,
            text => panic!(
                "{} bytes are neither the old file nor the new one",
                text.len()
            ),
        }
        assert_eq!(
            case.run(&["check"]).status,
            0,
            "what a kill leaves behind is no data"
        );
    }
    eprintln!("killed 60 times: {olds} old, {news} new");
}
