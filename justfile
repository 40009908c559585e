# What a developer runs. `just` alone lists it.

_list:
    @just --list

# The tools that the other recipes need
setup:
    rustup component add rustfmt clippy
    cargo install --locked cargo-insta cargo-deny cargo-fuzz

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
        cargo test --release --locked --test integration -- --nocapture oracle::

# Fuzz a target (fuzz/README.md): rules, format, table, application, evaluate, made
fuzz target seconds="600":
    mkdir -p fuzz/corpus/{{target}}
    cargo fuzz run -s none {{target}} fuzz/corpus/{{target}} tests/fuzz/{{target}} rules tests/suite -- \
        -max_total_time={{seconds}} -timeout=1 -rss_limit_mb=256 -max_len=8192 -dict=tests/fuzz/rules.dict

# Keep the fewest inputs that reach what a target's runs have reached
fuzz-keep target:
    mkdir -p fuzz/kept/{{target}}
    cargo fuzz run -s none {{target}} fuzz/kept/{{target}} tests/fuzz/{{target}} fuzz/corpus/{{target}} rules tests/suite -- \
        -set_cover_merge=1 -timeout=1 -max_len=8192
    cp -n fuzz/kept/{{target}}/* tests/fuzz/{{target}}/
