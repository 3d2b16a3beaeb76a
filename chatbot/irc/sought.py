"""Whom the desk must reach and doesn't see. Kept through reconnections; only a hint of where to look, never a proof."""

from dataclasses import dataclass, field

MOST = 500


@dataclass(slots=True)
class Sought:
    """By key, an account or the nick!user@host of a stranger; the newest asked for last.

    The value is whether they are still to be found. `_faces`: the nick that an account last spoke under.
    """

    _keys: dict[str, bool] = field(default_factory=dict[str, bool])
    _faces: dict[str, str] = field(default_factory=dict[str, str])

    def seek(self, key: str) -> None:
        self._keys.pop(key, None)
        self._keys[key] = True
        if len(self._keys) > MOST:
            del self._keys[next(iter(self._keys))]

    def found(self, key: str) -> None:
        if key in self._keys:
            self._keys[key] = False

    def forget(self, key: str) -> None:
        self._keys.pop(key, None)

    def note(self, key: str, nick: str) -> None:
        """Somebody logged in spoke under that nick."""
        self._faces.pop(key, None)
        self._faces[key] = nick
        if len(self._faces) > MOST:
            del self._faces[next(iter(self._faces))]

    def newest(self) -> list[str]:
        return list(reversed(self._keys))

    def missing(self, key: str) -> bool:
        return self._keys.get(key, False)

    def nicks(self, key: str) -> list[str]:
        """Where to look for them: under the nick they had, and under the one that they are named for."""
        if is_mask(key):
            return [key.partition("!")[0]]
        return list(dict.fromkeys([self._faces.get(key, key), key]))


def is_mask(key: str) -> bool:
    return "!" in key
