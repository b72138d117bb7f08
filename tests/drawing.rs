//! Answers drawn over texts that try to break out of the picture, and laid out by the real Graphviz where there is one.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use claimgraph::answer::{Answer, Column, Row};
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::model::{ClaimId, EntityId, Thing};
use claimgraph::query::{Only, Picture, export};
use claimgraph::write::svg::SvgError;
use claimgraph::write::{Options, dot, svg};
use serde_json::{Value, json};

/// Texts that mean something to DOT, to its HTML-like labels, to XML or to a terminal.
const HOSTILE: [&str; 15] = [
    "\"]; evil [label=\"x",
    "back\\slash \\N \\G \\",
    "two\nlines\r\nand\ttabs",
    "<B>bold</B><TABLE>",
    "<!-- comment --> ]]>",
    "AT&T &lt; &amp; &bogus; &#0;",
    "שלום עולם",
    "reordered \u{202e}txet\u{202c} \u{2066}x\u{2069}",
    "\u{1b}[31mred\u{7}",
    "nul \0 byte",
    "not for XML: \u{fffe}\u{ffff}\u{b}",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇺🇳",
    "北京市第一中级人民法院，以及其他机构。",
    "--> /* // # {",
    "z\u{300}\u{301}\u{302}\u{303}algo",
];

/// Reads a case that has been written to a folder of its own.
fn graph(entities: Value, predicates: Value, sources: Value, claims: Value) -> Graph {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    for (name, key, records) in [
        ("entities.json", "entities", entities),
        ("predicates.json", "predicates", predicates),
        ("sources.json", "sources", sources),
        ("claims/all.json", "claims", claims),
    ] {
        fs::write(
            folder.path().join(name),
            json!({ key: records }).to_string(),
        )
        .unwrap();
    }
    let reading = claimgraph::read::read(folder.path());
    let first = reading.diagnostics.first();
    assert!(first.is_none(), "{first:?}");
    Graph::new(reading.case)
}

/// Returns a graph whose every label, quotation and unit is hostile, in a ring with a figure at each entity.
fn hostile() -> Graph {
    let long = "long ".repeat(1_000);
    let texts: Vec<&str> = HOSTILE.into_iter().chain([long.as_str()]).collect();
    let kinds = [
        "person", "group", "company", "court", "document", "event", "place",
    ];
    let labels = |text: &str| json!({ "en": text });
    let records = || texts.iter().enumerate();
    let next = |at: usize| (at + 1) % texts.len();
    let entities = records().map(|(at, text)| {
        json!({ "id": format!("e{at}"), "kind": kinds[at % kinds.len()], "labels": labels(text) })
    });
    let predicates = records().flat_map(|(at, text)| {
        [
            json!({ "id": format!("p{at}"), "kind": "relation", "labels": labels(text), "range": kinds }),
            json!({ "id": format!("f{at}"), "kind": "figure", "labels": labels(text), "range": [], "unit": "count" }),
        ]
    });
    let sources = records().map(|(at, text)| {
        json!({ "id": format!("s{at}"), "kind": "post", "labels": labels(text), "maker": format!("e{at}"),
            "text": { "code_points": 10_000 } })
    });
    let claims = records().flat_map(|(at, text)| {
        let evidence = json!([{ "start": 0, "end": text.chars().count(), "quote": text }]);
        [
            json!({ "id": format!("c{at}"), "source": format!("s{at}"), "subject": format!("e{at}"),
                "predicate": format!("p{at}"), "object": format!("e{}", next(at)), "polarity": "denied",
                "evidence": evidence }),
            json!({ "id": format!("d{at}"), "source": format!("s{}", next(at)), "subject": format!("e{at}"),
                "predicate": format!("f{at}"), "quantity": "5 a\"<&\\", "evidence": evidence }),
        ]
    });
    graph(
        entities.collect(),
        predicates.collect(),
        sources.collect(),
        claims.collect(),
    )
}

/// Returns a graph of a few companies that pay one another.
fn payments() -> Graph {
    let company = |id: &str| json!({ "id": id, "kind": "company", "labels": { "en": id.to_uppercase(), "zh": "公司" } });
    graph(
        json!([company("a"), company("b"), company("c"), company("d")]),
        json!([
            { "id": "paid", "kind": "payment", "labels": { "en": "paid", "zh": "支付" }, "range": ["company"], "unit": "currency" },
            { "id": "rivals", "kind": "relation", "labels": { "en": "competes with" }, "range": ["company"], "symmetric": true },
            { "id": "revenue", "kind": "figure", "labels": { "en": "revenue" }, "range": [], "unit": "currency" },
        ]),
        json!([
            { "id": "one", "kind": "post", "labels": { "en": "one" }, "maker": "a", "text": { "code_points": 100 } },
            { "id": "two", "kind": "post", "labels": { "en": "two" }, "maker": "b", "text": { "code_points": 100 } },
        ]),
        json!([
            { "id": "p1", "source": "one", "subject": "a", "predicate": "paid", "object": "b", "quantity": "~USD 100M", "tags": ["x"],
              "evidence": [{ "start": 0, "end": 4, "quote": "word" }] },
            { "id": "p2", "source": "two", "subject": "a", "predicate": "paid", "object": "b", "quantity": "<USD 45M", "when": "2015/2018",
              "evidence": [{ "start": 0, "end": 4, "quote": "word" }] },
            { "id": "p3", "source": "two", "subject": "a", "predicate": "paid", "object": "b", "quantity": "USD 1B", "modality": "planned", "occasion": "later",
              "evidence": [{ "start": 0, "end": 4, "quote": "word" }] },
            { "id": "r1", "source": "one", "subject": "b", "predicate": "rivals", "object": "c",
              "evidence": [{ "start": 0, "end": 4, "quote": "word" }] },
            { "id": "r2", "source": "two", "subject": "c", "predicate": "rivals", "object": "b", "polarity": "denied",
              "evidence": [{ "start": 0, "end": 4, "quote": "word" }] },
            { "id": "f1", "source": "one", "subject": "c", "predicate": "revenue", "quantity": ">=USD 1B", "tags": ["x"],
              "evidence": [{ "start": 0, "end": 4, "quote": "word" }] },
            { "id": "p4", "source": "one", "subject": "c", "predicate": "paid", "object": "d", "quantity": "unknown USD",
              "evidence": [{ "start": 0, "end": 4, "quote": "word" }] },
        ]),
    )
}

fn options<'g>(graph: &'g Graph, lang: &str) -> Options<'g> {
    Options {
        graph,
        standing: Box::leak(Box::new(Standing::new(graph, Settings::default()))),
        lang: lang.to_owned(),
        evidence: false,
        raw: false,
        width: None,
        colour: false,
    }
}

fn drawn(graph: &Graph, picture: &Picture, lang: &str) -> String {
    let mut out = Vec::new();
    dot::write(export(graph, picture), &options(graph, lang), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn claims_of(graph: &Graph, picture: &Picture) -> Vec<String> {
    let case = graph.case();
    let rows = export(graph, picture).rows.flat_map(|row| row.claims);
    rows.map(|claim| case.text(case.claims.id(claim)).to_owned())
        .collect()
}

/// Returns what Graphviz draws, or `None`, saying so, where it is not installed.
fn laid_out(drawing: &str) -> Option<String> {
    let child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: Graphviz is not installed, so no drawing was laid out");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let drawing = drawing.to_owned();
    let writing = std::thread::spawn(move || stdin.write_all(drawing.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(
        !said.contains("syntax") && !said.contains("not well-formed"),
        "{said}"
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Checks what Graphviz leaves to its input: references, characters and comments that XML allows.
fn assert_well_formed(svg: &str) {
    let mut rest = svg;
    while let Some(at) = rest.find('&') {
        rest = &rest[at + 1..];
        let name = &rest[..rest.find(';').expect("a reference ends")];
        let known = ["amp", "lt", "gt", "quot", "apos"].contains(&name);
        assert!(known || name.starts_with('#') && name != "#0", "&{name};");
    }
    let forbidden =
        |c: char| (c < ' ' && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202e}');
    assert!(!svg.contains(forbidden));
    for comment in svg.split("<!--").skip(1) {
        let (inside, _) = comment.split_once("-->").expect("a comment ends");
        assert!(!inside.contains("--"), "{inside}");
    }
}

#[test]
fn hostile_texts_stay_inside_the_picture() {
    let graph = hostile();
    let drawing = drawn(&graph, &Picture::default(), "en");
    assert!(!drawing.contains(['\0', '\u{1b}', '\u{202e}', '\r', '\t']));
    let Some(svg) = laid_out(&drawing) else {
        return;
    };
    assert_well_formed(&svg);
    assert_eq!(svg.matches("class=\"node\"").count(), HOSTILE.len() + 1);
    assert_eq!(svg.matches("class=\"edge\"").count(), HOSTILE.len() + 1);
    assert!(svg.contains("&lt;B&gt;bold&lt;/B&gt;"));
    assert!(svg.contains("AT&amp;T &amp;lt; &amp;amp;"));
    let backslashes = "back\\slash \\\u{2060}N \\\u{2060}G \\";
    assert!(svg.matches(backslashes).count() > 4, "an escape was read");
    assert!(!svg.contains("\\\\"), "a backslash was doubled");
    assert!(svg.contains("שלום עולם"));
}

#[test]
fn the_versions_of_a_fact_share_a_line_and_occasions_do_not() {
    let graph = payments();
    let drawing = drawn(&graph, &Picture::default(), "en");
    assert_eq!(drawing.matches("\"a\" -> \"b\"").count(), 2);
    assert_eq!(drawing.matches("\"b\" -> \"c\"").count(), 1);
    assert_eq!(drawing.matches("\"c\" -> \"b\"").count(), 0);
    for version in [
        "~USD 100M · A<",
        "&lt;USD 45M · B · 2015/2018<",
        "planned USD 1B · B<",
        "denied · B<",
        "revenue: &gt;=USD 1B · A<",
    ] {
        assert!(drawing.contains(version), "{version}\n{drawing}");
    }
    let legend = drawing.lines().nth(1).unwrap();
    assert!(legend.contains("company") && legend.contains("planned"));
    assert!(!legend.contains("person") && !legend.contains("pledged"));
    laid_out(&drawing);
}

#[test]
fn a_picture_speaks_the_language_asked_for() {
    let graph = payments();
    let drawing = drawn(&graph, &Picture::default(), "zh");
    for word in ["支付", "公司", "计划 USD 1B", "否认"] {
        assert!(drawing.contains(word), "{word}");
    }
    assert!(drawing.contains("competes with"), "English stands in");
    laid_out(&drawing);
}

#[test]
fn a_picture_holds_what_was_asked_for() {
    let graph = payments();
    let case = graph.case();
    let names = graph.names();
    let all = Picture::default();
    assert_eq!(
        claims_of(&graph, &all),
        ["p1", "p2", "p3", "r1", "r2", "f1", "p4"]
    );
    let only = |only| Picture {
        only: Some(only),
        ..all.clone()
    };
    assert_eq!(
        claims_of(&graph, &only(Only::Money)),
        ["p1", "p2", "p3", "p4"]
    );
    assert_eq!(claims_of(&graph, &only(Only::Relations)), ["r1", "r2"]);
    assert_eq!(claims_of(&graph, &only(Only::Figures)), ["f1"]);
    let tagged = Picture {
        tags: vec![case.pool.find("x").unwrap()],
        ..all.clone()
    };
    assert_eq!(claims_of(&graph, &tagged), ["p1", "f1"]);
    let under = Picture {
        predicates: vec![names.predicate(case, "rivals").unwrap()],
        ..all.clone()
    };
    assert_eq!(claims_of(&graph, &under), ["r1", "r2"]);
    let around = |name, depth| Picture {
        focus: Some(names.entity(case, name).unwrap()),
        depth,
        ..all.clone()
    };
    assert_eq!(claims_of(&graph, &around("a", 0)), Vec::<String>::new());
    assert_eq!(claims_of(&graph, &around("c", 0)), ["f1"]);
    assert_eq!(claims_of(&graph, &around("a", 1)), ["p1", "p2", "p3"]);
    assert_eq!(claims_of(&graph, &around("c", 1)), ["r1", "r2", "f1", "p4"]);
    assert_eq!(claims_of(&graph, &around("a", usize::MAX)).len(), 7);
    let money_around = Picture {
        only: Some(Only::Money),
        ..around("a", 3)
    };
    assert_eq!(claims_of(&graph, &money_around), ["p1", "p2", "p3"]);
}

#[test]
fn answers_without_claims_are_drawn_as_well() {
    let graph = payments();
    let rows = graph.case().entities.handles().map(|entity: EntityId| Row {
        stands_for: Some(Thing::Entity(entity)),
        cells: vec![entity.into()],
        claims: Vec::new(),
    });
    let answer = Answer::new(vec![Column::labelled("entity")], rows).with_note("a <note> & more");
    let mut out = Vec::new();
    let rows = dot::write(answer, &options(&graph, "en"), &mut out).unwrap();
    assert_eq!(rows, 4);
    let drawing = String::from_utf8(out).unwrap();
    assert!(!drawing.contains("->"));
    assert!(
        drawing.contains("packmode=\"array\""),
        "it would be one long column"
    );
    assert!(drawing.contains("a &lt;note&gt; &amp; more"));
    laid_out(&drawing);

    let nothing = Answer::new(vec![Column::labelled("entity")], std::iter::empty());
    let mut out = Vec::new();
    assert_eq!(
        dot::write(nothing, &options(&graph, "en"), &mut out).unwrap(),
        0
    );
    laid_out(std::str::from_utf8(&out).unwrap());
}

#[test]
fn a_claim_is_drawn_once_however_many_rows_rest_on_it() {
    let graph = payments();
    let row = |_| Row {
        stands_for: None,
        cells: Vec::new(),
        claims: graph.case().claims.handles().collect::<Vec<ClaimId>>(),
    };
    let answer = Answer::new(Vec::new(), (0..3).map(row));
    let mut out = Vec::new();
    assert_eq!(
        dot::write(answer, &options(&graph, "en"), &mut out).unwrap(),
        3
    );
    assert_eq!(
        String::from_utf8(out).unwrap(),
        drawn(&graph, &Picture::default(), "en")
    );
}

#[test]
fn svg_comes_whole_and_the_same_every_time() {
    let graph = payments();
    let draw = || {
        let mut out = Vec::new();
        let rows = svg::write(
            export(&graph, &Picture::default()),
            &options(&graph, "en"),
            svg::TIME,
            &mut out,
        );
        rows.map(|rows| (rows, String::from_utf8(out).unwrap()))
    };
    match draw() {
        Err(SvgError::NoGraphviz) => {
            eprintln!("skipped: Graphviz is not installed, so no SVG was made");
        }
        Err(error) => panic!("{error}"),
        Ok((rows, svg)) => {
            assert_eq!(rows, 7);
            assert!(svg.starts_with("<?xml") && svg.trim_end().ends_with("</svg>"));
            assert!(!svg.contains("Generated by"));
            assert_eq!(draw().unwrap().1, svg);
        }
    }
}

#[test]
fn crowded_pictures_leave_out_what_could_not_be_read() {
    let count = 2_500;
    let entity = |index: usize| json!({ "id": format!("e{index}"), "kind": "person", "labels": { "en": format!("<{index}>") } });
    let claim = |index: usize, to: usize| {
        json!({ "id": format!("c{index}"), "source": "s", "subject": format!("e{index}"), "predicate": "knows", "object": format!("e{to}"),
        "evidence": [{ "start": 0, "end": 4, "quote": "word" }] })
    };
    let size = |value: u8| {
        json!({ "id": format!("size{value}"), "source": "s", "subject": "e0", "predicate": "size", "quantity": format!("{value} people"),
        "evidence": [{ "start": 0, "end": 4, "quote": "word" }] })
    };
    let ring = |count: usize| {
        let knows = (0..count).map(|index| claim(index, (index + 1) % count));
        graph(
            (0..count).map(entity).collect(),
            json!([
                { "id": "knows", "kind": "relation", "labels": { "en": "knows" }, "range": ["person"] },
                { "id": "size", "kind": "figure", "labels": { "en": "size" }, "range": [], "unit": "count" },
            ]),
            json!([{ "id": "s", "kind": "post", "labels": { "en": "s" }, "maker": "e0", "text": { "code_points": 100 } }]),
            knows.chain([1, 2, 3].map(size)).collect(),
        )
    };
    let few = drawn(&ring(100), &Picture::default(), "en");
    assert!(few.contains("layout=\"sfdp\"") && few.contains(">knows<") && few.contains("tooltip"));
    assert!(
        !few.contains("splines"),
        "what is not straight takes minutes"
    );
    assert!(laid_out(&few).is_none_or(|svg| svg.contains("knows")));
    assert!(few.contains(">size: 3 people · "));
    let many = drawn(&ring(count), &Picture::default(), "en");
    assert!(
        many.contains("layout=\"sfdp\"") && !many.contains("knows") && !many.contains("tooltip")
    );
    assert!(!many.contains("more") && !many.contains("people"));
    assert_eq!(many.matches(" -> ").count(), count);

    let graph = ring(count + 1);
    let mut out = Vec::new();
    let answer = export(&graph, &Picture::default());
    let refused = svg::write(answer, &options(&graph, "en"), svg::TIME, &mut out);
    let refused = refused.expect_err("more than is laid out").to_string();
    assert!(
        refused.contains("2501 entities and 2501 lines") && refused.contains("sfdp"),
        "{refused}"
    );
    assert!(out.is_empty());
}
