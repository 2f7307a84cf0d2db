"""The staff workbook (--kind staff): one row for each post a person holds."""
