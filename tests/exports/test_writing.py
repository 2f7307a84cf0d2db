"""Texts that want to be formulas stay texts."""

import sys
import unicodedata

import pytest

from lianxin.exports.vocabulary import Form
from lianxin.exports.writing import STARTS, TooManyRows, harmless, table


@pytest.mark.parametrize(
    "text", ["=1+1", "+8613", "-5", "@x", "\tx", "\rx", "＝1", " =1", "\u3000=1", "\ufeff=1", "|x"]
)
def test_a_text_that_could_be_a_formula_is_quoted_in_a_csv(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "王有田", "3,100 元/年", "a=b", "'=1", " 东一村"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


def test_a_csv_is_read_by_a_spreadsheet_as_chinese(tmp_path):
    with table(tmp_path / "a.csv", Form.CSV, ["户编号"], "户情") as write:
        write(["HB1", "王"])
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_workbook_takes_no_more_rows_than_a_sheet_holds(tmp_path, monkeypatch):
    monkeypatch.setattr("lianxin.exports.writing.MOST_ROWS", 2)
    with table(tmp_path / "a.xlsx", Form.XLSX, ["a"], "t") as write:
        write(["x"])
        write(["y"])
        with pytest.raises(TooManyRows):
            write(["z"])


def test_a_text_that_begins_with_a_letter_or_a_digit_never_folds_into_a_sign():
    beginnings = map(chr, range(sys.maxunicode + 1))
    folded = {unicodedata.normalize("NFKC", one)[0] for one in beginnings if one.isalnum()}
    assert not folded & set(STARTS)
