"""Five words made on this laptop: for the vault, and for copies that open with a passphrase."""

from __future__ import annotations

import secrets
from functools import cache

WORDS = 5
UNFIT = frozenset(
    [
        "absinthe",
        "arson",
        "backstab",
        "boozy",
        "bruising",
        "buckshot",
        "bully",
        "cage",
        "captive",
        "captivity",
        "casket",
        "childcare",
        "childhood",
        "childish",
        "childless",
        "childlike",
        "chokehold",
        "choking",
        "crook",
        "cruelly",
        "cruelness",
        "cruelty",
        "daredevil",
        "disgrace",
        "entrap",
        "escapable",
        "escapade",
        "escapist",
        "evil",
        "graves",
        "graveyard",
        "grope",
        "handcuff",
        "handgun",
        "harmful",
        "hate",
        "hatred",
        "hunter",
        "hunting",
        "huntress",
        "huntsman",
        "hurt",
        "immature",
        "imprison",
        "jackknife",
        "jailbird",
        "jailbreak",
        "jailer",
        "jailhouse",
        "jockstrap",
        "kissing",
        "lustfully",
        "lustily",
        "lustiness",
        "lusty",
        "manhunt",
        "obsessed",
        "obsession",
        "obsessive",
        "overkill",
        "pantyhose",
        "penknife",
        "poison",
        "predator",
        "preteen",
        "prison",
        "punch",
        "pureblood",
        "relapsing",
        "scared",
        "scarily",
        "scariness",
        "scarring",
        "scary",
        "sedate",
        "sedation",
        "sedative",
        "seduce",
        "seducing",
        "sinister",
        "sinner",
        "slapping",
        "strangle",
        "threaten",
        "thong",
        "trapped",
        "trapper",
        "trapping",
        "traps",
        "unburned",
        "unchain",
        "undead",
        "underwear",
        "unisexual",
        "unshackle",
        "violate",
        "violation",
        "violator",
        "wound",
    ]
)
"""Words of the list that nobody should have to read out at such a meeting, or to a victim's worker."""


def five_words() -> str:
    """A fresh passphrase of five plain words, drawn with the system's own chance. It is kept nowhere."""
    return " ".join(secrets.choice(plain_words()) for _ in range(WORDS))


@cache
def plain_words() -> tuple[str, ...]:
    """The words to draw from: the long list of the Electronic Frontier Foundation without those unfit."""
    # The word list takes longer to read than a window to open.
    from xkcdpass import xkcd_password  # noqa: PLC0415 - start-up time

    listed = xkcd_password.generate_wordlist(
        wordfile=xkcd_password.locate_wordfile("eff-long"), min_length=4, max_length=8, valid_chars="[a-z]"
    )
    return tuple(word for word in listed if word not in UNFIT)
