"""Sheets of cards: ten to a page, a page for each village, drawn before any of their cards works."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.ledger.models import Event
from lianxin.operations.clock import tick
from lianxin.voice import drawing, fonts, keeping, rules
from lianxin.voice.actions import VoiceRefused, ask_for_cards, clear_old_sheets
from lianxin.voice.actions.printing import KEPT
from lianxin.voice.models import Batch, Card
from lianxin.voice.vocabulary import Printed
from lianxin.work.running import run_next
from tests.desk.district import settle_households

SITE = "https://example.org"


def secret():
    chance = Random(1).randbytes
    return rules.new_secret("ACDEF", chance)


def pages_of(path):
    return path.read_bytes().count(b"/Type /Page\n")


@pytest.mark.parametrize(("villages", "pages"), [([10], 1), ([11], 2), ([3, 4], 2), ([10, 1], 2)])
def test_ten_cards_to_a_page_and_each_village_on_its_own(tmp_path, villages, pages):
    cards = [
        Printed(f"第{village}村", f"{number}组", f"HB{number:06}", "王**", secret())
        for village, count in enumerate(villages)
        for number in range(count)
    ]
    path = tmp_path / "cards.pdf"
    drawn = drawing.draw_sheet(cards, site=SITE, font=fonts.font_in_use(), path=path)
    assert drawn == pages_of(path) == pages


def test_a_machine_without_a_chinese_font_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    fonts.chinese_font.cache_clear()
    with pytest.raises(fonts.NoFont):
        fonts.chinese_font()
    with pytest.raises(fonts.NoFont):
        fonts.chinese_font(str(tmp_path / "mine.ttf"))
    fonts.chinese_font.cache_clear()


@pytest.mark.django_db
class TestBatches:
    def ask(self, area, staff, **wishes):
        return ask_for_cards(area, site=SITE + "/", actor=staff, now=timezone.now(), **wishes)

    def test_a_batch_is_drawn_sealed_and_then_works(self, areas, town_head, wang):
        settle_households(areas["V1"], 3)
        self.ask(areas["V1"], town_head)
        work = run_next(flow.JOBS)
        assert work.outcome == {"cards": 4, "pages": 1}
        batch = Batch.objects.get()
        assert (batch.cards_made, batch.site) == (4, SITE)
        assert keeping.read_sheet(batch.pk).startswith(b"%PDF")
        assert not keeping.sheet_file(batch.pk).read_bytes().startswith(b"%PDF"), "it lies sealed"
        assert Card.objects.working().count() == 4
        assert Event.objects.get(kind="cards.printed").after["cards"] == 4

    def test_who_has_a_card_gets_no_second_one_unless_all_are_renewed(self, areas, town_head, card):
        with pytest.raises(VoiceRefused) as refused:
            self.ask(areas["V1"], town_head)
        assert refused.value.code == "no-homes"
        self.ask(areas["V1"], town_head, is_for_all=True)
        run_next(flow.JOBS)
        assert Card.objects.count() == 2

    def test_one_home_gets_a_new_card(self, areas, town_head, wang):
        settle_households(areas["V1"], 2)
        self.ask(wang.area, town_head, household=wang)
        run_next(flow.JOBS)
        assert [card.household_id for card in Card.objects.all()] == [wang.pk]

    def test_a_right_that_ended_meanwhile_counts(self, areas, town_head, wang):
        self.ask(areas["V1"], town_head)
        town_head.posts.all().delete()
        assert run_next(flow.JOBS).state == "failed"
        assert not Card.objects.exists()

    def test_a_sheet_that_cannot_be_written_down_leaves_nothing(self, areas, town_head, wang, monkeypatch):
        def stumble(*_args, **_more):
            raise RuntimeError

        monkeypatch.setattr("lianxin.voice.jobs.issue_cards", stumble)
        self.ask(areas["V1"], town_head)
        assert run_next(flow.JOBS).state == "failed"
        assert not keeping.sheet_file(Batch.objects.get().pk).exists()

    def test_a_sheet_goes_after_its_days_and_its_cards_stay(self, areas, town_head, wang):
        self.ask(areas["V1"], town_head)
        run_next(flow.JOBS)
        assert clear_old_sheets(now=timezone.now()) == 0
        assert tick(now=timezone.now() + KEPT + timedelta(hours=1))["sheets_cleared"] == 1
        assert not keeping.sheet_file(Batch.objects.get().pk).exists()
        assert Card.objects.working().count() == 1
