//! Shapes, colours and lines.
//!
//! Fills are the "light" scheme of Paul Tol's colour-blind-safe palettes and tints of it, each with a shape of its own;
//! black text on any of them has a contrast above 7:1. Vermilion, after `#D55E00` of Okabe and Ito but dark enough for
//! text, is the colour of disputed facts alone.

use rust_decimal::prelude::ToPrimitive as _;

use crate::model::{ClaimKind, EntityKind, Modality, Quantity};

/// The fonts of a picture: one for Latin, then the usual ones for Chinese, Japanese and Korean.
pub(super) const FONTS: &str =
    "Noto Sans,Noto Sans CJK SC,Source Han Sans SC,PingFang SC,Microsoft YaHei,sans-serif";

/// The colour of text that matters less; it still stands out from every fill.
pub(super) const QUIET: &str = "#333333";

/// The colour of outlines.
pub(super) const OUTLINE: &str = "#555555";

/// How entities of one kind look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Graphviz's name of the shape.
    pub shape: &'static str,
    /// The colour inside.
    pub fill: &'static str,
    /// What is done to its corners.
    pub corners: Corners,
    /// How many outlines there are.
    pub outlines: u8,
}

/// What is done to the corners of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Corners {
    /// Nothing.
    Square,
    /// They are round.
    Round,
    /// They are cut off by a line.
    Cut,
}

/// Returns how entities of a kind look.
pub(super) fn look(kind: EntityKind) -> Look {
    let shaped = |shape, fill| Look {
        shape,
        fill,
        corners: Corners::Square,
        outlines: 1,
    };
    let boxed = |fill, corners, outlines| Look {
        shape: "box",
        fill,
        corners,
        outlines,
    };
    match kind {
        EntityKind::Person => shaped("ellipse", "#EEDD88"),
        EntityKind::Group => boxed("#F7F0CC", Corners::Round, 2),
        EntityKind::Company => boxed("#77AADD", Corners::Square, 1),
        EntityKind::Bank => boxed("#A9CCEC", Corners::Square, 2),
        EntityKind::Fund => boxed("#C4D8F0", Corners::Cut, 1),
        EntityKind::Media => shaped("folder", "#B4C8E4"),
        EntityKind::UnknownParty => shaped("diamond", "#E8E4F0"),
        EntityKind::Nonprofit => boxed("#99DDFF", Corners::Round, 1),
        EntityKind::PublicBody => boxed("#BBCC33", Corners::Square, 2),
        EntityKind::Court => shaped("house", "#DEE6A0"),
        EntityKind::Product => shaped("component", "#44BB99"),
        EntityKind::AiModel => shaped("box3d", "#8FD6C2"),
        EntityKind::OperatingSystem => shaped("tab", "#C9ECE2"),
        EntityKind::Vessel => shaped("invtrapezium", "#79CDB6"),
        EntityKind::Aircraft => shaped("triangle", "#A8E0D0"),
        EntityKind::Document => shaped("note", "#DDDDDD"),
        EntityKind::Event => boxed("#FFAABB", Corners::Cut, 1),
        EntityKind::Topic => boxed("#F7F7F7", Corners::Round, 1),
        EntityKind::Place => shaped("cds", "#CCCC66"),
        EntityKind::Address => shaped("rarrow", "#E2E2A8"),
    }
}

/// What the colour of a fact's line and words tells; what comes first is told first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// Some version of it is disputed.
    Disputed,
    /// The first of two speakers tells it, and the second does not.
    First,
    /// The second of two speakers tells it, and the first does not.
    Second,
    /// It is a payment.
    Payment,
    /// Nothing.
    Plain,
}

impl Tone {
    /// Every tone, in the order of the legend.
    pub const ALL: [Self; 5] = [
        Self::Payment,
        Self::Plain,
        Self::First,
        Self::Second,
        Self::Disputed,
    ];

    /// Returns the tone of facts of a kind when nothing else is to be told.
    pub fn of(kind: ClaimKind) -> Self {
        match kind {
            ClaimKind::Payment => Self::Payment,
            ClaimKind::Relation | ClaimKind::Figure | ClaimKind::Event | ClaimKind::Attribute => {
                Self::Plain
            }
        }
    }

    /// Returns the colour.
    pub fn colour(self) -> &'static str {
        match self {
            Self::Disputed => "#B84A00",
            Self::First => "#0067A0",
            Self::Second => "#882288",
            Self::Payment => "#117733",
            Self::Plain => "#4D4D4D",
        }
    }
}

impl Corners {
    /// Returns Graphviz's style of a node with such corners.
    pub fn style(self) -> &'static str {
        match self {
            Self::Square => "filled",
            Self::Round => "filled,rounded",
            Self::Cut => "filled,diagonals",
        }
    }

    /// Returns Graphviz's style of a table's cell with such corners, as near as it comes.
    pub fn cell(self) -> &'static str {
        match self {
            Self::Square | Self::Cut => "solid",
            Self::Round => "rounded",
        }
    }
}

/// How a line is drawn, after the way the claim is put; the firmest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line {
    /// It is or was so.
    Plain,
    /// Someone charges that it was so.
    Alleged,
    /// Someone thinks so.
    Opinion,
    /// Promised.
    Pledged,
    /// Intended.
    Planned,
    /// Required.
    Demanded,
    /// Suggested.
    Proposed,
    /// Foretold.
    Predicted,
    /// It is not so.
    Denied,
}

impl Line {
    /// Every line, that of plainly stated claims first.
    pub const ALL: [Self; 9] = [
        Self::Plain,
        Self::Alleged,
        Self::Opinion,
        Self::Pledged,
        Self::Planned,
        Self::Demanded,
        Self::Proposed,
        Self::Predicted,
        Self::Denied,
    ];

    /// Returns the line of an affirmed claim.
    pub fn of(modality: Modality) -> Self {
        match modality {
            Modality::Asserted => Self::Plain,
            Modality::Alleged => Self::Alleged,
            Modality::Opinion => Self::Opinion,
            Modality::Pledged => Self::Pledged,
            Modality::Planned => Self::Planned,
            Modality::Demanded => Self::Demanded,
            Modality::Proposed => Self::Proposed,
            Modality::Predicted => Self::Predicted,
        }
    }

    /// Returns Graphviz's style of the line.
    pub fn dashes(self) -> &'static str {
        match self {
            Self::Plain | Self::Opinion => "solid",
            Self::Alleged | Self::Pledged | Self::Planned | Self::Denied => "dashed",
            Self::Demanded | Self::Proposed | Self::Predicted => "dotted",
        }
    }

    /// Returns Graphviz's shape of the arrow's head.
    pub fn head(self) -> &'static str {
        match self {
            Self::Plain | Self::Alleged => "normal",
            Self::Opinion => "vee",
            Self::Pledged => "odiamond",
            Self::Planned | Self::Proposed => "empty",
            Self::Demanded => "diamond",
            Self::Predicted => "odot",
            Self::Denied => "tee",
        }
    }

    /// Returns the line and its head in characters, for the legend.
    pub fn sample(self) -> &'static str {
        match self {
            Self::Plain => "──▶",
            Self::Alleged => "╌╌▶",
            Self::Opinion => "──>",
            Self::Pledged => "╌╌◇",
            Self::Planned => "╌╌▷",
            Self::Demanded => "┈┈◆",
            Self::Proposed => "┈┈▷",
            Self::Predicted => "┈┈○",
            Self::Denied => "╌╌┤",
        }
    }
}

/// The width of the thinnest payment's line, in points.
pub(super) const THINNEST: f64 = 1.5;

/// Returns the width of a payment's line in points: it grows by the same step with each tenfold amount.
pub(super) fn width(quantity: &Quantity) -> f64 {
    let interval = quantity.interval;
    let bound = interval.max().or(interval.min());
    let amount = bound.and_then(|bound| bound.value.to_f64()).unwrap_or(0.0);
    let decades = amount.abs().max(1.0).log10();
    (decades * 0.65 - 2.45).clamp(THINNEST, 5.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Pool, Word as _};

    #[test]
    fn no_two_kinds_look_alike() {
        for kind in EntityKind::ALL {
            for other in EntityKind::ALL {
                assert!(kind == other || look(*kind).fill != look(*other).fill);
            }
        }
    }

    #[test]
    fn text_stands_out_from_every_fill() {
        for kind in EntityKind::ALL {
            let contrast = (luminance(look(*kind).fill) + 0.05) / (luminance(QUIET) + 0.05);
            assert!(contrast >= 4.5, "{kind}: {contrast:.2}");
        }
        for tone in Tone::ALL {
            let contrast = 1.05 / (luminance(tone.colour()) + 0.05);
            assert!(contrast >= 4.5, "{tone:?}: {contrast:.2}");
        }
    }

    /// Returns the relative luminance of a colour, as WCAG 2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn larger_payments_have_thicker_lines_within_limits() {
        let of = |text: &str| width(&Quantity::parse(text, &mut Pool::default()).unwrap());
        assert!(of("USD 1M") < of("USD 44M"));
        assert!(of("USD 44M") < of("<=USD 10B"));
        assert_eq!(of("unknown USD"), THINNEST);
        assert_eq!(of("USD 900000T"), 5.0);
    }
}
