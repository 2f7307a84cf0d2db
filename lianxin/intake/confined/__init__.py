"""What runs in the confined process that parses workbooks. Imports nothing else of Lianxin."""
