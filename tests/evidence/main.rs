//! `verify` and `scan` through the program, on cases and texts that the tests make, and on the article where it is held.

mod accuracy;
mod article;
mod case;
mod context;
mod figures;
mod fix;
mod forms;
mod properties;
mod scan;
mod verify;
