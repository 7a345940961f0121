"""What came of one comparison, as a line to read."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Our figure beside a peer's. ``target`` bounds ours/theirs, from below where more is better."""

    what: str
    ours: float
    peer: str
    theirs: float
    target: float
    unit: str = "ms"
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def met(self) -> bool:
        return self.ratio >= self.target if self.more_is_better else self.ratio <= self.target

    def __str__(self) -> str:
        return (
            f"{self.what}: {figure(self.ours)} {self.unit}; {self.peer}: {figure(self.theirs)} {self.unit}; "
            f"{share(self.ratio)} (target {share(self.target)}: {'met' if self.met else 'MISSED'})"
        )


def figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def share(ratio: float) -> str:
    """Small ratios as fractions of one: 1/25."""
    return f"1/{1 / ratio:.3g}" if ratio < 0.5 else f"{ratio:.2f}"


def table(verdicts: list[Verdict]) -> str:
    """All of them, what missed its target last."""
    lines = [
        (v.what, f"{figure(v.ours)} {v.unit}", f"{v.peer}: {figure(v.theirs)}", share(v.ratio), share(v.target),
         "met" if v.met else "MISSED")
        for v in sorted(verdicts, key=lambda verdict: not verdict.met)
    ]  # fmt: skip
    lines.insert(0, ("what", "ours", "peer", "ratio", "target", ""))
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
