//! The program of every target: it runs the one that it is called after.
#![no_main]

use std::sync::LazyLock;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| rekvisit_fuzz::target(env!("CARGO_BIN_NAME")));

libfuzzer_sys::fuzz_target!(
    // What is made once is no part of the first input's time.
    init: TARGET(b""),
    |bytes: &[u8]| TARGET(bytes)
);
