//! What is printed and parsed again is the same tree.

use claimgraph::cypher::syntax::parse;
use claimgraph::cypher::syntax::tree::ClauseKind;
use proptest::prelude::*;

use crate::dice::Dice;
use crate::print_query::statement;
use crate::{cases, print, tree_queries, trees};

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn expressions(seed in any::<u64>(), depth in 1..5usize) {
        let tree = trees::expr(&mut Dice::new(seed), depth);
        let text = format!("RETURN {}", print::expr(&tree));
        let parsed = parse(&text);
        let parsed = parsed.map_err(|error| TestCaseError::fail(format!("{error} in {text}")))?;
        let ClauseKind::Return(projection) = &parsed.query.head.kind[0].kind else {
            return Err(TestCaseError::fail(text));
        };
        prop_assert_eq!(&projection.items[0].kind.expression, &tree, "{}", text);
    }

    #[test]
    fn queries(seed in any::<u64>(), depth in 1..4usize) {
        let tree = tree_queries::statement(&mut Dice::new(seed), depth);
        let text = statement(&tree);
        let parsed = parse(&text);
        let parsed = parsed.map_err(|error| TestCaseError::fail(format!("{error} in {text}")))?;
        prop_assert_eq!(&parsed, &tree, "{}", &text);
        prop_assert_eq!(statement(&parsed), text);
    }
}
