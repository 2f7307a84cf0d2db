"""Settings of a server with a newer build of the app: files in NEXT_BUILD go before the product's own."""

import os

from lianxin.settings import *  # noqa: F403

STATICFILES_DIRS = [os.environ["NEXT_BUILD"]]
