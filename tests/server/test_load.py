"""Many clients at once: nobody gets an error, and everybody an answer to what was asked."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from tests.server.serving import serving

pytestmark = pytest.mark.slow(5)

CLIENTS, REQUESTS = 50, 3


def test_fifty_clients(tmp_path: Path) -> None:
    faults: list[str] = []
    with serving(tmp_path, "--no-cache") as served:

        def client(number: int) -> None:
            for turn in range(REQUESTS):
                figure = 10_000 + number * REQUESTS + turn
                text = f"زار الوزير أمس {figure} شخصا في مدينة فاس."
                answer = served.ask("/translate", {"q": text, "source": "ar", "target": "en"})
                if answer.status != 200:
                    faults.append(f"{answer.status}: {answer.content!r}")
                elif str(figure) not in re.sub(
                    r"(?<=\d),(?=\d)", "", answer.json["translatedText"]
                ):
                    faults.append(f"{figure} is not in {answer.json}")

        clients = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join()
        assert not faults
        done = served.metric('dragoman_request_duration_seconds_count{endpoint="/translate"')
        assert done == CLIENTS * REQUESTS
        assert served.metric("dragoman_requests_waiting") == 0
