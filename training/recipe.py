"""The whole recipe, or the steps named, in order; each skips what it already has.

python training/recipe.py --work DIR [--corpora DIR] [--config FILE] [STEP ...]

Three more are run by name: `bundle` packs what another machine needs to train, `reliability`
measures how far the alignments can be relied on, `restart` begins with the packages that ship.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

STEPS = ["prepare", "names", "dictionaries", "vocabulary", "align", "encode", "train", "average"]
STEPS += ["convert", "package", "score"]


def main(arguments: list[str] | None = None) -> None:
    """Run steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(STEPS))
    parser.add_argument("--corpora", type=Path, default="corpora", help="folder of the text")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is made")
    parser.add_argument("--config", type=Path, help="settings (default: config.toml here)")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    config = importlib.import_module("common").load_config(options.config)
    options.work.mkdir(parents=True, exist_ok=True)
    for step in options.steps or STEPS:
        print(f"== {step}", flush=True)
        importlib.import_module(step).main(config, options.corpora, options.work)


if __name__ == "__main__":
    main()
