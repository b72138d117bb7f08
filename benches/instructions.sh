#!/usr/bin/env bash
# Counts the instructions of every hot path with valgrind, which are the same however busy the machine is, and fails where
# one takes more than 10 % more than benches/instructions.txt says: benches/instructions.sh [--write]
#
# With --write the counts become those of the file. Another compiler than the file names makes other code, so that counts
# are shown then but not judged.
set -euo pipefail
cd "$(dirname "$0")/.."
known=benches/instructions.txt
compiler="$(rustc --version)"

command -v valgrind >/dev/null || { echo "skipped, for valgrind is not installed"; exit 0; }
hot="$(cargo build --locked --release --bench hot --message-format json 2>/dev/null |
    sed -n 's/.*"name":"hot".*"executable":"\([^"]*\)".*/\1/p')"

# The instructions of a whole process that goes a path so many times.
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$hot" "$1" "$2" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

counts="$(mktemp)"
trap 'rm -f "$counts"' EXIT
echo "# $compiler" >"$counts"
failed=0
for path in $("$hot"); do
    once="$(count "$path" 1)"
    twice="$(count "$path" 2)"
    new=$((twice - once))
    echo "$path $new" >>"$counts"
    old="$(sed -n "s/^$path //p" "$known" 2>/dev/null || true)"
    change=""
    if [ -n "$old" ]; then
        change="$(awk -v new="$new" -v old="$old" 'BEGIN { printf "%+.1f %%", (new / old - 1) * 100 }')"
        if [ $((new * 100)) -gt $((old * 110)) ]; then
            change="$change, too many"
            failed=1
        fi
    fi
    printf '%-16s %12d  %s\n' "$path" "$new" "$change"
done

if [ "${1:-}" = --write ]; then
    cp "$counts" "$known"
elif [ "$(head -n 1 "$known")" != "# $compiler" ]; then
    echo "not judged: the counts that are known are those of $(head -n 1 "$known" | cut -c 3-)"
elif [ "$failed" = 1 ]; then
    echo "if the work was worth it, take the new counts with benches/instructions.sh --write"
    exit 1
fi
