"""Workbooks in which each row stands for itself: what their kinds share."""
