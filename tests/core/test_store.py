"""The store: a file is there whole or not at all, whoever writes it and wherever it is kept."""

import errno
import os
import resource
import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import make_store
from signing_core.errors import StoreFailed
from signing_core.settings import Settings
from signing_core.store import FolderStore
from tests.object_store import BUCKET, a_server, a_server_that_answers, credentials

EVERY_BYTE = bytes(range(256)) * 8
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(scope="module")
def endpoint():
    with a_server() as endpoint:
        yield endpoint


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    """What SIGNING_UPLOADS says of a place where nothing is."""
    if request.param == "folder":
        return str(tmp_path / "uploads")
    return a_bucket(request.getfixturevalue("endpoint"), f"/school/{secrets.token_hex(4)}")


def a_bucket(endpoint: str, prefix: str = "", name: str = BUCKET) -> str:
    return f"s3://{name}{prefix}?endpoint={endpoint}&region=cn-north-1"


def opened(place: str):
    return make_store(Settings(uploads=place))


@pytest.mark.parametrize("data", [b"", EVERY_BYTE, EVERY_BYTE * 5000], ids=["nothing", "every byte", "10 MiB"])
def test_the_bytes_come_back_as_they_were_put(place, data):
    opened(place).put("key", data)
    assert opened(place).get("key") == data


def test_a_second_put_replaces_the_first(place):
    store = opened(place)
    store.put("key", b"a long first text")
    store.put("key", b"second")
    assert store.get("key") == b"second"


def test_a_key_is_there_from_its_put_to_its_delete(place):
    store = opened(place)
    assert not store.exists("key_of-1")
    store.put("key_of-1", b"")
    assert store.exists("key_of-1")
    store.delete("key_of-1")
    assert not store.exists("key_of-1")


def test_to_get_what_is_not_there_is_an_error_of_its_own(place):
    with pytest.raises(FileNotFoundError):
        opened(place).get("key")


def test_to_delete_what_is_not_there_is_no_error(place):
    opened(place).delete("key")


def test_keys_that_begin_alike_are_different_files(place):
    store = opened(place)
    store.put("key", b"one")
    store.put("key2", b"two")
    store.delete("key")
    assert store.get("key2") == b"two"


@pytest.mark.parametrize("key", ["../x", "a/b", "", "a.part", "a b", "a?b", "a\n"])
def test_a_key_is_never_a_way_elsewhere(place, key):
    store = opened(place)
    for act in (store.get, store.exists, store.delete, lambda key: store.put(key, b"")):
        with pytest.raises(ValueError, match="key"):
            act(key)


def test_two_writers_of_one_key_leave_one_whole_file(place):
    store = opened(place)
    ours, theirs = b"a" * 2**20, b"b" * 2**20
    with ThreadPoolExecutor(2) as pool:
        for n in range(10):
            list(pool.map(lambda data, n=n: store.put(f"key{n}", data), (ours, theirs)))
            assert store.get(f"key{n}") in (ours, theirs)


def parts(store: FolderStore) -> list:
    return list(store.folder.rglob("*.part"))


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    store = FolderStore(tmp_path)
    store.put("key", b"before")
    with pytest.raises(TypeError):
        store.put("key", None)
    assert store.get("key") == b"before"
    assert not parts(store)


@pytest.mark.parametrize("step", ["fsync", "replace", "mkdir"])
def test_a_full_disk_is_a_plain_refusal_and_leaves_what_was_there(tmp_path, monkeypatch, caplog, step):
    store = FolderStore(tmp_path)
    store.put("key", b"before")

    def full(*_args):
        raise FULL

    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(StoreFailed, match="稍后再试"):
            store.put("key" if step != "mkdir" else "other", b"after")
    assert store.get("key") == b"before"
    assert not parts(store)
    assert "No space left" in caplog.text


def test_a_disk_that_fills_up_in_the_middle_of_a_file_leaves_no_half_of_it(tmp_path):
    store = FolderStore(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(StoreFailed):
            store.put("key", EVERY_BYTE * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not store.exists("key")
    assert not parts(store)


def test_a_folder_that_cannot_be_read_is_a_plain_refusal(tmp_path):
    (tmp_path / "ke").write_bytes(b"a file where a folder should be")
    store = FolderStore(tmp_path)
    for act in (store.get, store.delete, lambda key: store.put(key, b"")):
        with pytest.raises(StoreFailed):
            act("key")


FAILURES = {
    "no bucket of that name": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0", b""),
    "wrong credentials": (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0", b""),
    "an error of the service": (b"HTTP/1.1 507 Insufficient Storage\r\nContent-Length: 0", b""),
    "no answer in HTTP": (b"SSH-2.0-OpenSSH_9.2", b""),
}


@pytest.mark.parametrize("answer", FAILURES.values(), ids=FAILURES)
def test_a_service_that_does_not_take_the_file_is_a_plain_refusal(answer):
    with a_server_that_answers(*answer) as (endpoint, _), pytest.raises(StoreFailed, match="稍后再试"):
        opened(a_bucket(endpoint)).put("key", b"data")


@pytest.mark.parametrize("act", ["get", "exists", "delete"])
def test_a_service_that_fails_is_not_taken_for_a_missing_file(act):
    with a_server_that_answers(*FAILURES["an error of the service"]) as (endpoint, _), pytest.raises(StoreFailed):
        getattr(opened(a_bucket(endpoint)), act)("key")


def test_a_service_that_is_not_reached_is_a_plain_refusal():
    store = opened(a_bucket("http://127.0.0.1:9"))
    for act in (store.get, store.exists, store.delete, lambda key: store.put(key, b"")):
        with credentials(), pytest.raises(StoreFailed):
            act("key")


def test_an_answer_that_breaks_off_gives_no_half_of_a_file():
    facts = b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\nETag: "x"\r\nLast-Modified: Wed, 25 Nov 2026 00:00:00 GMT'
    with a_server_that_answers(facts, b"half") as (endpoint, _), pytest.raises(StoreFailed):
        opened(a_bucket(endpoint)).get("key")


@pytest.mark.parametrize(("name", "path"), [(BUCKET, f"/{BUCKET}/a/ke/key"), ("127", "/a/ke/key")])
def test_a_bucket_with_a_host_of_its_own_is_not_named_again_in_the_path(name, path):
    taken = b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: "x"'
    with a_server_that_answers(taken) as (endpoint, seen):
        opened(a_bucket(endpoint, "/a", name)).put("key", b"data")
    assert seen[0].startswith(f"PUT {path} AWS4-HMAC-SHA256 Credential=a-key/")
    assert "/cn-north-1/s3/" in seen[0]
