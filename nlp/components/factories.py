"""A spaCy Language in; our components in its pipeline, each replaceable by one of the same contract, out.

Imported only where a component is replaced by another's: then spaCy runs them all. The contract is the Doc's
extensions, those of `document.py`: `doc._.rapport_context` is set before the first component runs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.assembly import OWN
from nlp.components.document import EXTENSIONS
from nlp.model.encoder import FOLDER

for extension, default in EXTENSIONS.items():
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=default)


def _maker(make: Callable[[Path], Any]) -> Callable[[Language, str], Any]:
    def made(nlp: Language, name: str) -> Any:  # noqa: ANN401, ARG001 - spaCy passes both by name
        return make(FOLDER)

    return made


def _maker_of_folder(make: Callable[[Path], Any]) -> Callable[[Language, str, str], Any]:
    def made(nlp: Language, name: str, folder: str) -> Any:  # noqa: ANN401, ARG001 - as above
        return make(Path(folder))

    return made


for factory, make in OWN.items():
    if factory == "rapport_model":
        Language.factory(factory, default_config={"folder": str(FOLDER)}, func=_maker_of_folder(make))
    else:
        Language.factory(factory, func=_maker(make))
