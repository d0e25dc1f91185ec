"""Containers that are damaged or hostile: an error that says so, and no memory taken."""

from __future__ import annotations

import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engine.marian_file import MarianFile
from reader.engine.ssru import Network
from reader.errors import InvalidPackage
from tests import marian_writer as writer

VOCABULARY = writer.vocabulary()
PIECES = writer.pieces(VOCABULARY)
MODEL = writer.random_model(PIECES)
FLOATS, WHOLE = MODEL.data(), MODEL.data(int8=True)
HEADER = 32


def load(path: Path, data: bytes) -> Network:
    path.write_bytes(data)
    return Network(MarianFile(path), PIECES, PIECES)


def spoilt(position: int, value: int, data: bytes = FLOATS) -> bytes:
    """The container with another 64-bit number at a place."""
    return data[:position] + struct.pack("<Q", value) + data[position + 8 :]


def without(name: str) -> bytes:
    """A container that lacks a tensor."""
    model = writer.random_model(PIECES)
    del model.tensors[name]
    return model.data()


def changed(name: str, change: Callable[[np.ndarray], np.ndarray]) -> bytes:  # type: ignore[type-arg]
    """A container with a tensor that is another."""
    model = writer.random_model(PIECES)
    model.tensors[name] = change(model.tensors[name])
    return model.data()


def alone(kind: int, shape: tuple[int, ...], data: bytes, name: str = "Wemb") -> bytes:
    """A container with options and one tensor, as it is given."""
    text = "".join(f"{key}: {value}\n" for key, value in MODEL.options.items()).encode()
    return writer.container(
        [("special:model.yml", writer.BYTES, (len(text),), text), (name, kind, shape, data)]
    )


def multiplied_by(multiplier: float) -> bytes:
    return alone(writer.INT8, (PIECES, 32), bytes(PIECES * 32) + struct.pack("<f", multiplier))


HOSTILE = {
    "empty": b"",
    "a few bytes": b"model",
    "text": b"This is not a model of any kind, but it is long enough to be read." * 20,
    "a numpy archive": b"PK\x03\x04" + FLOATS,
    "version 2": spoilt(0, 2),
    "cut in the headers": FLOATS[:200],
    "cut in the names": FLOATS[: 16 + HEADER * (len(MODEL.tensors) + 1) + 40],
    "cut in the data": FLOATS[: len(FLOATS) // 2],
    "cut by a byte": FLOATS[:-1],
    "no tensors": struct.pack("<3Q", 1, 0, 0),
    "too many tensors": spoilt(8, 1 << 20),
    "far too many tensors": spoilt(8, (1 << 64) - 1),
    "a long name": spoilt(16, 1 << 40),
    "a name of nothing": spoilt(16, 0),
    "an unknown type": spoilt(24, 0x999),
    "half floats": spoilt(24, 0x402),
    "plain bytes for floats": spoilt(24, writer.BYTES),
    "many dimensions": spoilt(32, 1 << 30),
    "no dimensions": spoilt(32, 0),
    "much data": spoilt(40, (1 << 63) + 5),
    "no data": spoilt(40, 0),
    "a large shape": alone(writer.FLOAT32, (1 << 30, 1 << 30), bytes(64)),
    "a large shape whose size wraps to nothing": alone(
        writer.FLOAT32, (1 << 16, 1 << 16, 1 << 16, 1 << 16), bytes(64)
    ),
    "a large int8 shape": alone(writer.INT8, (1 << 30, 32), bytes(64)),
    "a negative shape": alone(writer.FLOAT32, (-1, -32), bytes(64)),
    "a shape of nothing": alone(writer.FLOAT32, (0, 32), bytes(64)),
    "int8 without its multiplier": alone(writer.INT8, (PIECES, 32), bytes(PIECES * 32)),
    "int8 by nothing": multiplied_by(0.0),
    "int8 by less than nothing": multiplied_by(-3.0),
    "int8 by no number": multiplied_by(float("nan")),
    "int8 by next to nothing": multiplied_by(1e-44),
    "a name with a line break": alone(writer.FLOAT32, (1, 1), bytes(4), "W\nemb"),
    "a tensor twice": alone(writer.BYTES, (1,), b"a", "special:model.yml"),
    "no options": writer.container([("Wemb", writer.FLOAT32, (1, 1), bytes(4))]),
    "options of another type": writer.container(
        [("special:model.yml", writer.FLOAT32, (1, 1), bytes(4))]
    ),
    "no embeddings": without("Wemb"),
    "no output bias": without("decoder_ff_logit_out_b"),
    "no recurrence": without("decoder_l2_rnn_Wf"),
    "no norm": without("encoder_l1_ffn_ffn_ln_scale"),
    "a matrix the wrong way": changed("encoder_l1_ffn_W2", np.transpose),
    "a matrix of another width": changed("decoder_l1_context_Wk", lambda one: one[:, :-1]),
    "a vector for a matrix": changed("decoder_l1_context_Wk", np.ravel),
    "a short bias": changed("decoder_ff_logit_out_b", lambda one: one[:, :-1]),
    "few embeddings": changed("Wemb", lambda one: one[:-1]),
    "a weight that is no number": changed("encoder_l2_self_Wo", lambda one: one * np.nan),
    "a weight without end": changed("encoder_l2_self_bo", lambda one: one + np.inf),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_containers_are_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "model.fren.bin"
    with pytest.raises(InvalidPackage) as refusal:
        load(path, HOSTILE[name])
    assert str(refusal.value).startswith(f"{path}: ")
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize("data", [FLOATS, WHOLE], ids=["float32", "int8"])
def test_the_container_that_they_are_made_from_is_read(data: bytes, tmp_path: Path) -> None:
    assert load(tmp_path / "model.bin", data).width == 32


@settings(max_examples=150)
@given(data=st.data())
def test_no_damage_takes_memory_or_another_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "model.fren.bin"
    container = data.draw(st.sampled_from([FLOATS, WHOLE]))
    headers = 16 + HEADER * len(MODEL.tensors) + 1200
    damaged = bytearray(container)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, headers))] = data.draw(st.integers(0, 255))
    del damaged[data.draw(st.integers(headers, len(damaged))) :]
    tracemalloc.start()
    try:
        load(path, bytes(damaged))
    except InvalidPackage as error:
        assert len(str(error).splitlines()) == 1
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 16 * len(container)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.bin", tmp_path):
        with pytest.raises(InvalidPackage, match="cannot be read"):
            MarianFile(path)
