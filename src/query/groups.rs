//! Claims grouped by something that each has one of, laid end to end.

use rayon::prelude::*;

use crate::graph::Graph;
use crate::model::{Claim, ClaimId, Handle};

/// The claims of each handle, in the order of the data.
pub(super) struct Groups {
    starts: Vec<u32>,
    claims: Vec<ClaimId>,
}

impl Groups {
    /// Groups the claims of a graph by one of so many handles; a counting sort in two passes.
    pub fn of<H: Handle>(graph: &Graph, handles: usize, by: impl Fn(&Claim) -> H + Sync) -> Self {
        let claims = &graph.case().claims;
        let ids: Vec<ClaimId> = claims.handles().collect();
        let by = |id: &ClaimId| by(&claims.get(*id)).index() as u32;
        let handle_of: Vec<u32> = ids.par_iter().with_min_len(1 << 12).map(by).collect();
        let mut starts = vec![0_u32; handles + 1];
        for handle in &handle_of {
            starts[*handle as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut grouped = ids.clone();
        for (id, handle) in ids.iter().zip(&handle_of) {
            let slot = &mut next[*handle as usize];
            grouped[*slot as usize] = *id;
            *slot += 1;
        }
        Self {
            starts,
            claims: grouped,
        }
    }

    /// Returns the claims of a handle.
    pub fn get(&self, handle: impl Handle) -> &[ClaimId] {
        let index = handle.index();
        &self.claims[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}
