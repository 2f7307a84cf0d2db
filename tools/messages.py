"""The Chinese texts of the code and their English, without the gettext programs.

`python3 dev.py translate [FILE.po ...]` brings locale/en in line with the code: new texts are added, English
for them is taken from the files named, texts no longer used go, and what still lacks English is listed.
"""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = rb"""# The English of Lianxin's texts. `python3 dev.py translate` keeps it in line with the code.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
SINGULAR, PLURAL = None, (1, 2)
WITH_CONTEXT, PLURAL_WITH_CONTEXT = ((1, "c"), 2), ((1, "c"), 2, 3)
FUNCTIONS = {
    "_": SINGULAR,
    "gettext": SINGULAR,
    "gettext_lazy": SINGULAR,
    "gettext_noop": SINGULAR,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": WITH_CONTEXT,
    "pgettext_lazy": WITH_CONTEXT,
    "npgettext": PLURAL_WITH_CONTEXT,
    "npgettext_lazy": PLURAL_WITH_CONTEXT,
}
Text = tuple[str | None, str]  # context and Chinese text; a plural is known by its first form


def texts_of_python(source: str) -> Catalog:
    """The texts that Python source hands to gettext or one of its kin as literals."""
    catalog = Catalog()
    for _, message, _, context in extract("python", BytesIO(source.encode()), FUNCTIONS):
        catalog.add(message, context=context)
    return catalog


def texts_of_template(source: str) -> Catalog:
    """The texts of {% translate %}, {% blocktranslate %} and _() in a Django template."""
    calls = templatize(source)
    return texts_of_python("\n".join(line.strip() for line in calls.splitlines()))


def texts_of_product(package: Path) -> Catalog:
    """Every text below a folder of Python modules and templates."""
    catalog = Catalog()
    for path in sorted(package.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            found = texts_of_python(path.read_text(encoding="utf-8"))
        elif "templates" in path.parts and path.suffix in (".html", ".txt"):
            found = texts_of_template(path.read_text(encoding="utf-8"))
        else:
            continue
        for message in messages(found):
            catalog.add(message.id, context=message.context)
    return catalog


def messages(catalog: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in catalog if message.id]


def key(message: Message) -> Text:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def read(path: Path) -> Catalog:
    """A .po file as a catalogue; an empty English one when there is no such file."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def is_translated(message: Message) -> bool:
    """Whether every form has English and nobody marked it as uncertain."""
    forms = [message.string] if isinstance(message.string, str) else message.string
    return all(forms) and not message.fuzzy


def merge(used: Catalog, sources: Iterable[Catalog]) -> Catalog:
    """The texts in use with their English; a later source wins over an earlier one."""
    english = {
        key(message): message for source in sources for message in messages(source) if is_translated(message)
    }
    merged = Catalog(locale="en")
    for message in messages(used):
        known = english.get(key(message))
        merged.add(message.id, fitting(known, message), context=message.context)
    return merged


def fitting(known: Message | None, wanted: Message) -> str | tuple[str, ...]:
    """The English of `known` in as many forms as `wanted` asks for."""
    if known is None:
        return "" if isinstance(wanted.id, str) else ("", "")
    forms = (known.string,) if isinstance(known.string, str) else tuple(known.string)
    return forms[0] if isinstance(wanted.id, str) else (forms[0], forms[-1])


def main(arguments: list[str]) -> int:
    """Rewrite locale/en; returns 1 while some text lacks its English."""
    sources = [read(ENGLISH), *(read(Path(name)) for name in arguments)]
    merged = merge(texts_of_product(ROOT / "lianxin"), sources)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        file.write(HEADER)
        write_po(file, merged, width=110, no_location=True, sort_output=True, omit_header=True)
    lacking = [message for message in messages(merged) if not is_translated(message)]
    for message in lacking:
        print(f"no English yet: {key(message)[1]}")
    print(f"{len(merged) - len(lacking)} of {len(merged)} texts have their English")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
