"""Folders of their own for files and stash, and every file taken for a long one."""

import pytest


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STASH_ROOT = tmp_path / "stash"
    settings.READ_AT_ONCE_SECONDS = 0
    return tmp_path
