"""The diagrams of the documentation are those of the machines."""

from pathlib import Path

import pytest

from signing_core.lifecycles.diagram import mermaid
from signing_core.lifecycles.registry import LIFECYCLES

PAGE = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text()


@pytest.mark.parametrize("name", LIFECYCLES)
def test_the_documented_diagram_is_the_machines(name):
    assert f"### {name}\n\n```mermaid\n{mermaid(LIFECYCLES[name])}\n```" in PAGE
