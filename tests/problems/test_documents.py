"""A PDF is taken when it is paper and nothing else, however what else it holds is hidden."""

import zlib
from time import process_time

import pytest

from lianxin.problems.evidence.documents import check_document
from lianxin.problems.evidence.faults import FileRefused
from tests.problems import papers
from tests.problems.papers import SCRIPT, by_hand, objects, paper, stream

PLAIN = stream(b"BT /F1 12 Tf (hello) Tj ET")


def code_of(data):
    with pytest.raises(FileRefused) as refused:
        check_document(data)
    return refused.value.code


@pytest.mark.parametrize(
    "data",
    [
        paper(),
        by_hand(PLAIN),
        by_hand(objects(b"<< /Type /Font /Subtype /Type1 >>")),
        by_hand(b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>"),
        by_hand(b"<< /OpenAction [3 0 R /Fit] >>"),
        by_hand(stream(bytes(200_000), b"/Subtype /Image /DecodeParms << /Predictor 15 /Columns 100 >>")),
        paper() + b"\r\n  \x00",
    ],
)
def test_paper_is_taken(data):
    check_document(data)


@pytest.mark.parametrize(
    "hidden",
    [
        SCRIPT,
        b"<< /S /J#61vaScript /JS (x) >>",
        b"<< /S /#4aavaScript /JS (x) >>",
        b"<< /S /Launch /F (cmd.exe) >>",
        b"<< /S /SubmitForm /F (https://example.org) >>",
        b"<< /Type /EmbeddedFile >>",
        b"<< /Names << /EmbeddedFiles 4 0 R >> >>",
        b"<< /AcroForm << /XFA 4 0 R >> >>",
        b"<< /Subtype /RichMedia >>",
        b"<</S/GoToE/F(x)>>",
        objects(SCRIPT),
        objects(b"<< /S /J#61vaScript >>"),
        stream(zlib.compress(b"9 0 " + SCRIPT), b"/N 1 /First 4"),
        b"(>> stream\n) " + SCRIPT,
    ],
)
def test_whatever_acts_is_refused_wherever_it_stands(hidden):
    assert code_of(by_hand(hidden)) == "document-active"


def test_a_script_may_stand_behind_much_else_in_a_stream():
    assert code_of(by_hand(objects(b"(" + b"a" * 3_000_000 + b")" + SCRIPT))) == "document-active"


def test_what_is_encrypted_cannot_be_looked_through():
    assert code_of(by_hand(b"<< /Encrypt 5 0 R >>")) == "document-locked"


@pytest.mark.parametrize(
    "hidden",
    [
        objects(b"<< >>", b"/DecodeParms << /Predictor 12 /Columns 7 >>"),
        objects(b"<< >>", b"/D#65codeParms 7 0 R"),
        b"<< /Filter /ASCIIHexDecode /N 1 /First 4 >>\nstream\n2f4a>\nendstream",
        b"<< /Filter /A85 /N 1 /First 4 >>\nstream\n2f4a>\nendstream",
        b"<< /Filter /LZWDecode >>\nstream\n..\nendstream",
        b"<< /Filter /RL /N 1 /First 4 >>\nstream\n..\nendstream",
    ],
)
def test_a_coding_that_is_not_undone_may_hide_no_objects(hidden):
    assert code_of(by_hand(hidden)) == "document-broken"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\nhello %%EOF",
        paper()[:-20],
        b"<html>" + paper(),
        paper() + b"<script>alert(1)</script>",
        paper() + papers.picture("JPEG"),
        b"%PDF-1.7\n<html><script>alert(1)</script>" + by_hand()[9:],
        by_hand(b"<< >> stream\nPK\x05\x06" + bytes(18) + b"\nendstream"),
    ],
)
def test_what_is_two_things_at_once_or_half_of_one_is_refused(data):
    assert code_of(data) == "document-broken"


@pytest.mark.parametrize(
    "data",
    [
        by_hand(stream(bytes(200 << 20))),
        by_hand(stream(zlib.compress(zlib.compress(zlib.compress(b"deep"))))),
        by_hand(b"stream\nx\x9c" * 60_000),
    ],
)
def test_a_bomb_is_refused_before_it_unfolds(data):
    began = process_time()
    assert code_of(data) == "document-broken"
    assert process_time() - began < 10
