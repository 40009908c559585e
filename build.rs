//! Tells Cargo that the program holds the shipped rules and the diagnostics' pages: a file that is added to them
//! rebuilds it, as a changed one does.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to Cargo")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=docs/diagnostics");
}
