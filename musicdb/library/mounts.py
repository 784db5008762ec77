"""Which file system a directory lies on, and whether the kernel hears of all that happens there."""

import os
from pathlib import Path

import msgspec

MOUNTS = Path("/proc/self/mountinfo")

# Others write to these without our kernel noticing. Of the rest in user space nobody knows.
_NETWORK = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "virtiofs"))
_LOCAL_IN_USER_SPACE = frozenset(("fuseblk", "fuse.exfat", "fuse.mergerfs", "fuse.encfs", "fuse.gocryptfs"))


class Mount(msgspec.Struct, frozen=True):
    """A mounted file system. `number` tells two mounts at the same point apart."""

    number: int
    point: str
    kind: str

    @property
    def is_remote(self) -> bool:
        """Whether changes may happen that the kernel does not hear of."""
        return self.kind in _NETWORK or (self.kind.startswith("fuse") and self.kind not in _LOCAL_IN_USER_SPACE)


def mount_of(directory: Path, mounts: Path = MOUNTS) -> Mount | None:
    """The file system a directory lies on; None when the system does not tell."""
    place = os.path.realpath(directory)
    found: Mount | None = None
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.partition(" ")[0]
        point = _unescaped(fields[4])
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        # Of two mounts at the same point the later one is on top.
        if inside and (found is None or len(point) >= len(found.point)):
            found = Mount(int(fields[0]), point, kind)
    return found


def _unescaped(text: str) -> str:
    for code, character in ((r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")):
        text = text.replace(code, character)
    return text
