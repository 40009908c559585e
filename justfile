# What a developer runs. `just` alone lists it.

_list:
    @just --list

# The tools that the other recipes need
setup:
    rustup component add rustfmt clippy
    cargo install --locked cargo-insta cargo-deny cargo-cyclonedx cargo-fuzz cargo-mutants

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

# Which alterations of the engine no test notices (tests/mutants/README.md): `just mutants --sample 300` in hours, all in days; it may be stopped and started again
mutants *wanted:
    #!/usr/bin/env bash
    set -euo pipefail
    work=target/mutants cargo="${CARGO:-cargo}"
    mkdir -p "$work"
    [ -d "$work/tree" ] || git worktree add --detach "$work/tree"
    [ -f "$work/list.json" ] || "$cargo" mutants --dir "$work/tree" --list --json > "$work/list.json"
    "$cargo" build --release --locked --manifest-path tests/mutants/Cargo.toml
    mutants=tests/mutants/target/release/mutants
    [ -f "$work/woven" ] || "$mutants" weave "$work"
    "$mutants" run "$work" {{wanted}}
    "$mutants" sum "$work"

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

# Licences, sources and versions of the dependencies (`cargo deny check advisories` needs the database of advisories)
deny:
    cargo deny --locked check licenses bans sources

# What the program is built from, with hashes, as CycloneDX; made anew for each version that is published. The same bytes in any folder
sbom:
    SOURCE_DATE_EPOCH=0 cargo cyclonedx --quiet --format json --spec-version 1.5 --target all --override-filename rekvisit.cdx
    mkdir -p target && sed "s#file://$PWD#file:///rekvisit#g" rekvisit.cdx.json > target/rekvisit.cdx.json
    rm rekvisit.cdx.json
    REKVISIT_SBOM="$PWD/target/rekvisit.cdx.json" cargo test --locked --test integration supply::

# The program built twice in different folders: the same bytes
bitidentical:
    #!/usr/bin/env bash
    set -euo pipefail
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    for place in one another/place; do
      mkdir -p "$folder/$place/source"
      git archive HEAD | tar -x -C "$folder/$place/source"
      (cd "$folder/$place/source" && CARGO_TARGET_DIR="$folder/$place/target" \
        RUSTFLAGS="--remap-path-prefix=$PWD=/rekvisit --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo" \
        cargo build --release --locked --bin rekvisit)
      (cd "$folder/$place/target/release" && sha256sum rekvisit) | tee "$folder/sum-${place%%/*}"
    done
    cmp "$folder/sum-one" "$folder/sum-another"

# So many decisions, by the program as it is installed and as it is tested: the same bytes
reproducible count="10000":
    cargo build --release --locked
    REKVISIT_REPRODUCIBLE={{count}} REKVISIT_REPRODUCIBLE_WITH="$PWD/target/release/rekvisit" \
        cargo test --locked --test integration -- --nocapture reproducible::decisions

# How much faster two threads decide many requisitions than one (compare with nothing else running)
threads count="200000":
    cargo build --release --locked
    REKVISIT_THREADS={{count}} REKVISIT_THREADS_WITH="$PWD/target/release/rekvisit" \
        cargo test --locked --test integration -- --nocapture batch::scaling

# How fast each stage is on shipped rules, and how cost grows (docs/performance.md); `just bench parse` those that have the word
bench *word:
    cargo bench --locked --bench stages -- {{word}}
    cargo bench --locked --bench growth -- {{word}}

# Rekvisit beside other rule engines on the same applications (benches/peers/README.md): `just peers`, `just peers rekvisit zenexpr`, `just peers all`
peers *engines="native rekvisit":
    benches/peers/run {{engines}}

# Instructions that an application takes from its bytes to its line, function by function (needs valgrind)
instructions:
    benches/peers/instructions

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

# Fuzz a target (fuzz/README.md): rules, format, table, application, evaluate, made
fuzz target seconds="600":
    mkdir -p fuzz/corpus/{{target}}
    cargo fuzz run -s none {{target}} fuzz/corpus/{{target}} tests/fuzz/{{target}} rules tests/suite -- \
        -max_total_time={{seconds}} -timeout=1 -rss_limit_mb=256 -max_len=8192 -dict=tests/fuzz/rules.dict

# Keep the fewest inputs that reach what a target's runs have reached
fuzz-keep target:
    mkdir -p fuzz/kept/{{target}}
    cargo fuzz run -s none {{target}} fuzz/kept/{{target}} tests/fuzz/{{target}} fuzz/corpus/{{target}} rules tests/suite -- \
        -set_cover_merge=1 -use_counters=0 -timeout=1 -max_len=8192
    cp -n fuzz/kept/{{target}}/* tests/fuzz/{{target}}/
