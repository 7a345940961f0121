"""The store: a file is there whole or not at all, whoever writes it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from signing_core.store import FolderStore


def test_two_writers_of_one_key_leave_one_whole_file(tmp_path):
    store = FolderStore(tmp_path)
    ours, theirs = b"a" * 2**20, b"b" * 2**20
    with ThreadPoolExecutor(2) as pool:
        for n in range(30):
            list(pool.map(lambda data, n=n: store.put(f"key{n}", data), (ours, theirs)))
            assert store.get(f"key{n}") in (ours, theirs)
    assert not list(tmp_path.rglob("*.part"))


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    store = FolderStore(tmp_path)
    store.put("key", b"before")
    with pytest.raises(TypeError):
        store.put("key", None)
    assert store.get("key") == b"before"
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("key", ["../x", "a/b", "", "a.part"])
def test_a_key_is_never_a_way_elsewhere(tmp_path, key):
    with pytest.raises(ValueError, match="key"):
        FolderStore(tmp_path).path(key)
