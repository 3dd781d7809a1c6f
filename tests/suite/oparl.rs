//! The tree of OParl: what a run changes in it, and what is found in the trees of others.

mod command;
mod damages;
mod foreign;
mod judges;
mod properties;
mod tree;
mod world;
