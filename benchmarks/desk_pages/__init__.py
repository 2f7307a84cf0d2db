"""The contestants of the page benchmark: our pages, and a list of the same households in Django's admin."""
