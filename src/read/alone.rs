//! One value of a record, as if the record held nothing else, to find out whether that value is at fault.

use std::iter;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;

use super::fields::Step;

/// A value at the end of a path of keys and items, each the only one at its level.
pub(super) struct Alone<'p, 'a> {
    pub path: &'p [Step<'p>],
    pub value: &'a RawValue,
}

impl<'de> Deserializer<'de> for Alone<'_, 'de> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let Some((step, path)) = self.path.split_first() else {
            return self.value.deserialize_any(visitor);
        };
        let value = self.value;
        let inner = Alone { path, value };
        match step {
            Step::Key(key) => visitor.visit_map(MapDeserializer::new(iter::once((&**key, inner)))),
            Step::Item(_) => visitor.visit_seq(SeqDeserializer::new(iter::once(inner))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        // A raw value is asked for by the name of a newtype.
        if self.path.is_empty() {
            self.value.deserialize_newtype_struct(name, visitor)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for Alone<'_, 'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
