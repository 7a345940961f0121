"""Refusals: a rule said no, nothing has changed, and the message is the sentence that the user reads."""

from collections.abc import Iterator
from contextlib import contextmanager


class Refusal(Exception):
    """A rule said no and nothing has changed. ``message`` is shown as it is."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadValue(Refusal):
    """One value breaks its rule."""


class Problems(Refusal):
    """Several fields of one form are wrong; ``by_field`` has the sentence of each."""

    status = 422

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__("请更正标出的内容后再提交。")
        self.by_field = by_field

    @classmethod
    @contextmanager
    def beside(cls, name: str) -> Iterator[None]:
        """A refused value belongs beside that field."""
        try:
            yield
        except BadValue as problem:
            raise cls({name: problem.message}) from problem


class NotAllowed(Refusal):
    """The actor's role may not do this at all."""

    status = 403


class NotFound(Refusal):
    """Nothing of that id within the actor's scope; foreign and missing look alike."""

    status = 404

    def __init__(self, message: str = "没有找到该记录。") -> None:
        super().__init__(message)


class MoveRefused(Refusal):
    """The lifecycle has no such move now."""

    status = 409


class StalePage(Refusal):
    """The page showed an older version than the one that is stored."""

    status = 409

    def __init__(self, message: str = "内容已变更，请重新查看后再操作。") -> None:
        super().__init__(message)


class TooMany(Refusal):
    """A limit is used up."""

    status = 429


class Busy(Refusal):
    """A lock was not had in time; the same act may be sent again."""

    status = 503

    def __init__(self, message: str = "系统繁忙，请稍后再试。") -> None:
        super().__init__(message)


class StoreFailed(Busy):
    """The place for files took or gave nothing; what was there before is still there."""

    def __init__(self) -> None:
        super().__init__("文件暂时无法存取，请稍后再试。")


class Damaged(Refusal):
    """A kept file is lost or no longer what was kept: better none than a wrong one."""

    status = 410

    def __init__(self) -> None:
        super().__init__("文件缺失，或与存档时的校验值不符，暂不能提供，请联系学校就业办。")


class SentTwice(Refusal):
    """The same form was sent before; its answer stands where the first one led."""

    status = 409

    def __init__(self) -> None:
        super().__init__("该操作已提交，请勿重复提交。")
