//! Lists of findings that stay readable when everything is wrong.

/// What was found, up to [`Capped::MOST`] items; what comes after is counted only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capped<T> {
    items: Vec<T>,
    more: usize,
}

impl<T> Capped<T> {
    /// How many items are kept.
    pub const MOST: usize = 10_000;

    /// Adds an item, or counts it when there are enough.
    pub fn push(&mut self, item: T) {
        if self.items.len() < Self::MOST {
            self.items.push(item);
        } else {
            self.more += 1;
        }
    }

    /// Counts items that were found and are not kept.
    pub fn count(&mut self, more: usize) {
        self.more += more;
    }

    /// Adds what another list holds and what it counted.
    pub fn append(&mut self, other: Self) {
        self.extend(other.items);
        self.count(other.more);
    }

    /// Returns the items that are accepted; those that are only counted stay so.
    pub fn filter(self, is_accepted: impl FnMut(&T) -> bool) -> Self {
        Self {
            items: self.items.into_iter().filter(is_accepted).collect(),
            more: self.more,
        }
    }

    /// Returns whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns the items that are kept, in the order in which they came.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// Returns the first item.
    pub fn first(&self) -> Option<&T> {
        self.items.first()
    }

    /// Returns how many were found beyond those that are kept.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Returns the list with every item replaced by another.
    pub fn map<U>(self, other: impl FnMut(T) -> U) -> Capped<U> {
        Capped {
            items: self.items.into_iter().map(other).collect(),
            more: self.more,
        }
    }

    /// Returns the items that are kept.
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }
}

impl<T> Default for Capped<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            more: 0,
        }
    }
}

impl<T> Extend<T> for Capped<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T> From<Vec<T>> for Capped<T> {
    fn from(items: Vec<T>) -> Self {
        let mut capped = Self::default();
        capped.extend(items);
        capped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_is_counted() {
        let mut first = Capped::from(vec![0; 9_999]);
        first.append(Capped::from(vec![1; 10_002]));
        assert_eq!((first.iter().len(), first.more()), (10_000, 10_001));
    }
}
