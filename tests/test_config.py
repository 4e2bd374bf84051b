"""Every setting has a meaning, is documented, and says so when it cannot be read."""

import pytest

import config

DOCUMENTED = (config.ROOT / "docs" / "settings.md").read_text()
BY_NAME = {setting.name: setting for setting in config.SETTINGS}


def row(setting):
    default = setting.default.replace(f"{config.ROOT}/", "")
    return f"| `ASSAY_{setting.name}` | {f'`{default}`' if default else ''} | {setting.meaning} |"


@pytest.mark.parametrize("name", BY_NAME)
def test_setting_has_a_meaning_and_stands_in_the_docs(name):
    setting = BY_NAME[name]
    assert setting.meaning.endswith(".")
    assert row(setting) in DOCUMENTED


def test_docs_tell_of_no_setting_that_is_gone():
    told = [line.split("`")[1] for line in DOCUMENTED.splitlines() if line.startswith("| `ASSAY_")]
    assert told == [f"ASSAY_{name}" for name in BY_NAME]


def test_value_that_cannot_be_read_is_named(tmp_path):
    environment = {"ASSAY_INSTANCE_PATH": str(tmp_path), "ASSAY_TRUSTED_PROXIES": "many"}
    with pytest.raises(config.BadSetting, match="ASSAY_TRUSTED_PROXIES='many'"):
        config.load(environment)


def test_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    environment = {"ASSAY_INSTANCE_PATH": str(tmp_path / "instance")}
    first, second = config.load(environment), config.load(environment)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 32
    kept = tmp_path / "instance" / "secret-key"
    assert kept.stat().st_mode & 0o077 == 0
