"""From a fresh process to its first answer, as b_cold.py measures it of the peers: the claims about one entity.

cold.py CLAIMGRAPH FOLDER QUERIES RESULTS
"""

import json
import os
import statistics
import subprocess
import sys
import time

program, folder, queries, results = sys.argv[1:]
entity = json.load(open(queries))["nbr"][0]
times, lines = [], 0
for _ in range(int(os.environ.get("RUNS", 5))):
    start = time.perf_counter()
    ran = subprocess.run(
        [program, "--data", folder, "claims", "--about", entity, "--format", "csv"], capture_output=True, check=True
    )
    times.append(time.perf_counter() - start)
    lines = ran.stdout.count(b"\n") - 1
line = json.dumps({"peer": "claimgraph", "cold_ms": round(statistics.median(times) * 1e3, 1), "cold_lines": lines})
print(line)
with open(results, "a") as file:
    file.write(line + "\n")
