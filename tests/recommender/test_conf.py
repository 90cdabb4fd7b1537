from __future__ import annotations

import pytest

from recommender import conf, registry
from recommender.errors import InvalidSetting


def test_an_unknown_key_is_named_and_the_near_one_offered(settings):
    settings.RECOMMENDER = {"ENCODR": "packaged"}
    with pytest.raises(InvalidSetting, match=r"'ENCODR'.*'ENCODER'"):
        conf.options()


def test_defaults_stand_where_nothing_is_set(settings):
    settings.RECOMMENDER = {"DEVICE": "cpu"}
    assert conf.option("DEVICE") == "cpu" and conf.option("ENCODER") == "packaged"


@pytest.mark.parametrize("path", ["", "nowhere.Catalog", "recommender.conf.Nothing"])
def test_a_catalogue_that_cannot_be_had_is_one_clear_line(settings, path):
    settings.RECOMMENDER = {"CATALOG": path}
    with pytest.raises(InvalidSetting, match="CATALOG"):
        conf.catalog()


def test_two_stages_of_one_name_are_refused():
    class Session:
        pass

    registry.get("source", "session")  # loads what there is, whichever test comes first
    with pytest.raises(InvalidSetting, match="session"):
        registry.register("source", "session")(type("Other", (), {}))
    with pytest.raises(InvalidSetting, match="kind"):
        registry.register("sauce", "session")(Session)
    with pytest.raises(InvalidSetting, match="popular"):
        registry.get("source", "magic")
