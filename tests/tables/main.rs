//! Tables as other people keep them, imported through the program: their amounts, dates, names, quotation and layout.

mod cells;
#[path = "../common/mod.rs"]
mod common;
mod layout;
mod mapping;
mod names;
mod trial;
