//! The variables that a place in the query can see.

use crate::cypher::expression::Slot;
use crate::cypher::types::Type;

#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub name: String,
    pub slot: Slot,
    pub ty: Type,
}

/// Variables by name; a later one hides an earlier one of the same name.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    variables: Vec<Variable>,
}

impl Scope {
    pub fn declare(&mut self, name: &str, slot: Slot, ty: Type) {
        self.variables.push(Variable {
            name: name.to_owned(),
            slot,
            ty,
        });
    }

    pub fn find(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().rev().find(|v| v.name == name)
    }

    /// All visible variables, by name, without those that no text can name.
    pub fn visible(&self) -> Vec<&Variable> {
        let mut visible: Vec<&Variable> = Vec::new();
        let named = |variable: &&Variable| !variable.name.starts_with('\0');
        for variable in self.variables.iter().rev().filter(named) {
            if !visible.iter().any(|seen| seen.name == variable.name) {
                visible.push(variable);
            }
        }
        visible.sort_by(|a, b| a.name.cmp(&b.name));
        visible
    }

    /// The variable that is kept in a slot.
    pub fn holding(&self, slot: Slot) -> Option<&Variable> {
        self.variables.iter().find(|v| v.slot == slot)
    }

    /// How many variables are known, hidden ones included: a mark to return to.
    pub fn mark(&self) -> usize {
        self.variables.len()
    }

    /// Forgets the variables declared since the mark.
    pub fn forget(&mut self, mark: usize) {
        self.variables.truncate(mark);
    }
}
