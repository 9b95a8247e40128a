"""The invented market that simulated people talk about: brands, peeves and ideas, and its catalogue as YAML."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

TYPO_SHARE_DIVISOR = 24
"""One surface form in so many is misspelt by one letter: people do, and linking must bear it."""


@dataclass(frozen=True, slots=True)
class SimProduct:
    """A machine that a brand sells."""

    id: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimBrand:
    """A maker of coffee machines."""

    id: str
    name: str
    role: str
    typo: str
    handle: str
    hashtag: str
    products: tuple[SimProduct, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SimTopic:
    """A subject that is planted: the ways to say it all hold one of its terms."""

    id: str
    name: str
    kind: str
    terms: tuple[str, ...]
    phrases: tuple[str, ...]


BRANDS = (
    SimBrand(
        "ondrelle",
        "Ondrelle",
        "own",
        "Ondrele",
        "ondrelle",
        "ondrelle",
        (
            SimProduct("ondrelle-miravo", "Miravo", ("Ondrelle Miravo",)),
            SimProduct("ondrelle-nimbrel", "Nimbrel", ("Ondrelle Nimbrel",)),
        ),
        ("Ondrelle Coffee",),
    ),
    SimBrand(
        "pavrano",
        "Pavrano",
        "competitor",
        "Pavranno",
        "pavrano",
        "pavrano",
        (
            SimProduct("pavrano-lungara", "Lungara", ("Pavrano Lungara",)),
            SimProduct("pavrano-p4", "Pavrano P4", ("Pavrano P-4",)),
        ),
    ),
    SimBrand(
        "kestrolo",
        "Kestrolo",
        "competitor",
        "Kestrollo",
        "kestrolo",
        "kestrolo",
        (
            SimProduct("kestrolo-vantu", "Vantu", ("Kestrolo Vantu",)),
            SimProduct("kestrolo-k1", "Kestrolo K1", ("Kestrolo K-1",)),
        ),
    ),
    SimBrand(
        "tarvello",
        "Tarvello",
        "competitor",
        "Tarvelo",
        "tarvello",
        "tarvello",
        (SimProduct("tarvello-brisano", "Brisano", ("Tarvello Brisano",)),),
    ),
)
OWN = 0
"""Index of the own brand in BRANDS."""

PEEVES = (
    SimTopic(
        "peeve-descale-light",
        "descale light that stays on",
        "peeve",
        ("descale light", "descaling light"),
        (
            "the descale light came back on an hour after i descaled it",
            "the descale light will not go off",
            "that descaling light stays on whatever I do",
            "it locks up with the descale light blinking",
        ),
    ),
    SimTopic(
        "peeve-leak",
        "water tank leaks",
        "peeve",
        ("tank leaks", "leaking tank", "tank leaking"),
        (
            "the tank leaks all over the counter",
            "the water tank leaks overnight",
            "it has a leaking tank again",
            "I keep finding the tank leaking",
        ),
    ),
    SimTopic(
        "peeve-noise",
        "grinder is too loud",
        "peeve",
        ("grinder is so loud", "loud grinder", "noisy grinder"),
        (
            "the grinder is so loud it wakes the baby",
            "that loud grinder scares the dog",
            "the noisy grinder rattles the cupboard",
        ),
    ),
    SimTopic(
        "peeve-parts",
        "no spare parts",
        "peeve",
        ("spare parts", "spare gasket"),
        (
            "they stopped selling spare parts after two years",
            "no spare parts anywhere, so it is scrap over a seal",
            "I waited nine weeks for a spare gasket",
        ),
    ),
)

IDEAS = (
    SimTopic(
        "idea-quiet-mode",
        "a quiet mode",
        "idea",
        ("quiet mode", "mute the beeps"),
        ("had a quiet mode for early mornings", "let us mute the beeps", "got a proper quiet mode"),
    ),
    SimTopic(
        "idea-bigger-tank",
        "a bigger water tank",
        "idea",
        ("bigger tank", "larger tank"),
        ("came with a bigger tank", "had a larger tank for the office", "offered a bigger tank as an extra"),
    ),
    SimTopic(
        "idea-parts-shop",
        "a shop for parts",
        "idea",
        ("parts shop", "exploded diagram"),
        ("opened a parts shop", "published an exploded diagram", "ran a parts shop with the seals in it"),
    ),
)


def catalogue_yaml() -> str:
    """The catalogue that makes Rapport watch this market."""
    brands = [_brand_entry(brand) for brand in BRANDS]
    topics = [
        {"id": topic.id, "name": topic.name, "kind": topic.kind, "terms": list(topic.terms)}
        for topic in (*PEEVES, *IDEAS)
    ]
    return yaml.safe_dump({"brands": brands, "topics": topics}, sort_keys=False, allow_unicode=True)


def _brand_entry(brand: SimBrand) -> dict[str, object]:
    return {
        "id": brand.id,
        "name": brand.name,
        "role": brand.role,
        "aliases": list(brand.aliases),
        "handles": [brand.handle],
        "hashtags": [brand.hashtag],
        "products": [
            {"id": product.id, "name": product.name, "aliases": list(product.aliases)}
            for product in brand.products
        ],
    }


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to write a name: what precedes it, how it is written, what it stands for."""

    prefix: str
    text: str
    name: str


def surfaces(brand: SimBrand, *, tags: bool) -> tuple[Surface, ...]:
    """The ways to write a brand or its products, repeated by how usual each is."""
    plain = [Surface("", brand.name, brand.name)] * 8
    plain += [Surface("", brand.name.lower(), brand.name)] * 3
    plain += [Surface("", alias, brand.name) for alias in brand.aliases]
    for product in brand.products:
        plain += [Surface("", product.name, product.name)] * 2
        plain += [Surface("", alias, product.name) for alias in product.aliases]
    if tags:
        plain += [Surface("#", brand.hashtag, brand.name)] * 2 + [Surface("@", brand.handle, brand.name)]
    typos = max(1, len(plain) // TYPO_SHARE_DIVISOR)
    return tuple(plain + [Surface("", brand.typo, brand.name)] * typos)
