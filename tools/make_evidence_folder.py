"""Make the evidence folder of an invented office, with its sheet and the key: what proves what, and what is wrong.

`python -m tools.make_evidence_folder --seed 7 --output DIR [--small]` writes DIR/lke.xlsx, DIR/bukti/ and DIR/kunci.json.
One seed gives one agency, one custom of folders and one set of faults, always the same bytes; `--small` has about 60
digital files. Every name, number and office is invented.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from tools.bed.make import build


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    if options.output.exists() and any(options.output.iterdir()):
        parser.error(f"{options.output} is not empty")
    options.output.mkdir(parents=True, exist_ok=True)
    start = time.process_time()
    key = build(options.seed, options.output, small=options.small)
    kinds = Counter(entry["read"] for entry in key["files"])
    print(
        f"{key['office']}: {len(key['files'])} files {dict(kinds)}, {len(key['claims'])} claims, folders as {key['custom']!r}"
    )
    print(f"faults: {dict(Counter(fault['kind'] for fault in key['faults']))}")
    print(f"{time.process_time() - start:.1f} CPU s")


if __name__ == "__main__":
    main()
