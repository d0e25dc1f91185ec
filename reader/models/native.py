"""OPUS-MT's own archives, as Marian wrote them, made into models for CTranslate2.

`decoder.yml` names the weights (`*.npz`) and the vocabularies (`*.yml`); `source.spm` and
`target.spm` are the tokenizers. CTranslate2's converter does the work, with numpy alone. It
believes what it reads, so that names and sizes are looked at first.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

from reader.errors import DragomanError, InvalidPackage
from reader.models import ct2_file

CONFIG = "decoder.yml"
_CONFIG_BYTES = 1 << 16
_VOCABULARY_BYTES = 64 << 20
_MAX_BYTES = 4 << 30
_MAX_RATIO = 100
_FREE_BYTES = 16 << 20


def is_native(folder: Path) -> bool:
    """Whether a folder holds a model as Marian wrote it."""
    return (folder / CONFIG).is_file() and any(folder.glob("*.npz"))


def convert(folder: Path, destination: Path) -> None:
    """Convert the model in a folder into a new one, in int8, its tokenizers beside it.

    Raises:
        InvalidPackage: it is damaged, or not a model that CTranslate2 can run.
        DragomanError: it cannot be written.
    """
    weights, vocabularies = _named_files(folder)
    _check_weights(weights)
    for path in vocabularies:
        if path.stat().st_size > _VOCABULARY_BYTES:
            raise InvalidPackage(f"{path}: larger than any vocabulary")
    from ctranslate2.converters import MarianConverter

    try:
        converter = MarianConverter(str(weights), [str(path) for path in vocabularies])
        converter.convert(str(destination), quantization="int8")
    except OSError as error:
        raise DragomanError(f"cannot convert {weights}: {error.strerror or error}") from None
    except MemoryError:
        raise DragomanError(f"not enough memory to convert {weights}") from None
    except Exception as error:  # whatever a damaged file makes the converter and numpy raise
        said = " ".join(str(error).split()) or type(error).__name__
        raise InvalidPackage(
            f"{weights}: CTranslate2 cannot convert it ({said[:200]}); fetch it again, or choose "
            "another"
        ) from None
    for name in ("source.spm", "target.spm"):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, destination / name)
    if not (destination / "source.spm").is_file():
        raise InvalidPackage(
            f"{folder}: no source.spm; models with byte pairs (source.bpe) are not supported"
        )
    assert (destination / ct2_file.NAME).is_file()


def _named_files(folder: Path) -> tuple[Path, list[Path]]:
    import yaml

    path = folder / CONFIG
    try:
        if path.stat().st_size > _CONFIG_BYTES:
            raise InvalidPackage(f"{path}: larger than any model's")
        config: Any = yaml.safe_load(path.read_bytes())
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())[:120]
        raise InvalidPackage(f"{path}: cannot be read ({said}); fetch it again") from None
    if not isinstance(config, dict):
        raise InvalidPackage(f"{path}: not a configuration; fetch it again")

    def files(key: str) -> list[Path]:
        names = config.get(key)
        if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
            raise InvalidPackage(f"{path}: no {key}; fetch it again")
        paths = [folder / name for name in names]
        for name, file in zip(names, paths, strict=True):
            if name != Path(name).name or file.is_symlink() or not file.is_file():
                raise InvalidPackage(f"{path}: {name!r} is not a file beside it; fetch it again")
        return paths

    return files("models")[0], files("vocabs")


def _check_weights(path: Path) -> None:
    """An `.npz` is a zip: it may be a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InvalidPackage(f"{path}: damaged ({error}); fetch it again") from None
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if unpacked > min(_MAX_BYTES, max(_FREE_BYTES, packed * _MAX_RATIO)):
        raise InvalidPackage(f"{path}: unpacks to far more than weights have (a zip bomb)")
