"""The names of what is looked for, and when somebody is under suspicion. Imports nothing."""

from __future__ import annotations

SUSPECT = 0.5  # trust; below, a shopper is under suspicion and teaches nothing to counts and pairs

# What `Judged` measures of each, in the order in which people read them.
SIGNALS = {
    "pace": "the most acts within a minute",
    "even": "share of pauses that are equally long",
    "again": "the most acts on one item within a day",
    "walk": "share of steps to the next item of the catalogue",
    "copies": "histories that are alike, this one included",
    "pushed": "the item that made-up profiles push",
    "rush": "the item that far too many came for alone",
    "burst": "the item that one-day visitors met all at once",
    "aimless": "different items, of which none goes with another",
}
OF_ITEMS = ("pushed", "rush", "burst")  # what is measured of these is an item
