"""The planted faults fit the tree as it stands, so that `make mutants` never judges less than all."""

import subprocess

import pytest

from tests.mutants.patches import ROOT, Patch, kept


@pytest.mark.parametrize("patch", kept(), ids=lambda patch: patch.name)
def test_a_planted_fault_fits_the_tree(patch: Patch) -> None:
    checked = subprocess.run(
        ["git", "apply", "--check", str(patch.path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert patch.first
    assert all((ROOT / path.partition("::")[0]).exists() for path in patch.first)
