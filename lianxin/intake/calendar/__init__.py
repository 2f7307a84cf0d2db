"""A year's holidays and make-up workdays as a workbook."""
