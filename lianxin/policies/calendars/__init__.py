"""Holidays and make-up workdays that a district declared itself: years the software does not know yet."""
