//! Bringing in tables: a data folder made of them, or what is wrong with them.

use super::args::{Args, Format, ImportArgs};
use super::progress::Progress;
use super::{Failure, Outcome, case, output};
use crate::import::{self, ImportError, Imported, Stage};
use crate::text::{safe, shown};

/// Makes a data folder of tables, or reports every fault of the mapping and of them.
pub(super) fn import(args: &Args, asked: &ImportArgs) -> Result<Outcome, Failure> {
    let ImportArgs {
        mapping,
        tables,
        into,
    } = asked;
    case::takes_faults(args.format)?;
    case::vacant(into)?;
    let (converting, checking) = (Progress::of("converting"), Progress::of("checking"));
    let watch = |stage, done, total| match stage {
        Stage::Converting => converting.show(done, total),
        Stage::Checking => checking.show(done, total),
    };
    let made = import::import(mapping, tables, into, &watch);
    drop((converting, checking));
    match made {
        Ok(Imported { graph, remarks }) if args.format == Format::Table => {
            let (place, into) = (shown(into), case::argument(into));
            let case = graph.case();
            output::to(args.output.as_deref(), |out| {
                writeln!(
                    out,
                    "{place} is ready, with {}, {}, {} and {}.",
                    count(case.entities.len(), ["entity", "entities"]),
                    count(case.sources.len(), ["source", "sources"]),
                    count(case.predicates.len(), ["predicate", "predicates"]),
                    count(case.claims.len(), ["claim", "claims"]),
                )?;
                for remark in &remarks {
                    writeln!(out, "  {}", safe(remark))?;
                }
                writeln!(out, "Next:")?;
                writeln!(out, "  claimgraph --data {into} stats")?;
                writeln!(out, "  claimgraph --data {into} disputes")
            })?;
            Ok(Outcome::Answered)
        }
        Ok(Imported { remarks, .. }) => {
            for remark in &remarks {
                anstream::eprintln!("{}", safe(remark));
            }
            case::write_faults(args, None)?;
            Ok(Outcome::Answered)
        }
        Err(ImportError::Faults(report)) => {
            case::write_faults(args, Some(&report))?;
            Ok(Outcome::Faulty)
        }
        Err(ImportError::Question(question)) => Err(Failure::Question(question)),
        Err(ImportError::Machine(error)) => {
            Err(Failure::machine(format!("make {}", into.display()))(error))
        }
    }
}

fn count(number: usize, [one, more]: [&str; 2]) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
