"""What is counted: names and kinds, never people or words."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry(auto_describe=True)

RECEIVED = Counter("passerelle_received", "Events received", ["channel", "outcome"], registry=REGISTRY)
TURNS = Counter("passerelle_turns", "Turns taken", ["outcome"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "passerelle_turn_seconds",
    "From receipt to the commit of the answer",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
SENT = Counter("passerelle_sent", "Messages handed to a channel", ["channel", "outcome"], registry=REGISTRY)
REPEATED = Counter(
    "passerelle_repeated", "Messages sent again that may have arrived before", ["channel"], registry=REGISTRY
)
BILLED = Counter("passerelle_billed", "Messages a vendor bills for", ["channel", "category"], registry=REGISTRY)
SWEPT = Counter("passerelle_swept", "Due rows done by the schedule", ["sweep"], registry=REGISTRY)
WAITING = Gauge("passerelle_waiting", "Rows that wait", ["what"], registry=REGISTRY)
