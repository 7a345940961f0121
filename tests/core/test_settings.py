"""Settings come from SIGNING_* variables, and production starts with safe ones only."""

import base64

import pytest

from signing_core.settings import DEVELOPMENT_KEY, DEVELOPMENT_SECRET, Bucket, Settings, SettingsError

KEY = base64.b64encode(bytes(range(32))).decode()
SAFE = {
    "SIGNING_ENV": "production",
    "SIGNING_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "SIGNING_DATA_KEY": KEY,
    "SIGNING_BASE_URL": "https://signing.example.edu.cn",
    "SIGNING_MAIL_URL": "smtp://mail.example.edu.cn",
    "SIGNING_SMS_URL": "https://token@sms.example.cn/send",
}
BUCKET_KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in SAFE.items() if key != name}


def test_development_starts_with_an_empty_environment():
    settings = Settings.from_environment({})
    assert not settings.production
    assert list(settings.data_keys()) == [1]


def test_production_starts_with_safe_settings():
    settings = Settings.from_environment(SAFE)
    assert settings.production
    assert settings.base_url == "https://signing.example.edu.cn"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGNING_SECRET_KEY", DEVELOPMENT_SECRET),
        ("SIGNING_SECRET_KEY", ""),
        ("SIGNING_SECRET_KEY", "x" * 31),
        ("SIGNING_DATA_KEY", DEVELOPMENT_KEY),
        ("SIGNING_DATA_KEY", f"1:{DEVELOPMENT_KEY}"),
        ("SIGNING_DATA_KEY", f"1:{DEVELOPMENT_KEY},2:{KEY}"),
        ("SIGNING_BASE_URL", "http://signing.example.edu.cn"),
        ("SIGNING_BASE_URL", "https://"),
        ("SIGNING_BASE_URL", "https://["),
        ("SIGNING_MAIL_URL", ""),
        ("SIGNING_SMS_URL", ""),
    ],
)
def test_production_refuses_what_is_unsafe_and_names_the_variable(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment(SAFE | {name: value})


@pytest.mark.parametrize("name", [name for name in SAFE if name != "SIGNING_ENV"])
def test_production_refuses_what_is_missing_and_names_the_variable(name):
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment(without(name))


@pytest.mark.parametrize(("given", "count"), [({}, 0), ({"SIGNING_PROXIES": "0"}, 0), ({"SIGNING_PROXIES": "2"}, 2)])
def test_nobody_is_believed_about_an_address_but_so_many_proxies(given, count):
    assert Settings.from_environment(given).proxies == count


@pytest.mark.parametrize("count", ["", "-1", "1.5", "yes", "10", "²"])
def test_a_count_of_proxies_that_is_none_is_refused(count):
    with pytest.raises(SettingsError, match="SIGNING_PROXIES"):
        Settings.from_environment({"SIGNING_PROXIES": count})


@pytest.mark.parametrize("env", ["", "prod", "Production", "testing"])
def test_a_misspelt_environment_is_refused_rather_than_taken_for_development(env):
    with pytest.raises(SettingsError, match="SIGNING_ENV"):
        Settings.from_environment({"SIGNING_ENV": env})


@pytest.mark.parametrize(
    "keys",
    [
        "",
        "short",
        base64.b64encode(b"31 bytes" * 4).decode()[:-8],
        f"0:{KEY}",
        f"256:{KEY}",
        f"x:{KEY}",
        f"1:{KEY},1:{KEY}",
    ],
)
def test_a_data_key_that_cannot_be_used_is_refused_everywhere(keys):
    with pytest.raises(SettingsError, match="SIGNING_DATA_KEY"):
        Settings.from_environment({"SIGNING_DATA_KEY": keys})


def test_several_data_keys_stand_by_their_ids():
    keys = Settings.from_environment({"SIGNING_DATA_KEY": f"1:{DEVELOPMENT_KEY},7:{KEY}"}).data_keys()
    assert keys == {1: base64.b64decode(DEVELOPMENT_KEY), 7: base64.b64decode(KEY)}


def uploads_of(place: str) -> Bucket | None:
    return Settings.from_environment(BUCKET_KEYS | {"SIGNING_UPLOADS": place}).bucket()


def test_files_are_kept_in_a_folder_unless_a_bucket_is_named():
    assert Settings.from_environment({}).bucket() is None
    assert uploads_of("/srv/signing/uploads") is None


@pytest.mark.parametrize(
    ("place", "bucket"),
    [
        (
            "s3://signing/school/19097?endpoint=https://oss.example.cn&region=cn-north-1",
            Bucket(name="signing", prefix="school/19097", endpoint="https://oss.example.cn", region="cn-north-1"),
        ),
        (
            "s3://signing/?endpoint=http://127.0.0.1:9000/",
            Bucket(name="signing", prefix="", endpoint="http://127.0.0.1:9000/", region="us-east-1"),
        ),
    ],
)
def test_a_bucket_is_named_with_its_prefix_its_endpoint_and_its_region(place, bucket):
    assert uploads_of(place) == bucket


@pytest.mark.parametrize("name", BUCKET_KEYS)
def test_a_bucket_without_one_of_its_keys_is_refused_and_names_it(name):
    given = BUCKET_KEYS | {"SIGNING_UPLOADS": "s3://signing?endpoint=https://oss.example.cn", name: ""}
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment(given)


@pytest.mark.parametrize(
    "place",
    [
        "",
        "oss://signing?endpoint=https://oss.example.cn",
        "s3://signing",
        "s3://?endpoint=https://oss.example.cn",
        "s3://Signing?endpoint=https://oss.example.cn",
        "s3://key:secret@signing?endpoint=https://oss.example.cn",
        "s3://signing/a//b?endpoint=https://oss.example.cn",
        "s3://signing/../b?endpoint=https://oss.example.cn",
        "s3://signing?endpoint=oss.example.cn",
        "s3://signing?endpoint=ftp://oss.example.cn",
        "s3://signing?endpoint=https://",
        "s3://signing?endpoint=https://key:secret@oss.example.cn",
        "s3://signing?endpoint=https://oss.example.cn&region=",
        "s3://signing?endpoint=https://oss.example.cn&secret=x",
        "s3://signing?endpoint=https://oss.example.cn&name=x",
        "s3://[?endpoint=https://oss.example.cn",
    ],
)
def test_a_place_for_files_that_cannot_be_used_is_refused_and_names_the_variable_only(place):
    with pytest.raises(SettingsError, match="SIGNING_UPLOADS") as refused:
        uploads_of(place)
    assert "secret" not in str(refused.value)


def test_the_province_is_the_one_where_the_product_began_unless_another_is_set():
    assert Settings.from_environment({}).province == "湖北省"
    assert Settings.from_environment({"SIGNING_PROVINCE": "湖南省"}).province == "湖南省"
