"""The script of a call-back, as a policy of visits may state it: what the caller says and asks. Pure.

Homes are asked by people who read it aloud, so texts are short, a question ends as one, and the caller says
his name. All questions stand in it, in whatever words: their answers are counted together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lianxin.policies.form.parts import Words
from lianxin.policies.nodes import Node
from lianxin.policies.reading import Fields, Reader

QUESTIONS = ("came", "when", "listened", "written", "worry")
OF_ENDINGS = ("done", "satisfied", "reasonable", "worry")
"""Of visits; and of what is said to be solved."""
CALLER = "{name}"
LONGEST_GREETING, LONGEST_QUESTION = 300, 120
"""Characters in either language."""


@dataclass(frozen=True, slots=True)
class CallScript:
    """`greeting` holds `{name}` where the caller says his own; `questions` by the codes of `QUESTIONS`.
    `version` is the id of the policy that states it, empty where none does. `endings` is the script for what
    is said to be solved, with the codes of `OF_ENDINGS`; None where the policy states none."""

    version: str
    greeting: Words
    questions: Mapping[str, Words]
    endings: "CallScript | None" = None


class ScriptReader:
    """Reads one script; every fault is noted with its line and column."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def read(self, node: Node, version: str) -> CallScript | None:
        """The script, or None where anything is wrong with it."""
        before = len(self.reader.faults)
        fields = self.reader.fields(node, ("greeting", "questions"), ("endings",))
        found = self._script(fields, QUESTIONS, version)
        if "endings" in fields:
            of_endings = self.reader.fields(fields["endings"], ("greeting", "questions"))
            found = replace(found, endings=self._script(of_endings, OF_ENDINGS, version))
        return None if len(self.reader.faults) > before else found

    def _script(self, fields: Fields, codes: Sequence[str], version: str) -> CallScript:
        greeting, questions = Words(), {}
        if "greeting" in fields:
            greeting = self._words(fields["greeting"], LONGEST_GREETING)
            if greeting and any(text.count(CALLER) != 1 for text in (greeting.zh, greeting.en)):
                self.reader.note(fields["greeting"], "greeting_without_name")
            self._refuse_braces(fields["greeting"], greeting, spared=CALLER)
        if "questions" in fields:
            for code, one in self.reader.fields(fields["questions"], codes).items():
                questions[code] = self._words(one, LONGEST_QUESTION)
                self._refuse_braces(one, questions[code])
                if questions[code] and not _asks(questions[code]):
                    self.reader.note(one, "no_question", name=code)
        return CallScript(version, greeting, questions)

    def _words(self, node: Node, most: int) -> Words:
        words = Words(*self.reader.both_languages(node))
        if max(len(words.zh), len(words.en)) > most:
            self.reader.note(node, "too_long", limit=most)
        return words

    def _refuse_braces(self, node: Node, words: Words, *, spared: str = "") -> None:
        for text in (words.zh, words.en):
            left = text.replace(spared, "") if spared else text
            if "{" in left or "}" in left:
                self.reader.note(node, "braces_in_script")
                return


def _asks(words: Words) -> bool:
    return words.zh.endswith(("？", "?")) and words.en.endswith("?")
