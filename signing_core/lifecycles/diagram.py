"""Each lifecycle as a Mermaid diagram, printed by ``python -m signing_core.lifecycles.diagram``."""

import sys

from .machine import Lifecycle
from .registry import LIFECYCLES


def mermaid(lifecycle: Lifecycle) -> str:
    """One arrow per route of the table; a move that stays in its state points at itself."""
    arrows = [
        f"    {route.source} --> {route.dest or route.source}: {trigger}"
        for trigger, event in lifecycle.events.items()
        for routes in event.transitions.values()
        for route in routes
    ]
    return "\n".join(["stateDiagram-v2", *arrows])


if __name__ == "__main__":
    for name, lifecycle in LIFECYCLES.items():
        sys.stdout.write(f"{name}\n{mermaid(lifecycle)}\n")
