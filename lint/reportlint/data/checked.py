"""Small data files of rules/ as records: a key or a value that does not belong is told with its place.

They are read at every start, so the record itself is the check; the schema (schemas/NAME.schema.json) is asked for
words and place only when something is wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from msgspec import ValidationError, convert

from reportlint.data.marked_yaml import YamlFault, read_document
from reportlint.data.resources import folder, load_yaml
from reportlint.model.wording import Text

_Data = TypeVar("_Data")


class DataFault(ValueError):
    """A data file that cannot be used; `words` is one sentence that begins with file:line:column."""

    def __init__(self, path: Path, words: Text, place: tuple[int, int] | None) -> None:
        where = ":".join(map(str, (path, *(place or ()))))
        self.words = Text(f"{where}: {words.zh}", f"{where}: {words.en}")
        super().__init__(f"{self.words.zh} / {words.en}")


def load_data(name: str, kind: type[_Data], *, where: Path | None = None) -> _Data:
    """The file NAME.yaml of rules/ (or of `where`) as `kind`. Raises DataFault, and FileNotFoundError when it is not
    there.
    """
    path = (where or folder("rules")) / f"{name}.yaml"
    text = path.read_text("utf-8")
    try:
        return convert(load_yaml(text), kind)
    except ValidationError as error:
        raise _fault(path, text, name, error) from error


def _fault(path: Path, text: str, name: str, error: ValidationError) -> DataFault:
    from reportlint.data.schema_words import find_fault

    schema: Any = json.loads((folder("schemas") / f"{name}.schema.json").read_text("utf-8"))
    try:
        document = read_document(text)
    except YamlFault as fault:
        return DataFault(path, fault.words, fault.position)
    found = find_fault(document.data, schema)
    if found is None:
        return DataFault(path, Text(str(error), str(error)), None)
    return DataFault(path, found.words, document.position(found.way, at_key=found.at_key))
