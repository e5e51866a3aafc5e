"""How long a text may be."""

import pytest

from haizhi.accounts.models import Organisation
from haizhi.kernel.columns import room_of


def test_a_text_has_the_room_of_its_column() -> None:
    assert room_of(Organisation, "name") == Organisation._meta.get_field("name").max_length


def test_a_column_without_a_limit_has_no_room_to_tell() -> None:
    with pytest.raises(TypeError, match="version has no limit"):
        room_of(Organisation, "version")
