"""What is kept counted for 去向统计, against counting everybody."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.stored import Stored


def counted_as_there_are(stored: Stored) -> Iterator[str]:
    """The sums of the kept counts are what counting everybody gives."""
    kept, there = Counter(), Counter()
    for row in stored.tallies:
        kept[(row.cohort, row.college_id, row.major, row.education, row.gender, *plan_of(row, row.code))] += row.count
    for student_id, plan in stored.plans.items():
        s = stored.students[student_id]
        there[(s.cohort, s.college_id, s.major, s.education, s.gender, *plan_of(plan, plan.destination_code))] += 1
    for sort in kept.keys() | there.keys():
        if kept[sort] != there[sort]:
            yield f"tallies: {kept[sort]} of {sort}, there are {there[sort]}"


def plan_of(row: Any, code: str) -> tuple[str, str, str, str]:
    return str(row.status), str(row.source), str(row.kind or ""), code
