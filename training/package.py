"""Step 8: one .argosmodel for each pair, and the starter folder that ships with the program.

Writes work/packages/translate-PAIR-VERSION.argosmodel, and into work/starters/ what goes into
reader/starters as it is: in the folder that `folder` of the settings names, if any. Their
`sentencepiece.model` cuts a source into pieces and puts a target together, which is all that
Argos asks of it; `target.spm` cuts text of the target, as terms of a glossary are. Beside the model
lies the list of the words that it was trained on: others in its English are made up.
"""

from __future__ import annotations

import json
import lzma
import re
import shutil
import zipfile
from pathlib import Path

from common import read_pairs, tag
from sentencepiece import sentencepiece_model_pb2 as proto

TOKENIZERS = ("sentencepiece.model", "target.spm")
WORDS = "words.txt.xz"
SMALL = re.compile(r"(?<![\w'’])[a-z]{2,}(?!\w)")
FIRST = re.compile(r'"?([A-Z][a-z]+)(?!\w)')


def merged(source: bytes, target: bytes) -> bytes:
    """The source's pieces, and the target's for decoding only: unused ones are never cut."""
    model, other = (proto.ModelProto.FromString(data) for data in (source, target))
    kinds = proto.ModelProto.SentencePiece
    known = {piece.piece for piece in model.pieces}
    for piece in other.pieces:
        if piece.piece not in known:
            kind = kinds.BYTE if piece.type == kinds.BYTE else kinds.UNUSED
            model.pieces.add(piece=piece.piece, score=piece.score, type=kind)
    model.trainer_spec.byte_fallback = any(p.type == kinds.BYTE for p in model.pieces)
    model.trainer_spec.vocab_size = len(model.pieces)
    return model.SerializeToString()


def words_of(work: Path) -> set[str]:
    """The English words of all text that is trained on, in small letters; of names, none.

    A word with a capital counts where a text begins with it.
    """
    words: set[str] = set()
    for path in (work / "pairs").glob("*.tsv"):
        if path.name.startswith("names."):
            continue
        for _, english in read_pairs(path):
            words.update(SMALL.findall(english))
            if first := FIRST.match(english):
                words.add(first[1].lower())
    return words


def folder_of(config: dict, starters: Path) -> Path:
    """Where the settings' model lies in a folder of starters, which may have several models."""
    return starters / config["package"].get("folder", "")


def direction(config: dict, language: str) -> tuple[str, str]:
    """Source and target of the package of one of the settings' languages."""
    return config.get("source", language), config.get("target", language)


def metadata(config: dict, language: str) -> dict:
    """What Argos Translate reads about a package."""
    package, (source, target) = config["package"], direction(config, language)
    return {
        "package_version": package["version"],
        "argos_version": package["argos_version"],
        "from_code": source,
        "from_name": package["names"][source],
        "to_code": target,
        "to_name": package["names"][target],
        **({"target_prefix": tag(language)} if "source" in config else {}),
        "starter": True,
        "attention_lag": 1,
        "low_score": package["low_score"][language],
        **package.get("decode", {}).get(language, {}),
        "description": package["description"],
    }


def pack(config: dict, starters: Path, language: str, folder: Path) -> Path:
    """The package of one language from its model's folder of starters, as Argos takes it."""
    version = config["package"]["version"].replace(".", "_")
    pair = "_".join(direction(config, language))
    name = f"translate-{pair}-{version}"
    path = folder / f"{name}.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(starters / f"{pair}.json", f"{name}/metadata.json")
        for file in TOKENIZERS:
            if (starters / file).exists():
                archive.write(starters / file, f"{name}/{file}")
        for file in sorted((starters / "model").iterdir()):
            archive.write(file, f"{name}/model/{file.name}")
    return path


def main(config: dict, corpora: Path, work: Path) -> None:
    """Write the packages and the starter folder."""
    if not (work / "model/model.bin").exists():
        raise SystemExit(f"missing: {work / 'model'} (run the convert step)")
    shutil.rmtree(work / "starters", ignore_errors=True)
    starters = folder_of(config, work / "starters")
    shutil.copytree(work / "model", starters / "model")
    for path in (starters / "model").glob("*_vocabulary.json"):  # half its size without \u escapes
        vocabulary = json.loads(path.read_bytes())
        path.write_text(json.dumps(vocabulary, ensure_ascii=False, indent=0), encoding="utf-8")
    if config.get("target") == "en" and (words := words_of(work)):
        listed = "".join(f"{word}\n" for word in sorted(words)).encode()
        (starters / "model" / WORDS).write_bytes(lzma.compress(listed, preset=9))
    source, pieces = ((work / f"{side}.spm").read_bytes() for side in ("source", "target"))
    for name, data in zip(TOKENIZERS, (merged(source, pieces), pieces), strict=True):
        (starters / name).write_bytes(data)
    (work / "packages").mkdir(exist_ok=True)
    for language in config["languages"]:
        text = json.dumps(metadata(config, language), ensure_ascii=False, indent=2) + "\n"
        name = "_".join(direction(config, language))
        (starters / f"{name}.json").write_text(text, encoding="utf-8")
        path = pack(config, starters, language, work / "packages")
        print(f"{path.name}: {path.stat().st_size} bytes")
