"""The whole accept (guards, terms version, hash-chained trail, outbox row, operation id) against a bare ORM move."""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from transitions import Machine

from signing_core.actors import Role
from signing_core.database import make_engine
from signing_core.use_cases import invitations, operations
from tests import makers
from tests.world import World, services_for

from .data import Data
from .verdicts import Verdict

ROUNDS, ACTS = 5, 60
TARGET = 0.6


class PeerBase(DeclarativeBase):
    pass


class Row(PeerBase):
    """The peer's signing: a state and a version."""

    __tablename__ = "peer_rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(30))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Entry(PeerBase):
    """The peer's audit line: no chain, no lock."""

    __tablename__ = "peer_entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int]
    label: Mapped[str] = mapped_column(String(60))


PEER = Machine(
    model=None,
    states=["INVITED", "AWAITING_REVIEW"],
    initial=None,
    transitions=[{"trigger": "accept", "source": "INVITED", "dest": "AWAITING_REVIEW"}],
    auto_transitions=False,
)


def compare(data: Data) -> Iterator[Verdict | str]:
    """Both rates and their ratio, medians of interleaved rounds."""
    for kind in data.kinds:
        url = data.empty(kind)
        ours, peers = _ours(url, data.folder), _peer(url)
        rates = [(next(ours), next(peers)) for _ in range(ROUNDS)]
        our, theirs = (statistics.median(some) for some in zip(*rates, strict=True))
        yield Verdict(
            what=f"accept, {kind}",
            ours=our,
            peer="ORM, shared machine",
            theirs=theirs,
            target=TARGET,
            unit="per s",
            more_is_better=True,
        )


def _ours(url: str, folder: Path) -> Iterator[float]:
    world = World(services_for(url, folder))
    while True:
        ready = []
        for _ in range(ACTS):
            student = world.saved_student()
            account = world.saved(makers.an_account(Role.STUDENT, student_id=student.id))
            ready.append((world.invited(student), makers.as_student(student, account.id)))

        def act(index: int, ready: list = ready) -> None:
            signing, actor = ready[index]
            with world.working(actor) as work:
                operations.begin(work, makers.new_id(), "/student/online")
                invitations.accept(work, signing.public_id, seen_terms=1)

        yield _rate(act)


def _peer(url: str) -> Iterator[float]:
    engine = make_engine(url).execution_options(writes=True)
    PeerBase.metadata.create_all(engine)
    first = 1
    while True:
        with Session(engine) as session, session.begin():
            session.add_all(Row(id=first + i, state="INVITED") for i in range(ACTS))

        def act(index: int, first: int = first) -> None:
            with Session(engine) as session, session.begin():
                row = session.get_one(Row, first + index)
                PEER.events["accept"].trigger(row)
                session.add(Entry(row_id=row.id, label="accept"))

        yield _rate(act)
        first += ACTS


def _rate(act: Callable[[int], None]) -> float:
    start = time.perf_counter()
    for index in range(ACTS):
        act(index)
    return ACTS / (time.perf_counter() - start)
