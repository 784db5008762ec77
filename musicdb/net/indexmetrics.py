"""What indexes tell about their work, for Prometheus. The names are those of acoustid-index."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from musicdb.fingerprint.index.shelf import IndexShelf

_BUCKETS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)


class IndexMetrics:
    """Counts. Safe to use from any thread."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._searches = Counter("fpindex_searches", "Searches.", registry=registry)
        self._hits = Counter("fpindex_search_hits", "Searches that found something.", registry=registry)
        self._misses = Counter("fpindex_search_misses", "Searches that found nothing.", registry=registry)
        self._updates = Counter("fpindex_updates", "Updates.", registry=registry)
        self._seconds = Histogram("fpindex_search_duration_seconds", "Searches.", buckets=_BUCKETS, registry=registry)
        self._documents = Gauge("fpindex_docs", "Documents.", ("index",), registry=registry)
        self._versions = Gauge("fpindex_version", "The version.", ("index",), registry=registry)

    def searched(self, seconds: float, *, found: bool) -> None:
        """A search is over."""
        self._searches.inc()
        (self._hits if found else self._misses).inc()
        self._seconds.observe(seconds)

    def updated(self) -> None:
        """An update is over."""
        self._updates.inc()

    def text(self, shelf: IndexShelf) -> str:
        """Everything, as Prometheus reads it."""
        self._documents.clear()
        self._versions.clear()
        for name, index in shelf.all_open():
            self._documents.labels(name).set(len(index))
            self._versions.labels(name).set(index.version)
        return generate_latest(self._registry).decode()
