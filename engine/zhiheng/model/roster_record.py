"""Records of a file of people's own writing, read field by field; a fault says where it is."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from zhiheng.model.finding import Text


class RosterError(ValueError):
    """The roster cannot be taken. pointer: where (RFC 6901)."""

    def __init__(self, pointer: str, zh: str, en: str) -> None:
        self.pointer = pointer
        at = pointer or "/"
        self.message = Text(f"{at}：{zh}", f"{at}: {en}")
        super().__init__(self.message.en)


@dataclass(frozen=True, slots=True)
class Record:
    """One mapping of the file and its place in it."""

    pointer: str
    fields: Mapping[object, object]

    def text(self, name: str) -> str:
        """A text that must be there. Raises RosterError."""
        found = self.text_or_none(name)
        if found is None:
            raise self.fault(f"缺少 {name}", f"{name} is missing")
        return found

    def text_or_none(self, name: str) -> str | None:
        """A text that may be left out."""
        value = self.fields.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"{name} 应为文字", f"{name} should be a text")
        return unicodedata.normalize("NFC", value.strip())

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes or no; when left out, the default."""
        value = self.fields.get(name, default)
        if not isinstance(value, bool):
            raise self.fault(f"{name} 应为 true 或 false", f"{name} should be true or false")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts in a list, none when it is left out."""
        value = self.fields.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(x, str) and x.strip() for x in value):
            raise self.fault(f"{name} 应为文字的列表", f"{name} should be a list of texts")
        return tuple(unicodedata.normalize("NFC", x.strip()) for x in value)

    def one_of(self, name: str, known: Iterable[str]) -> str:
        """A text that must be one of those. Raises RosterError."""
        found, among = self.text(name), tuple(known)
        if found not in among:
            raise self.fault(
                f"{name} 应为 {'、'.join(among)}", f"{name} is one of {', '.join(among)}"
            )
        return found

    def day(self, name: str) -> date:
        """A day that must be there."""
        found = self.day_or_none(name)
        if found is None:
            raise self.fault(f"缺少 {name}", f"{name} is missing")
        return found

    def day_or_none(self, name: str) -> date | None:
        """A day, as YAML reads it or as JSON writes it."""
        value = self.fields.get(name)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = ""
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.fault(f"{name} 应为日期，如 2026-01-01", f"{name} should be a day, YYYY-MM-DD")

    def records(self, name: str) -> tuple["Record", ...]:
        """The records in a list, none when it is left out."""
        value = self.fields.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.fault(f"{name} 应为列表", f"{name} should be a list")
        return tuple(record(item, f"{self.pointer}/{name}/{i}") for i, item in enumerate(value))

    def only(self, *names: str) -> None:
        """Raise RosterError for a field that nobody would read."""
        for name in self.fields:
            if name not in names:
                raise self.fault(f"不认识 {name}", f"{name} is not known")

    def fault(self, zh: str, en: str) -> RosterError:
        """A fault in this record."""
        return RosterError(self.pointer, zh, en)


def record(data: object, pointer: str) -> Record:
    """The data as a record. Raises RosterError when it is no mapping."""
    if not isinstance(data, Mapping):
        raise RosterError(pointer, "应为键值对", "should be a mapping")
    return Record(pointer, data)


def distinct(records: Iterable[Record]) -> Iterator[Record]:
    """The same records. Raises RosterError at the second of one id."""
    seen: set[str] = set()
    for item in records:
        name = item.text("id")
        if name in seen:
            raise item.fault(f"编号 {name} 重复", f"the id {name} is used twice")
        seen.add(name)
        yield item
