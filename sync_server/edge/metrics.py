"""What ``/metrics`` tells a monitoring system, in the format of Prometheus."""

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_BYTES = tuple(4.0**power for power in range(4, 13))


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route")
        self._requests = Counter(
            "duji_requests", "Requests answered.", (*labels, "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "duji_request_seconds",
            "From the first byte of a request to the last of its answer.",
            labels,
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._received = Histogram(
            "duji_request_bytes",
            "Length of request bodies as they came.",
            labels,
            buckets=_BYTES,
            registry=self.registry,
        )

        # Finding the figure takes longer than changing it; there are as many as routes.
        self._counted = cache(lambda *of: self._requests.labels(*map(str, of)))
        self._timed = cache(self._seconds.labels)
        self._weighed = cache(self._received.labels)
        self._log_entries = Gauge(
            "duji_log_entries", "Entries that the log holds.", registry=self.registry
        )
        self._behind = Gauge(
            "duji_tables_behind_entries",
            "Entries of the log that the tables have not followed yet.",
            registry=self.registry,
        )

    def note_log(self, entries: int, behind: int) -> None:
        """How long the log is, and how many entries of it the tables lack."""
        self._log_entries.set(entries)
        self._behind.set(behind)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request was answered."""
        self._counted(method, route, status).inc()
        self._timed(method, route).observe(seconds)

    def count_body(self, method: str, route: str, size_bytes: int) -> None:
        """A request brought a body."""
        self._weighed(method, route).observe(size_bytes)

    def page(self) -> bytes:
        """All figures as text."""
        return generate_latest(self.registry)
