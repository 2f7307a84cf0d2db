"""Files of evidence on the desk: handed in with a step, shown to who sees the problem, each look noted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.problems import actions
from lianxin.problems.actions import Part
from lianxin.problems.evidence import keeping
from lianxin.problems.models import Ending, Evidence, Note, Packet
from lianxin.switches.models import SwitchChange
from lianxin.voice.actions import give_consent
from lianxin.voice.vocabulary import Purpose
from tests.desk.problems.steps import PACKET, page, step
from tests.problems import papers

pytestmark = pytest.mark.django_db
DONE = {"words": "铺了砂石，压实了"}


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "never"


@pytest.fixture
def photo():
    return SimpleUploadedFile("路.png", papers.picture("PNG"), "image/png")


@pytest.fixture
def receipt():
    return SimpleUploadedFile("验收单.pdf", papers.paper(), "application/pdf")


def upload(name, data):
    return SimpleUploadedFile(name, data, "application/octet-stream")


def said(answer):
    return " ".join(str(one) for one in answer.context["messages"])


def test_a_step_takes_its_files_along_and_the_story_shows_them(enter, worker, lane, photo, receipt):
    client = enter(worker)
    answer = step(client, lane, "solution", **DONE, evidence_files=[photo, receipt])
    assert answer.status_code == 200
    picture, paper = Evidence.objects.order_by("kind").reverse()
    assert (picture.step, picture.name, paper.name) == ("solution", "路.png", "验收单.pdf")
    html = answer.content.decode()
    assert f"/problems/evidence/{picture.pk}/thumbnail/" in html
    assert "验收单.pdf" in html
    assert not Ending.objects.get().is_bare
    assert "没有凭据" not in html
    entry = html[html.index('data-mark="end"') :]
    assert str(picture.pk) in entry[: entry.index("</li>\n") if "</li>\n" in entry else None]


@pytest.mark.parametrize(
    ("noun", "words"),
    [("notes", {"words": "去看过"}), ("packet", PACKET)],
)
def test_other_steps_take_files_too(enter, worker, lane, receipt, noun, words):
    actions.accept(lane, actor=worker, now=timezone.now())
    step(enter(worker), lane, noun, **words, evidence_files=receipt)
    assert Evidence.objects.get().step == noun


def test_a_step_that_takes_none_passes_over_them(enter, worker, lane, receipt):
    step(enter(worker), lane, "acceptance", evidence_files=receipt)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (upload("a.pdf", papers.by_hand(papers.SCRIPT)), "脚本"),
        (upload("a.pdf", papers.by_hand(b"<< /Encrypt 5 0 R >>")), "加了密"),
        (upload("a.pdf", papers.paper() + papers.picture("JPEG")), "不完整"),
        (upload("a.png", papers.png_that_unfolds()), "像素太多"),
        (upload("a.jpg", b"MZ" + bytes(100)), "只收照片"),
        (upload("a.png", b""), "空的"),
        (upload("a.pdf", b"%PDF-1.7\n" + bytes(11 << 20)), "最多 10 兆"),
    ],
    ids=["script", "locked", "polyglot", "bomb", "program", "empty", "large"],
)
def test_a_file_that_is_refused_takes_its_step_with_it(enter, worker, lane, receipt, file, words, tmp_path):
    answer = step(enter(worker), lane, "solution", **DONE, evidence_files=[receipt, file])
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert lane.is_open
    assert not Evidence.objects.exists()
    assert not Ending.objects.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_too_many_files_are_refused(enter, worker, lane):
    seven = [upload(f"{n}.png", papers.picture("PNG", (8 + n, 8))) for n in range(7)]
    answer = step(enter(worker), lane, "notes", words="看过", evidence_files=seven)
    assert "最多附 6 个" in answer.content.decode()
    assert not Note.objects.exists()


def test_a_step_that_is_refused_leaves_no_file_behind(enter, worker, lane, areas, receipt, tmp_path):
    now = timezone.now()
    actions.handle_jointly(
        lane,
        parts=[Part("出挖机", area=areas["V2"]), Part("牵头", area=lane.holder, is_lead=True)],
        actor=worker,
        now=now,
    )
    answer = step(enter(worker), lane, "solution", **DONE, evidence_files=receipt)
    assert answer.status_code == 422
    assert not Evidence.objects.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_the_same_file_again_is_said_and_not_kept(enter, worker, lane, receipt):
    client = enter(worker)
    step(client, lane, "notes", words="去看过", evidence_files=receipt)
    receipt.seek(0)
    answer = step(client, lane, "solution", **DONE, evidence_files=receipt)
    assert "没有再存一份" in said(answer)
    assert Evidence.objects.count() == 1


def test_switched_off_nothing_is_asked_for_or_taken(enter, worker, lane, receipt):
    moments = {"asked_at": timezone.now(), "decided_at": timezone.now()}
    SwitchChange.objects.create(code="evidence", value="off", reason="会议", outcome="adopted", **moments)
    client = enter(worker)
    assert "evidence_files" not in page(client, lane).content.decode()
    answer = step(client, lane, "notes", words="去看过", evidence_files=receipt)
    assert "区里关掉了附件" in answer.content.decode()
    assert not Note.objects.exists()
    assert step(client, lane, "notes", words="去看过").status_code == 200
    assert Note.objects.exists()


def test_a_photo_is_shown_and_a_document_is_saved_and_each_look_noted(enter, worker, lane, photo, receipt):
    client = enter(worker)
    step(client, lane, "notes", words="去看过", evidence_files=[photo, receipt])
    picture, paper = Evidence.objects.order_by("kind").reverse()
    small, whole = (client.get(f"/problems/evidence/{picture.pk}/{more}") for more in ("thumbnail/", ""))
    saved = client.get(f"/problems/evidence/{paper.pk}/")
    assert whole.content[:2] == small.content[:2] == b"\xff\xd8"
    receipt.seek(0)
    assert saved.content == receipt.read()
    assert saved.headers["Content-Disposition"] == f'attachment; filename="{paper.pk}.pdf"'
    assert saved.headers["Content-Security-Policy"].startswith("sandbox;")
    for one in (whole, small, saved):
        assert one.headers["X-Content-Type-Options"] == "nosniff"
        assert one.headers["Cache-Control"] == "no-store"
    assert client.get(f"/problems/evidence/{paper.pk}/thumbnail/").status_code == 404
    looks = Event.objects.filter(kind="problem.evidence_viewed").order_by("pk")
    assert [(one.after["kind"], one.after["whole"]) for one in looks] == [
        ("photo", False),
        ("photo", True),
        ("document", True),
    ]


def test_out_of_sight_there_is_no_file(enter, worker, neighbour, lane, photo):
    step(enter(worker), lane, "notes", words="去看过", evidence_files=photo)
    key = Evidence.objects.get().pk
    other = enter(neighbour)
    for more in ("", "thumbnail/"):
        assert other.get(f"/problems/evidence/{key}/{more}").status_code == 404
    for more in ("removal/", "showing/"):
        assert other.post(f"/problems/evidence/{key}/{more}", {"reason": "x"}).status_code == 404
    assert not Event.objects.filter(kind="problem.evidence_viewed").exists()
    assert Client().get(f"/problems/evidence/{key}/").status_code == 302


def test_who_sees_but_does_not_work_on_it_removes_nothing(enter, worker, supervisor, lane, photo):
    step(enter(worker), lane, "notes", words="去看过", evidence_files=photo)
    key = Evidence.objects.get().pk
    other = enter(supervisor)
    assert other.get(f"/problems/evidence/{key}/").status_code == 200
    assert other.post(f"/problems/evidence/{key}/removal/", {"reason": "不要"}).status_code == 403
    assert other.post(f"/problems/evidence/{key}/showing/", {"shown": "1"}).status_code == 403
    assert "删掉这份凭据" not in page(other, lane).content.decode()


def test_a_file_of_another_problem_under_this_ones_key_does_not_open(enter, worker, lane, roof, photo):
    client = enter(worker)
    step(client, lane, "notes", words="去看过", evidence_files=photo)
    Evidence.objects.update(problem=roof)
    assert client.get(f"/problems/evidence/{Evidence.objects.get().pk}/").status_code == 404


def test_marking_removing_and_what_the_page_then_says(enter, worker, lane, photo):
    client = enter(worker)
    step(client, lane, "notes", words="去看过", evidence_files=photo, evidence_shown="1")
    one = Evidence.objects.get()
    assert one.is_for_household
    assert "这户同意后看得到" in client.get(f"/problems/{lane.pk}/").content.decode()
    give_consent(lane.household, Purpose.EVIDENCE, actor=None, now=timezone.now())
    assert "这户看得到" in client.get(f"/problems/{lane.pk}/").content.decode()
    client.post(f"/problems/evidence/{one.pk}/showing/", {})
    assert not Evidence.objects.get().is_for_household
    answer = client.post(f"/problems/evidence/{one.pk}/removal/", {"reason": " "}, follow=True)
    assert "为什么删" in said(answer)
    answer = client.post(f"/problems/evidence/{one.pk}/removal/", {"reason": "拍错了"}, follow=True)
    html = answer.content.decode()
    assert "另有 1 份凭据已删掉" in html
    assert str(one.pk) not in html
    assert client.get(f"/problems/evidence/{one.pk}/").status_code == 404
    assert "拍错了" not in html


def test_without_a_token_no_file_is_taken(worker, lane, receipt, enter):
    enter(worker)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(worker)
    data = {"words": "去看过", "evidence_files": receipt}
    assert strict.post(f"/problems/{lane.pk}/notes/", data).status_code in (302, 403)
    assert not Note.objects.exists()
    assert not Evidence.objects.exists()


def test_a_part_is_answered_with_files(enter, worker, lane, areas, receipt):
    now = timezone.now()
    parts = [Part("出挖机", area=areas["V1"]), Part("牵头", area=lane.holder, is_lead=True)]
    actions.handle_jointly(lane, parts=parts, actor=worker, now=now)
    joint = lane.joints.get(is_lead=False)
    client = enter(worker)
    data = {"answer": "挖机来了", "evidence_files": receipt}
    assert client.post(f"/problems/parts/{joint.pk}/answer/", data).status_code == 302
    assert Evidence.objects.get().step == "part"


def test_a_packet_that_is_taken_back_keeps_its_files_in_the_story(enter, worker, lane, receipt):
    client = enter(worker)
    actions.accept(lane, actor=worker, now=timezone.now())
    step(client, lane, "packet", **PACKET, evidence_files=receipt)
    assert client.post(f"/problems/{lane.pk}/undoing/").status_code == 302
    assert Packet.objects.get().answer
    assert keeping.take(Evidence.objects.get().pk, lane.pk)
    assert "验收单.pdf" in page(client, lane).content.decode()


def test_an_end_that_nothing_shows_stands_on_the_late_page_until_something_does(
    enter, worker, town_head, lane, photo
):
    client, leader = enter(worker), enter(town_head)
    step(client, lane, "solution", **DONE)
    assert "没有凭据" in page(leader, lane).content.decode()
    listed = leader.get("/problems/late/?area=all&show=bare").content.decode()
    assert lane.number in listed or f"/problems/{lane.pk}/" in listed
    step(client, lane, "notes", words="补一张照片", evidence_files=photo)
    listed = leader.get("/problems/late/?area=all&show=bare").content.decode()
    assert f"/problems/{lane.pk}/" not in listed
    assert "没有凭据" not in page(leader, lane).content.decode().split('id="verdict"')[1]
