"""Empty databases of their own, on the disk or on the server."""

from tests.ondisk import elsewhere, template

__all__ = ["elsewhere", "template"]
