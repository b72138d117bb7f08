#!/usr/bin/env bash
# claimgraph and its peers on the same data and the same questions, in one table: benches/peers.sh [CLAIMS] [SEED]
#
# PEERS    folder of the peers' scripts (default: ../shared/peers beside this repository)
# VENV     a Python environment with the peers; made when left out, which downloads them
# WORK     where data and results go (default: target/peers); a million claims take some gigabytes
# DATA     data of the generator that is there already; made in WORK when left out
# RUNS     passes of each kind of question (default: 3), BUDGET the most seconds a peer may take for one (default: 20)
# ONLY     the peers to run, such as "rustworkx duckdb" (default: all that are installed)
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$here")"
claims="${1:-1000000}" seed="${2:-42}"
peers="$(cd "${PEERS:-$root/../shared/peers}" && pwd)"
work="${WORK:-$root/target/peers}"
mkdir -p "$work"
work="$(cd "$work" && pwd)"
data="${DATA:-$work/generated-$claims-$seed}"
imported="$work/imported-$claims-$seed"
export RUNS="${RUNS:-3}" BUDGET="${BUDGET:-20}" RESULTS="$work/results-$claims-$seed.jsonl"
: >"$RESULTS"

say() { printf '\n== %s\n' "$*" >&2; }

if [ -z "${VENV:-}" ]; then
    VENV="$work/venv"
    if [ ! -x "$VENV/bin/python" ]; then
        say "making $VENV"
        python3 -m venv "$VENV"
        "$VENV/bin/pip" install -q numpy orjson pandas networkx rustworkx igraph duckdb kuzu ladybug kglite
    fi
fi
python="$VENV/bin/python"

if [ ! -f "$data/queries.json" ]; then
    say "generating $claims claims in $data"
    "$python" "$peers/gen.py" "$claims" "$data" "$seed"
fi

say "building claimgraph"
cd "$root"
cargo build --release --quiet
cargo build --release --quiet --bench peers
claimgraph="$root/target/release/claimgraph"
bench="$(cargo build --release --quiet --bench peers --message-format json |
    "$python" -c 'import json, sys
for line in sys.stdin:
    made = json.loads(line)
    if made.get("target", {}).get("name") == "peers" and made.get("executable"): print(made["executable"])')"

say "importing"
rm -rf "$imported"
time "$claimgraph" import "$here/peers.mapping.json" "$data/entities.jsonl" "$data/claims.jsonl" --into "$imported"

say "claimgraph"
for _ in $(seq "$RUNS"); do "$bench" load "$imported" "$RESULTS"; done
# One for the bench, which is told where it lies, and one for fresh processes, which look in the cache.
export XDG_CACHE_HOME="$imported/cache"
"$claimgraph" --data "$imported" snapshot --beside
"$claimgraph" --data "$imported" snapshot
"$bench" ask "$imported" "$data/queries.json" "$RESULTS"
"$python" "$here/cold.py" "$claimgraph" "$imported" "$data/queries.json" "$RESULTS"

# A peer that is not installed or fails leaves a gap in the table, not no table.
run() {
    local module="$1" script="$2"
    case " ${ONLY:-$module} " in *" $module "*) ;; *) return 0 ;; esac
    if ! "$python" -c "import $module" 2>/dev/null; then
        say "$module is not installed: skipped"
        return 0
    fi
    say "$module"
    "$python" "$peers/$script" "$data" "${@:3}" || say "$module failed"
}
run rustworkx b_rustworkx.py
run igraph b_igraph.py
run networkx b_networkx.py
run duckdb b_duckdb.py
run kglite b_kglite.py
run kuzu b_kuzu.py kuzu
run ladybug b_kuzu.py ladybug
say "fresh processes of the peers"
"$python" "$peers/b_cold.py" "$data" || say "b_cold.py failed; it needs networkx"

"$python" "$here/table.py" "$RESULTS" "$claims" "$seed"
