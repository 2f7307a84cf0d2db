"""The promises the software makes, and what shows that they are kept: `lianxin prove NAME`.

One module per promise (docs/promises.md). Each has a function that the tests call in a small size and the
command in full, and negative controls: broken variants that it must catch. The command runs a proof in a
process of its own (`inside`), with a home and a database made for it and thrown away (`outside`): never in a
district.
"""
