"""A person's number in, a name and the handles that such a person would choose out."""

from __future__ import annotations

from random import Random

GIVEN = (
    "Mira Tobias Anneke Raf Yusuf Halina Graham Ines Kofi Wendell Sunniva Paulo Bea Dmitri Lotte Priya Colin "
    "Dagny Femi Ruth Marek Joanna Hugo Tamsin Olu Stefan Nadia Peter Xiomara Lena Jules Kit Dolores Amir "
    "Saoirse Bruno Meilin Otto Gwen Zahra Niko Pia Theo Walt Ingrid Suresh Chidi Marguerite Fenwick Rosalind "
    "Ivo Bettina Leo Agnes Joost Noor Emeka Sanna Pavel Rhiannon Tariq Lucia Bodil Hamish Keiko Anselm Vera"
).split()
FAMILY = (
    "Tomescu Lindqvist Dewit Okonjo Demirel Brzoza Pell Caldeira Ansah Strake Aas Ferrim Lattimer Volk Hagen "
    "Raghunath Mabbutt Holt Adeyoola Oberlin Zelny Sipe Brandtlie Rook Bankhole Grau Ferrucci Quill Vance "
    "Sorby Amaro Nakagawa Finch Rostam Kehoe Palk Tsao Wranke Tarrow Idriss Vass Lund Marchbank Kessington "
    "Moe Pillai Eze Sohl Dale Achterberg Karst Roux Purcell Whitlow Remmers Haddad Nwosu Lehto Dvorak Prosser"
).split()
FLAVOURS = ("brews", "pulls", "pours", "beans", "cups", "roasts", "grinds", "sips")


def person_name(random: Random) -> tuple[str, str]:
    """A given and a family name. Two people may share both, as people do."""
    return GIVEN[int(random.random() * len(GIVEN))], FAMILY[int(random.random() * len(FAMILY))]


def handle(given: str, family: str, number: int, channel: int) -> str:
    """A handle that no other account of the channel has: it ends in the person's number."""
    first, last = given.lower(), family.lower()
    shape = (number + channel) % 4
    if shape == 0:
        return f"{first}_{last[:3]}{number}"
    if shape == 1:
        return f"{last}{first[0]}{number}"
    if shape == 2:  # noqa: PLR2004
        return f"{first}{FLAVOURS[number % len(FLAVOURS)]}{number}"
    return f"{first}{number}"
