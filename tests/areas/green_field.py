"""青禾区: a small invented district for the tests of areas; the real lists are in test_real_names.py."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
LIST = """code,name,level,parent_code
990101000000,青禾区,district,
990101001000,石桥镇,town,990101000000
990101002000,柳溪街道,town,990101000000
990101001001,石桥社区居委会,community,990101001000
990101001201,东岭村委会,village,990101001001
990101001202,西岭村委会,village,990101001000
990101002201,新安村委会,village,990101002000
"""
