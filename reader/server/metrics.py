"""Figures of a server at work, as Prometheus reads them. They say nothing of any text."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)


class Metrics:
    """What has been asked and answered since the start."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.at_work = Gauge(
            "dragoman_requests_in_progress", "Requests at work.", registry=self._registry
        )
        self.waiting = Gauge(
            "dragoman_requests_waiting", "Requests that wait for others.", registry=self._registry
        )
        self._seconds = Histogram(
            "dragoman_request_duration_seconds",
            "Time from a request to the end of its answer.",
            ("endpoint", "status"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._characters = Counter(
            "dragoman_characters", "Characters translated.", registry=self._registry
        )
        self._sentences = Counter(
            "dragoman_sentences",
            "Sentences translated, by where the translation came from.",
            ("origin",),
            registry=self._registry,
        )
        self._doubtful = Counter(
            "dragoman_doubtful_sentences",
            "Sentences whose translation is doubtful.",
            registry=self._registry,
        )

    def answered(self, endpoint: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._seconds.labels(endpoint, str(status)).observe(seconds)

    def translated(self, characters: int, origins: list[str], doubtful: int) -> None:
        """Count what was translated."""
        self._characters.inc(characters)
        self._doubtful.inc(doubtful)
        for origin in origins:
            self._sentences.labels(origin).inc()

    def text(self) -> bytes:
        """All figures."""
        return generate_latest(self._registry)
