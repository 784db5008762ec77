"""Makes names comparable: without case, accents and the difference between composed and decomposed characters."""

import unicodedata


def folded(name: str) -> str:
    """The name as it is sorted and compared, not as it is shown: 'Ärzte' becomes 'arzte'."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()
