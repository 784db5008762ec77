"""How much a song is wanted, as a factor on its chance to be chosen. 1 is a song nobody has played or judged.

The weight of a song is the product of three factors:

* favorite: 3 for a loved song, 1/3 for a hated one (where hated songs are allowed at all), else 1.
* likes: 2 · (likes + 2) / (likes + dislikes + 4), the share of likes as if there had been two of each before, so that
  the first dislike does not silence a song. Between 0 and 2.
* lastplayed: 1 - 0.95 · 2^(-days / 14). A song that was just played has a twentieth of its chance; half of what it
  lost comes back in two weeks.
"""

from musicdb.store.candidates import Candidate

_FAVORITES = {1: 3.0, 0: 1.0, -1: 1 / 3}
_JUDGEMENTS_BEFORE = 2
_LOSS = 0.95
_HALF_LIFE_DAYS = 14.0
_DAY = 86_400


def factors(song: Candidate, now: float) -> dict[str, float]:
    """The three factors of a song at a time in unix seconds."""
    judgements = song.likes + song.dislikes
    return {
        "favorite": _FAVORITES[song.favorite],
        "likes": 2 * (song.likes + _JUDGEMENTS_BEFORE) / (judgements + 2 * _JUDGEMENTS_BEFORE),
        "lastplayed": _rested(song.lastplayed, now),
    }


def _rested(lastplayed: int, now: float) -> float:
    if not lastplayed:
        return 1.0
    days = max(0.0, now - lastplayed) / _DAY
    return float(1 - _LOSS * 2 ** (-days / _HALF_LIFE_DAYS))
