"""The acts of stations, in the order of the procedure."""

from haizhi.stations.acts.awarding import approved, award
from haizhi.stations.acts.plaques import (
    agree_photo,
    hand_over_plaque,
    hide_photo,
    lay_photo,
    lose_plaque,
    replace_plaque,
    return_plaque,
)
from haizhi.stations.acts.presenting import (
    begin_presentation,
    publish_presentation,
    recall_presentation,
    release_presentation,
    return_presentation,
    supersede_presentation,
    withdraw_presentation,
)

__all__ = [
    "agree_photo",
    "approved",
    "award",
    "begin_presentation",
    "hand_over_plaque",
    "hide_photo",
    "lay_photo",
    "lose_plaque",
    "publish_presentation",
    "recall_presentation",
    "release_presentation",
    "replace_plaque",
    "return_plaque",
    "return_presentation",
    "supersede_presentation",
    "withdraw_presentation",
]
