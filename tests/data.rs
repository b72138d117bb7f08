//! The data that ships: its schemas are those of the types, and its evidence is what the article says.

use std::fs;
use std::path::Path;

use claimgraph::model::Case;
use claimgraph::read::SCHEMAS;

#[test]
fn schemas_are_those_of_the_types() {
    for schema in SCHEMAS.iter().chain([&claimgraph::import::SCHEMA]) {
        let path = Path::new("graph-data/schema").join(schema.file_name());
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == schema.text(),
            "{} is out of date: run `claimgraph schema --into graph-data/schema`",
            path.display()
        );
    }
}

#[test]
fn data_files_fit_their_schemas() {
    let read = |path: &Path| -> serde_json::Value {
        let text = fs::read_to_string(path).expect("a file of data");
        serde_json::from_str(&text).expect("JSON")
    };
    let validator = |name: &str| {
        let path = Path::new("graph-data/schema").join(format!("{name}.schema.json"));
        jsonschema::validator_for(&read(&path)).expect("a schema")
    };
    let fits = |name: &str, path: &Path| {
        let errors: Vec<String> = validator(name)
            .iter_errors(&read(path))
            .map(|error| error.to_string())
            .collect();
        assert!(
            errors.is_empty(),
            "{}: {}",
            path.display(),
            errors.join("; ")
        );
    };
    for case in ["graph-data", "tests/stories/harbour"].map(Path::new) {
        for name in ["kinds", "entities", "predicates", "sources"] {
            let file = case.join(format!("{name}.json"));
            if name != "kinds" || file.exists() {
                fits(name, &file);
            }
        }
        for entry in fs::read_dir(case.join("claims")).expect("a folder of claims") {
            let path = entry.expect("an entry").path();
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                fits("claims", &path);
            }
        }
    }
    let claims = validator("claims");
    let unknown_key = serde_json::json!({"claims": [{"id": "a", "subjekt": "b"}]});
    assert!(!claims.is_valid(&unknown_key));
}

#[test]
fn every_fragment_is_the_articles_text_at_its_offsets() {
    let Ok(article) = fs::read_to_string("../shared/seed/article.txt") else {
        eprintln!("skipped: the article is not at ../shared/seed/article.txt");
        return;
    };
    let code_points: Vec<char> = article.chars().collect();
    let graph = claimgraph::open("graph-data".as_ref()).expect("valid data");
    let case = graph.case();
    let mut checked = 0;
    for id in case.claims.handles() {
        for evidence in case.claims.evidence(id) {
            let there = &code_points[evidence.start() as usize..evidence.end() as usize];
            let there: String = there.iter().collect();
            assert_eq!(
                case.text(evidence.quote()),
                there,
                "{}",
                case.text(case.claims.id(id))
            );
            checked += 1;
        }
    }
    assert!(checked > 400, "only {checked} fragments");
}

#[test]
fn fragments_are_short_and_no_advert_is_quoted() {
    let graph = claimgraph::open("graph-data".as_ref()).expect("valid data");
    let case = graph.case();
    for id in case.claims.handles() {
        for quote in case.quotes(id) {
            assert!(quote.chars().count() <= 40, "{quote}");
            assert!(!quote.contains("神秘顾客"), "{quote}");
        }
    }
}

#[test]
fn everything_is_called_something_in_both_languages() {
    let graph = claimgraph::open("graph-data".as_ref()).expect("valid data");
    let case: &Case = graph.case();
    for (_, entity) in case.entities.iter() {
        for lang in ["en", "zh"] {
            let mut labels = case.spans.pairs(entity.labels);
            let labelled = labels.any(|(language, _)| case.text(language) == lang);
            assert!(labelled, "{} has no label in {lang}", case.text(entity.id));
        }
    }
    for name in ["马斯克", "Elon Musk", "musk", "埃隆·马斯克"] {
        let found = graph.names().entity(case, name).expect(name);
        assert_eq!(case.text(case.entities.get(found).id), "musk");
    }
}
