"""放心户, 关心户, 连心户: how much help a household needs, by which rules, and what is not known yet."""
