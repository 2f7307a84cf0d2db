"""The rows of one person become a draft, or a refusal that names the rows which do not agree. Pure."""

from collections.abc import Sequence
from typing import Any

from lianxin.areas.names import NameIndex
from lianxin.areas.vocabulary import AreaName, Match
from lianxin.intake.rows import ReadRow
from lianxin.intake.staff.drafts import PostDraft, SecondmentDraft, StaffDraft
from lianxin.intake.staff.rows import StaffNotes, shown
from lianxin.people.vocabulary import ROLE_LEVELS, Role

# Told of the person, in one row or the same in all.
OF_PERSON = ("phone", "unit", "languages", "skills", "down_unit", "down_on")
# What tells that a row is about a post at all.
OF_POST = ("role", "town", "village", "title", "rank", "from_on")


class StaffDrafter:
    """Makes drafts; `areas` are all open areas, the district among them."""

    def __init__(self, areas: Sequence[AreaName]) -> None:
        self._index = NameIndex(areas)
        self._level = {area.code: area.level for area in areas}
        self._name = {area.code: area.name for area in areas}
        self._district = next((area for area in areas if area.level == "district"), None)

    def draft(self, notes: StaffNotes) -> StaffDraft | None:
        """Return the draft of the person in `notes.rows`, None when he is refused; `notes` says why."""
        notes.refuse_slips()
        rows = notes.rows
        first = rows[0]
        if "number" not in first.values and not _slipped(first, "number"):
            notes.refuse(first, "number", "staff.number_missing")
        if not any("name" in row.values or _slipped(row, "name") for row in rows):
            notes.refuse(first, "name", "name.missing")
        names = [row for row in rows if "name" in row.values]
        for row in names[1:]:
            if row.values["name"] != names[0].values["name"]:
                told = {"number": first.values.get("number", ""), "first": names[0].number}
                notes.refuse(row, "name", "staff.name_differs", **told)
        told = {key: self._agreed(key, notes) for key in OF_PERSON}
        home = self._place(notes, "home_town", "home_village")
        office = self._place(notes, "", "office")
        posts = self._posts(notes)
        secondment = self._secondment(notes, told)
        if notes.is_refused:
            return None
        return StaffDraft(
            number=first.values["number"],
            name=names[0].values["name"],
            sheet=first.sheet.name,
            rows=tuple(row.number for row in rows),
            posts=posts,
            home=home,
            office=office,
            secondment=secondment,
            **{key: told[key] for key in ("phone", "unit", "languages", "skills")},
        )

    def _posts(self, notes: StaffNotes) -> tuple[PostDraft, ...]:
        """The posts of all rows; a row that says nothing of a post gives none."""
        posts: dict[tuple[Role, str], PostDraft] = {}
        for row in notes.rows:
            if not any(key in row.values for key in OF_POST):
                continue
            role = row.values.get("role", Role.COLLECTOR)
            code = self._area_of(row, role, notes)
            if code is None:
                continue
            if "role" not in row.values and not _slipped(row, "role"):
                notes.warn(row, "role", "staff.role_taken")
            if self._level[code] not in ROLE_LEVELS[role]:
                notes.refuse(row, "role", "staff.role_level", role=shown("role", role), area=self._name[code])
            elif (role, code) in posts:
                notes.warn(row, "role", "staff.post_twice", first=posts[role, code].row)
            else:
                said = row.values
                posts[role, code] = PostDraft(
                    row.number, role, code, said.get("title", ""), said.get("rank"), said.get("from_on")
                )
        return tuple(posts.values())

    def _area_of(self, row: ReadRow, role: Role, notes: StaffNotes) -> str | None:
        """The area of a post: the village, else the town, else the district for roles that are held there."""
        town, village = row.values.get("town", ""), row.values.get("village", "")
        if not town and not village:
            if role is not Role.COLLECTOR and "district" in ROLE_LEVELS[role] and self._district:
                return self._district.code
            notes.refuse(row, "village", "area_missing", town="", name="", titles="")
            return None
        return self._found(town, village, row, "village" if village else "town", notes)

    def _secondment(self, notes: StaffNotes, told: dict[str, Any]) -> SecondmentDraft | None:
        row = next((row for row in notes.rows if {"down_town", "down_village"} & row.values.keys()), None)
        if row is None:
            return None
        town, village = row.values.get("down_town", ""), row.values.get("down_village", "")
        code = self._found(town, village, row, "down_village" if village else "down_town", notes)
        unit = told["down_unit"] or told["unit"]
        if not unit:
            notes.refuse(row, "down_village", "staff.unit_missing")
        return SecondmentDraft(row.number, code, unit, told["down_on"]) if code and unit else None

    def _place(self, notes: StaffNotes, town_key: str, key: str) -> str | None:
        row = next((row for row in notes.rows if key in row.values), None)
        if row is None:
            return None
        return self._found(row.values.get(town_key, ""), row.values[key], row, key, notes)

    def _found(self, town: str, name: str, row: ReadRow, key: str, notes: StaffNotes) -> str | None:
        """The code of the one area that the names mean; else a refusal with the nearest."""
        match = self._index.match(town, name) if name else self._index.match_town(town)
        if match.code is None and name and not town:
            match = self._or_town(name, match)
        if match.code is None:
            titles = "、".join(near.title for near in match.near)
            notes.refuse(row, key, match.why, town=town, name=name or town, titles=titles)
        return match.code

    def _or_town(self, name: str, match: Match) -> Match:
        as_town = self._index.match_town(name)
        return as_town if as_town.code else match

    def _agreed(self, key: str, notes: StaffNotes) -> Any:
        """What the rows say with one voice; the second voice is refused."""
        said = [row for row in notes.rows if key in row.values]
        for row in said[1:]:
            if row.values[key] != said[0].values[key]:
                notes.refuse(row, key, "staff.contradicts", column=row.title(key), first=said[0].number)
        return said[0].values[key] if said else None


def _slipped(row: ReadRow, key: str) -> bool:
    """Whether the cell holds something that could not be read, of which a refusal tells already."""
    return any(slip.key == key for slip in row.slips)
