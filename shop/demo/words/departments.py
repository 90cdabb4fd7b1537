"""All departments in the order they are shown. Imports the word tables and nothing else."""

from __future__ import annotations

from shop.demo.words.bags import BAGS
from shop.demo.words.bath import BATH
from shop.demo.words.bicycles import BICYCLES
from shop.demo.words.books import BOOKS
from shop.demo.words.furniture import FURNITURE
from shop.demo.words.garden import GARDEN
from shop.demo.words.grammar import Department
from shop.demo.words.kitchen import KITCHEN
from shop.demo.words.lighting import LIGHTING
from shop.demo.words.music import MUSIC
from shop.demo.words.outdoor import OUTDOOR
from shop.demo.words.photography import PHOTOGRAPHY
from shop.demo.words.pottery import POTTERY
from shop.demo.words.stationery import STATIONERY
from shop.demo.words.tea import TEA
from shop.demo.words.textiles import TEXTILES
from shop.demo.words.toys import TOYS

DEPARTMENTS: tuple[Department, ...] = (
    POTTERY,
    KITCHEN,
    TEA,
    LIGHTING,
    FURNITURE,
    TEXTILES,
    STATIONERY,
    BOOKS,
    PHOTOGRAPHY,
    MUSIC,
    TOYS,
    BATH,
    BAGS,
    GARDEN,
    OUTDOOR,
    BICYCLES,
)
