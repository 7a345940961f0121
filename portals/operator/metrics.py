"""Figures for Prometheus: requests by route and status, how long they took, and what the outbox holds."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from signing_core.actors import SYSTEM
from signing_core.queries import outbox
from signing_core.work import Services

disable_created_metrics()  # a second series beside each counter says nothing more

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Figures:
    """One process's figures; nobody's data is among the labels."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "signing_requests", "Answered requests.", ["route", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "signing_request_seconds", "Time to answer.", ["route"], buckets=SECONDS, registry=self.registry
        )
        self.waiting = Gauge("signing_outbox_waiting", "Messages that have not left yet.", registry=self.registry)
        self.late = Gauge(
            "signing_outbox_late_seconds", "How long the oldest due message has waited.", registry=self.registry
        )
        self.given_up = Gauge("signing_outbox_given_up", "Messages given up on.", registry=self.registry)

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self.requests.labels(route, method, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self, services: Services) -> bytes:
        """The exposition, with the outbox as it is now."""
        with services.reading(SYSTEM) as work:
            now = outbox.figures(work)
        self.waiting.set(now.waiting)
        self.late.set(now.late_seconds)
        self.given_up.set(now.given_up)
        return generate_latest(self.registry)
