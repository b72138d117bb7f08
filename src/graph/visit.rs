//! petgraph's `visit` traits on the graph's own storage.
//!
//! Nodes are entities and edges are the claims that have an object, from subject to object.

use std::collections::HashSet;

use petgraph::visit::{
    Data, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoEdgesDirected,
    IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCompactIndexable, NodeCount,
    NodeIndexable, Visitable,
};
use petgraph::{Directed, Direction};

use super::Graph;
use crate::model::{Claim, ClaimId, EntityId, Handle};

/// A claim as an edge.
#[derive(Debug, Clone, Copy)]
pub struct ClaimEdge {
    id: ClaimId,
    claim: Claim,
    object: EntityId,
}

impl ClaimEdge {
    /// Returns the edge of a claim, `None` when it has no object.
    pub fn of(graph: &Graph, id: ClaimId) -> Option<Self> {
        let claim = graph.case().claims.get(id);
        Some(Self {
            id,
            claim,
            object: claim.object?,
        })
    }
}

impl EdgeRef for ClaimEdge {
    type NodeId = EntityId;
    type EdgeId = ClaimId;
    type Weight = Claim;

    fn source(&self) -> EntityId {
        self.claim.subject
    }

    fn target(&self) -> EntityId {
        self.object
    }

    fn weight(&self) -> &Claim {
        &self.claim
    }

    fn id(&self) -> ClaimId {
        self.id
    }
}

impl GraphBase for Graph {
    type NodeId = EntityId;
    type EdgeId = ClaimId;
}

impl Data for Graph {
    type NodeWeight = crate::model::Entity;
    type EdgeWeight = Claim;
}

impl GraphProp for Graph {
    type EdgeType = Directed;
}

impl NodeCount for Graph {
    fn node_count(&self) -> usize {
        self.case().entities.len()
    }
}

impl NodeIndexable for Graph {
    fn node_bound(&self) -> usize {
        self.case().entities.len()
    }

    fn to_index(&self, node: EntityId) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> EntityId {
        EntityId::from_index(index)
    }
}

impl NodeCompactIndexable for Graph {}

impl Visitable for Graph {
    type Map = HashSet<EntityId>;

    fn visit_map(&self) -> Self::Map {
        HashSet::new()
    }

    fn reset_map(&self, map: &mut Self::Map) {
        map.clear();
    }
}

impl<'g> IntoNodeIdentifiers for &'g Graph {
    type NodeIdentifiers = Box<dyn Iterator<Item = EntityId> + 'g>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        Box::new(self.case().entities.handles())
    }
}

impl<'g> IntoEdgeReferences for &'g Graph {
    type EdgeRef = ClaimEdge;
    type EdgeReferences = Box<dyn Iterator<Item = ClaimEdge> + 'g>;

    fn edge_references(self) -> Self::EdgeReferences {
        let claims = self.case().claims.handles();
        Box::new(claims.filter_map(|claim| ClaimEdge::of(self, claim)))
    }
}

/// The edges at one entity, on one of its sides.
#[derive(Debug, Clone)]
pub struct Edges<'g> {
    graph: &'g Graph,
    claims: std::slice::Iter<'g, ClaimId>,
}

impl<'g> Iterator for Edges<'g> {
    type Item = ClaimEdge;

    fn next(&mut self) -> Option<ClaimEdge> {
        let graph = self.graph;
        self.claims.find_map(|claim| ClaimEdge::of(graph, *claim))
    }
}

impl<'g> IntoEdges for &'g Graph {
    type Edges = Edges<'g>;

    fn edges(self, entity: EntityId) -> Self::Edges {
        self.edges_directed(entity, Direction::Outgoing)
    }
}

impl<'g> IntoEdgesDirected for &'g Graph {
    type EdgesDirected = Edges<'g>;

    fn edges_directed(self, entity: EntityId, direction: Direction) -> Self::EdgesDirected {
        let claims = match direction {
            Direction::Outgoing => self.claims_from(entity),
            Direction::Incoming => self.claims_to(entity),
        };
        Edges {
            graph: self,
            claims: claims.iter(),
        }
    }
}

/// The entities at the other ends of an entity's edges; one with several claims comes several times.
#[derive(Debug, Clone)]
pub struct Neighbors<'g> {
    edges: Edges<'g>,
    direction: Direction,
}

impl Iterator for Neighbors<'_> {
    type Item = EntityId;

    fn next(&mut self) -> Option<EntityId> {
        let edge = self.edges.next()?;
        Some(match self.direction {
            Direction::Outgoing => edge.target(),
            Direction::Incoming => edge.source(),
        })
    }
}

impl<'g> IntoNeighbors for &'g Graph {
    type Neighbors = Neighbors<'g>;

    fn neighbors(self, entity: EntityId) -> Self::Neighbors {
        self.neighbors_directed(entity, Direction::Outgoing)
    }
}

impl<'g> IntoNeighborsDirected for &'g Graph {
    type NeighborsDirected = Neighbors<'g>;

    fn neighbors_directed(self, entity: EntityId, direction: Direction) -> Self::NeighborsDirected {
        Neighbors {
            edges: self.edges_directed(entity, direction),
            direction,
        }
    }
}
