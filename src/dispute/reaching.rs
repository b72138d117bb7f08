//! Among stretches of numbers that come and go, one that meets another and is of another origin.

/// Where something comes from, in two respects; what differs in both is of another origin.
pub(super) type Origin = [u32; 2];

/// Stretches by place, the places in the order of where they begin.
///
/// A tree over the places, whose nodes know how far the stretches below them reach. That a stretch be of another origin
/// than the one asked about is no reason to look at many: whatever origin is asked about, four of the stretches below a
/// node are enough to tell how far some other reaches.
#[derive(Debug)]
pub(super) struct Reaching {
    leaves: usize,
    nodes: Vec<Tips>,
}

/// How far a stretch reaches, and its origin; nothing reaches to 0.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tip {
    pub end: u32,
    pub origin: Origin,
}

type Tips = [Tip; 4];

impl Tip {
    fn is_other(&self, origin: Origin) -> bool {
        self.origin[0] != origin[0] && self.origin[1] != origin[1]
    }
}

impl Reaching {
    /// Returns so many places without stretches.
    pub fn new(places: usize) -> Self {
        let leaves = places.next_power_of_two();
        Self {
            leaves,
            nodes: vec![Tips::default(); 2 * leaves],
        }
    }

    /// Puts a stretch at a place, or takes it away.
    pub fn set(&mut self, place: usize, tip: Option<Tip>) {
        let mut node = self.leaves + place;
        self.nodes[node] = [
            tip.unwrap_or_default(),
            Tip::default(),
            Tip::default(),
            Tip::default(),
        ];
        while node > 1 {
            node /= 2;
            self.nodes[node] = merged(&self.nodes[2 * node], &self.nodes[2 * node + 1]);
        }
    }

    /// Returns the first of the places before one whose stretch reaches so far, is of another origin, and is accepted.
    pub fn find(&self, before: usize, tip: Tip, accept: &dyn Fn(usize) -> bool) -> Option<usize> {
        self.find_below(1, 0..self.leaves, before, tip, accept)
    }

    fn find_below(
        &self,
        node: usize,
        places: std::ops::Range<usize>,
        before: usize,
        tip: Tip,
        accept: &dyn Fn(usize) -> bool,
    ) -> Option<usize> {
        let may = |other: &Tip| other.end >= tip.end && other.end > 0 && other.is_other(tip.origin);
        if places.start >= before || !self.nodes[node].iter().any(may) {
            return None;
        }
        if node >= self.leaves {
            return Some(places.start).filter(|place| accept(*place));
        }
        let middle = places.start.midpoint(places.end);
        self.find_below(2 * node, places.start..middle, before, tip, accept)
            .or_else(|| self.find_below(2 * node + 1, middle..places.end, before, tip, accept))
    }
}

/// Returns, of the tips of two nodes, those that tell for any origin how far some other reaches, furthest first.
fn merged(a: &Tips, b: &Tips) -> Tips {
    let mut kept = Tips::default();
    let mut count = 0;
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while count < kept.len() {
        let ends = [&mut a, &mut b].map(|tips| tips.peek().map_or(0, |tip| tip.end));
        let next = if ends[0] >= ends[1] {
            a.next()
        } else {
            b.next()
        };
        match next {
            Some(tip) if tip.end > 0 => {
                if adds(&kept[..count], tip) {
                    kept[count] = *tip;
                    count += 1;
                }
            }
            _ => break,
        }
    }
    kept
}

/// Returns whether a tip is of another origin than some origin that all of those kept share a respect with.
fn adds(kept: &[Tip], tip: &Tip) -> bool {
    let Some(first) = kept.first() else {
        return true;
    };
    [(0, 1), (1, 0)].into_iter().any(|(respect, other)| {
        let shared = first.origin[respect];
        let mut rest = kept.iter().filter(|kept| kept.origin[respect] != shared);
        let next = rest.next().map(|kept| kept.origin[other]);
        shared != tip.origin[respect]
            && next.is_none_or(|next| {
                next != tip.origin[other] && rest.all(|kept| kept.origin[other] == next)
            })
    })
}
