"""Write docs/aturan from the rules. Run after changing a rule: python tools/build_rule_pages.py."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "aturan"

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from lke_docs.check import all_rules  # noqa: E402 - the checkout beside this file comes first
from lke_docs.portfolio.unit_rules import UNIT_RULES  # noqa: E402
from lke_docs.report.rule import index, page  # noqa: E402


def pages() -> dict[str, str]:
    """Every page by its file name."""
    rules = (*all_rules(), *UNIT_RULES)
    return {"README.md": index(rules)} | {f"{rule.code}.md": page(rule) for rule in rules}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(wanted)} pages in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
