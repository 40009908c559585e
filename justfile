# What a developer runs. `just` alone lists it.

_list:
    @just --list

# The tools that the other recipes need
setup:
    rustup component add rustfmt clippy
    cargo install --locked cargo-insta cargo-deny

# Decide the example
example:
    cargo run --release -- evaluate rules/projektbidrag-malmo/cases/nsoe-2021-10-12.json

# Run the tests
test:
    cargo test --locked

# Everything that must hold before a change is taken in
check:
    .ci/run

# Check the shipped rules
rules:
    cargo run -- check

# Which alterations of the shipped rules no case notices
mutate:
    cargo run -- mutate rules --modules

# Test the shipped rules' cases, examples and texts of decisions
cases:
    cargo run -- test

# Accept changed texts of decisions, with what changed and why; then the other snapshots, one by one
snapshot:
    cargo run -- test --update
    cargo insta test --review

# Licences and advisories of the dependencies
deny:
    cargo deny check

# Format the code
fmt:
    cargo fmt

# Decide so many random applications a second time, by another evaluator, and compare
differential count="1000000" from="0":
    REKVISIT_DIFFERENTIAL={{count}} REKVISIT_DIFFERENTIAL_FROM={{from}} REKVISIT_DIFFERENTIAL_COUNTS=1 \
        cargo test --release --locked --test integration -- --nocapture oracle::the_engine

# Try so many cases of each of what else the semantics promises: open facts, reasons, decisive rules, order, large numbers
proofs count="100000" from="0":
    REKVISIT_PROOFS={{count}} REKVISIT_DIFFERENTIAL_FROM={{from}} REKVISIT_DIFFERENTIAL_COUNTS=1 \
        cargo test --release --locked --test integration -- --nocapture oracle::what oracle::where oracle::a_number
