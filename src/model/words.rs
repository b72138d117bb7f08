//! Enums whose arms are words of the data format, each written in one way everywhere.

/// A fixed vocabulary: every arm has one word, used in files, flags, help and output.
pub trait Word: Copy + Sized + 'static {
    /// Every arm, in the order in which they are listed to people.
    const ALL: &'static [Self];

    /// Returns the word.
    fn as_str(self) -> &'static str;

    /// Returns the arm's number in that order, as it is kept.
    fn number(self) -> u8;

    /// Returns the arm of a number; the first arm for one that is too high.
    #[inline]
    fn of_number(number: u8) -> Self {
        let arm = Self::ALL.get(usize::from(number));
        arm.copied().unwrap_or(Self::ALL[0])
    }

    /// Returns the arm of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|arm| arm.as_str() == word)
    }
}

/// Declares an enum together with its words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$arm_meta:meta])* $arm:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$arm_meta])* $arm,)*
        }

        impl $crate::model::Word for $name {
            const ALL: &'static [Self] = &[$($name::$arm,)*];

            fn as_str(self) -> &'static str {
                match self {
                    $($name::$arm => $word,)*
                }
            }

            fn number(self) -> u8 {
                self as u8
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::model::Word::as_str(*self))
            }
        }
    };
}

pub(crate) use words;
