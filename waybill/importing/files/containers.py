"""Archives and XML from strangers, opened within bounds.

The sizes that an archive states are not believed: members are unpacked in pieces and counted.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.etree.ElementTree import Element, ParseError

from waybill.importing.files.sheet import MAX_UNPACKED_BYTES, ImportRefusedError

MAX_MEMBERS = 5_000
MAX_ELEMENTS = 3_000_000
MAX_DEPTH = 100
_PIECE = 1 << 20


class Archive:
    """A zip in memory whose members are read within one bound for all of them."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open the zip; ImportRefusedError when it is damaged or has too many members."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise ImportRefusedError(
                f"{name} is a damaged archive ({error}); save or download it again"
            ) from None
        if len(infos) > MAX_MEMBERS:
            raise ImportRefusedError(
                f"{name} holds {len(infos):,} files; at most {MAX_MEMBERS:,} are read"
            )
        self._infos = {info.filename: info for info in infos if not info.is_dir()}
        self._left = MAX_UNPACKED_BYTES

    @property
    def members(self) -> tuple[str, ...]:
        """Names as written in the archive. They are never used as paths."""
        return tuple(self._infos)

    def read(self, member: str) -> bytes:
        """The bytes of one member, counted against the archive's bound."""
        pieces = []
        try:
            with self._zip.open(self._infos[member]) as stream:
                while piece := stream.read(min(_PIECE, self._left + 1)):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise ImportRefusedError(
                            f"{self.name} unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB; "
                            "bring a smaller part of it"
                        )
                    pieces.append(piece)
        except RuntimeError:
            raise ImportRefusedError(
                f"{self.name} is protected by a password; save it without one"
            ) from None
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
            if isinstance(error, ImportRefusedError):
                raise
            raise ImportRefusedError(
                f"{self.name} is a damaged archive ({error}); save or download it again"
            ) from None
        except Exception as error:  # zlib.error and lzma.LZMAError have no common base
            raise ImportRefusedError(f"{self.name} is a damaged archive ({error})") from None
        return b"".join(pieces)

    def check_size(self) -> None:
        """Unpack everything once, without keeping it: for readers that unpack on their own."""
        for member in self._infos:
            self.read(member)


def base_name(member: str) -> str:
    """The last part of a member's name, whatever separators it has."""
    return posixpath.basename(member.replace("\\", "/"))


def xml_root(name: str, data: bytes) -> Element:
    """The root element; entities, external references and endless nesting are refused."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    root: Element | None = None
    depth = count = 0
    try:
        for event, element in ElementTree.iterparse(
            io.BytesIO(data), events=("start", "end"), forbid_dtd=True
        ):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            count += 1
            if depth > MAX_DEPTH or count > 2 * MAX_ELEMENTS:
                raise ImportRefusedError(
                    f"{name} has too many or too deeply nested elements; bring a smaller part of it"
                )
    except DefusedXmlException:
        raise ImportRefusedError(
            f"{name} declares entities or a document type, which are not read; "
            "export it again from the program that made it"
        ) from None
    except (ParseError, LookupError, ValueError) as error:
        if isinstance(error, ImportRefusedError):
            raise
        raise ImportRefusedError(
            f"{name} is not well-formed XML ({error}); export it again"
        ) from None
    if root is None:
        raise ImportRefusedError(f"{name} is empty")
    return root


def local_name(element: Element) -> str:
    """The element's name without its namespace, which many files get wrong or leave out."""
    return str(element.tag).rpartition("}")[2]
