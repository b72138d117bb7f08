"""The table of `peers.sh`: claimgraph beside the best peer, and whether all found the same.

table.py RESULTS CLAIMS SEED
"""

import json
import statistics
import sys

MEASURES = [
    ("load s", "load_s"),
    ("neighbours us", "nbr_us"),
    ("inflow us", "inflow_us"),
    ("trail us", "trail_us"),
    ("shortest path us", "spath_us"),
    ("contradictions s", "contra_s"),
    ("DOT s", "dot_s"),
    ("peak MB", "rss_peak_mb"),
    ("cold ms", "cold_ms"),
]
SUMS = {"nbr": 325116, "inflow": 61798, "trail": 31123, "spath": 393, "contra": 21814}

ours, peers, loads = {}, {}, []
for line in open(sys.argv[1]):
    result = json.loads(line)
    if result["peer"] == "claimgraph":
        ours.update(result)
        loads += [result["load_s"]] if "load_s" in result else []
    elif result["peer"] == "cold":
        for name, cold in result.items():
            # What reads a file of claims rather than a database of its own, and what starts and does nothing, is no peer.
            # Nor is what failed, which prints a reason where others print how many claims they found.
            if isinstance(cold, dict) and not name.startswith(("python", "grep")) and cold["out"].isdigit():
                peers.setdefault(name, {})["cold_ms"] = cold["ms"]
    else:
        peers.setdefault(result["peer"], {}).update(result)


if loads:
    ours["load_s"] = statistics.median(loads)


def shown(value):
    return "-" if value is None else f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"


def counts(result, key):
    """Whether a figure is of the whole work, done right."""
    name = key.rsplit("_", 1)[0]
    # The sum of a picture is its size, which differs.
    is_right = name == "dot" or result.get(f"{name}_chk") == ours.get(f"{name}_chk")
    return is_right and f"{name}_done" not in result


print(f"{sys.argv[2]} claims, seed {sys.argv[3]}\n")
print("| | claimgraph | best peer | | times better |")
print("|---|---|---|---|---|")
for title, key in MEASURES:
    mine = ours.get(key)
    known = [(result[key], name) for name, result in peers.items() if result.get(key) and counts(result, key)]
    best, name = min(known, default=(None, "-"))
    ratio = f"{best / mine:,.2f}" if best and mine else "-"
    print(f"| {title} | {shown(mine)} | {shown(best)} | {name} | {ratio} |")

print()
expected = SUMS if sys.argv[2:] == ["1000000", "42"] else {}
differ = False
for name in SUMS:
    want = expected.get(name, ours.get(f"{name}_chk"))
    sums = {"claimgraph": ours, **peers}
    for peer, result in sums.items():
        found = result.get(f"{name}_chk")
        if found is None or f"{name}_done" in result or found == want:
            continue
        print(f"{peer} found {name} {found}, not {want}")
        # A peer that errs is that peer's; claimgraph that errs makes the run worthless.
        differ |= peer == "claimgraph"
print("claimgraph differs" if differ else "claimgraph found what was to be found")
sys.exit(differ)
