"""Step 8: one .argosmodel for each pair, and the starter folder that ships with the program.

Writes work/packages/translate-LL_en-VERSION.argosmodel and work/starters/.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path


def metadata(config: dict, language: str) -> dict:
    """What Argos Translate reads about a package."""
    package, target = config["package"], config["target"]
    return {
        "package_version": package["version"],
        "argos_version": package["argos_version"],
        "from_code": language,
        "from_name": package["names"][language],
        "to_code": target,
        "to_name": package["names"][target],
        "starter": True,
        "attention_lag": 1,
        "description": package["description"],
    }


def main(config: dict, corpora: Path, work: Path) -> None:
    """Write the packages and the starter folder."""
    if not (work / "model/model.bin").exists():
        raise SystemExit(f"missing: {work / 'model'} (run the convert step)")
    starters, target = work / "starters", config["target"]
    shutil.rmtree(starters, ignore_errors=True)
    shutil.copytree(work / "model", starters / "model")
    shutil.copy(work / "sentencepiece.model", starters)
    (work / "packages").mkdir(exist_ok=True)
    for language in config["languages"]:
        text = json.dumps(metadata(config, language), ensure_ascii=False, indent=2) + "\n"
        (starters / f"{language}_{target}.json").write_text(text, encoding="utf-8")
        name = f"translate-{language}_{target}-{config['package']['version'].replace('.', '_')}"
        path = work / f"packages/{name}.argosmodel"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{name}/metadata.json", text)
            archive.write(work / "sentencepiece.model", f"{name}/sentencepiece.model")
            for file in sorted((work / "model").iterdir()):
                archive.write(file, f"{name}/model/{file.name}")
        print(f"{path.name}: {path.stat().st_size} bytes")
