"""From what somebody acts, in a few words, as the browser tells it: enough to know the own device again."""

from functools import lru_cache

LONGEST = 60
LONGEST_READ = 400  # of what a browser sends; no honest one says more
PHONES = frozenset({"iOS", "Android", "HarmonyOS", "Windows Phone"})


@lru_cache(maxsize=1024)
def device_of(user_agent: str) -> str:
    """Such as ``手机，iOS，WeChat Browser``; empty for what says nothing about itself."""
    from ua_parser import parse

    found = parse(user_agent[:LONGEST_READ])
    system = found.os.family if found.os else ""
    browser = found.user_agent.family if found.user_agent else ""
    kind = ("手机" if system in PHONES else "电脑") if system else ""
    return "，".join(part for part in (kind, system, browser) if part)[:LONGEST]
