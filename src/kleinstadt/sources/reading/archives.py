"""Archives that a user gives: what they claim to hold is looked at before anything is inflated."""

import zlib
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from kleinstadt.errors import SourceContentError, SourceLayoutError

MEBIBYTE: Final = 2**20
PLAIN_MB: Final = 64  # a member up to this size is never a bomb
MOST_TIMES: Final = 200  # that text inflates; tables of numbers reach 10 to 40, deflate itself 1,032
LARGEST_MB: Final = 16_384  # of a member: calls of all buses and trains of Germany have a third of it


def refuse_bomb(archive: ZipFile, where: str, largest_mb: int = LARGEST_MB) -> None:
    """Raise SourceContentError where a member claims to inflate to more than any real one does."""
    for member in archive.infolist():
        size = member.file_size / MEBIBYTE
        times = member.file_size / max(member.compress_size, 1)
        if size > largest_mb or (size > PLAIN_MB and times > MOST_TIMES):
            msg = (
                f"{where}: {member.filename} would inflate to {size:,.0f} MB, {times:,.0f} times its size in the "
                "archive. No real table does; nothing was read. Get the file from its publisher."
            )
            raise SourceContentError(msg)


def read_member(archive: ZipFile, member: str | ZipInfo, where: str) -> bytes:
    """A member's bytes; raises SourceLayoutError if it is damaged, encrypted or packed in another way."""
    try:
        return archive.read(member)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        msg = f"{where}: cannot be unpacked ({error}): damaged, encrypted or packed in another way. Get it again."
        raise SourceLayoutError(msg) from error
