//! `polarity`: one affirms what another denies.

use std::ops::ControlFlow;

use super::Context;
use super::amount::Alike;
use super::meet::{Member, Pairs, UnderWay, Visit};
use super::pair::Doubt;
use super::versions::Version;
use crate::model::{ClaimId, Polarity};

/// Returns the pairs of a version that affirms and one that denies the same: the same amount, or any.
pub(super) fn opposite(context: &Context<'_>, versions: &[Version]) -> Pairs {
    let case = context.graph.case();
    let polarity = versions[0].polarity;
    if versions.iter().all(|version| version.polarity == polarity) {
        return Pairs::default();
    }
    let members: Vec<Member<Said>> = versions
        .iter()
        .filter_map(|version| {
            let said = Said::of(version)?;
            Some(Member::version(case, version.id, version.core, said))
        })
        .collect();
    Pairs::of(context, &members, |member, under_way, visit| {
        visit_opposite(context, member, under_way, visit)
    })
}

/// What a version affirms or denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    is_denied: bool,
    /// Absent where a denial is of any amount, or where what is affirmed is the same as no amount.
    amount: Option<Alike>,
}

impl Said {
    fn of(version: &Version) -> Option<Self> {
        let known = version.quantity.filter(|quantity| !quantity.is_unknown());
        let amount = known.as_ref().and_then(Alike::of);
        let is_denied = version.polarity == Polarity::Denied;
        // Who denies a bound denies no amount that is the same.
        let says_nothing = is_denied && known.is_some() && amount.is_none();
        (!says_nothing).then_some(Self { is_denied, amount })
    }
}

fn visit_opposite(
    context: &Context<'_>,
    member: &Member<Said>,
    under_way: &UnderWay<Said>,
    visit: Visit<'_>,
) -> ControlFlow<()> {
    let case = context.graph.case();
    let Said { is_denied, amount } = member.key;
    let opposite = |amount: Option<Alike>| Said {
        is_denied: !is_denied,
        amount,
    };
    if is_denied && amount.is_none() {
        let affirmed = under_way.iter().filter(|(other, _)| !other.is_denied);
        return affirmed
            .flat_map(|(_, claims)| claims)
            .copied()
            .try_for_each(visit);
    }
    if !is_denied {
        let of_any = under_way.get(&opposite(None)).into_iter().flatten();
        of_any.copied().try_for_each(&mut *visit)?;
    }
    let Some(amount) = amount else {
        return ControlFlow::Continue(());
    };
    let (low, high) = amount.window(context.settings).into_inner();
    let quantity = |id: ClaimId| case.quantity(&case.claims.get(id));
    for (_, claims) in under_way.range(opposite(Some(low))..=opposite(Some(high))) {
        // Claims of one key have one amount.
        let amounts = claims
            .first()
            .and_then(|other| quantity(*other))
            .zip(quantity(member.id));
        if amounts.is_some_and(|(other, own)| context.settings.is_same(&other, &own)) {
            claims.iter().copied().try_for_each(&mut *visit)?;
        }
    }
    ControlFlow::Continue(())
}

/// Explains why what one version affirms and what another denies cannot both hold.
pub(super) fn explain(context: &Context<'_>, claims: [ClaimId; 2], doubt: Doubt) -> String {
    let polarity = |id: ClaimId| context.graph.case().claims.get(id).polarity;
    let [a, b] = claims;
    let (affirms, denies) = match polarity(a) {
        Polarity::Affirmed => (a, b),
        Polarity::Denied => (b, a),
    };
    format!(
        "{} affirms what {} denies{}",
        context.speaker(affirms),
        context.speaker(denies),
        doubt.words()
    )
}
