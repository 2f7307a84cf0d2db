"""YAML as a small tree that remembers where everything stood. Pure.

Only plain data gets through: no tags, no anchors or aliases (so no alias bombs), one document, no name twice
in a mapping, and limits on size, depth and number of entries. Scalars stay text; `reading.Reader` gives them
their types.
"""

from dataclasses import dataclass

import yaml

from lianxin.policies.faults import Fault, PolicyError, fault

MAX_CHARACTERS = 300_000
MAX_DEPTH = 12
MAX_NODES = 30_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """Where something stood in the file: line and column count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A single value as written. `plain` is False when it stood in quotes or in a block."""

    value: str
    plain: bool
    lines: tuple[str, ...]  # all lines of the file, shared by every scalar

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character `offset` (from 0) of the value.

        Exact for plain, quoted and folded scalars: line breaks and indents may differ between value and file,
        the characters that are not blank do not.
        """
        wanted = sum(not character.isspace() for character in self.value[:offset])
        first = self.lines[self.line - 1]
        line, column = self.line, self.column
        if first[column - 1 : column] in (">", "|"):
            line, column = line + 1, 1
        elif not self.plain:
            column += 1
        while line <= len(self.lines):
            for at, character in enumerate(self.lines[line - 1][column - 1 :]):
                if not character.isspace():
                    if wanted == 0:
                        return line, column + at
                    wanted -= 1
            line, column = line + 1, 1
        return self.line, self.column


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """Names with their contents, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]


def compose(text: str) -> Node:
    """Return the tree of one YAML document, or raise PolicyError with the place of what was refused."""
    if len(text) > MAX_CHARACTERS:
        raise _refusal(1, 1, "too_large", limit=MAX_CHARACTERS)
    try:
        text.encode()
        return _build(text)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        column = error.start - text.rfind("\n", 0, error.start)
        raise _refusal(line, column, "not_text") from None
    except yaml.reader.ReaderError:
        raise _refusal(1, 1, "not_text") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _refusal(line, column, "yaml", problem=error.problem or "?") from None


def _build(text: str) -> Node:
    lines = tuple(text.split("\n"))
    open_nodes: list[tuple[yaml.Event, list[Node]]] = []
    root: Node | None = None
    documents = count = 0
    for event in yaml.parse(text, Loader=_Loader):
        line, column = _place(event)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refusal(line, column, "several_documents")
            continue
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _refusal(line, column, "alias")
        if getattr(event, "tag", None) is not None:
            raise _refusal(line, column, "tag")
        done: Node
        if isinstance(event, yaml.ScalarEvent):
            done = Scalar(line, column, event.value, event.implicit[0], lines)
        elif isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event, []))
            if len(open_nodes) > MAX_DEPTH:
                raise _refusal(line, column, "too_deep", limit=MAX_DEPTH)
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            done = _close(*open_nodes.pop())
        else:
            continue
        count += 1
        if count > MAX_NODES:
            raise _refusal(line, column, "too_many", limit=MAX_NODES)
        if open_nodes:
            open_nodes[-1][1].append(done)
        else:
            root = done
    if root is None or (isinstance(root, Scalar) and not root.value):
        raise _refusal(1, 1, "empty")
    return root


def _close(start: yaml.Event, children: list[Node]) -> Node:
    line, column = _place(start)
    if isinstance(start, yaml.SequenceStartEvent):
        return Sequence(line, column, tuple(children))
    entries: list[tuple[Scalar, Node]] = []
    seen: set[str] = set()
    faults: list[Fault] = []
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            faults.append(fault(key.line, key.column, "not_a_value"))
        elif key.value in seen:
            faults.append(fault(key.line, key.column, "duplicate_name", name=key.value))
        else:
            seen.add(key.value)
            entries.append((key, value))
    if faults:
        raise PolicyError(faults)
    return Mapping(line, column, tuple(entries))


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _refusal(line: int, column: int, code: str, **values: object) -> PolicyError:
    return PolicyError([fault(line, column, code, **values)])
