"""The same policy and problems as the clerk's pages have."""

from tests.desk.problems.conftest import deadlines, lane, raise_one, roof

__all__ = ["deadlines", "lane", "raise_one", "roof"]
