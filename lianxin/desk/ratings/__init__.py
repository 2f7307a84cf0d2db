"""评价: what households said of how they were served, where enough of them said something."""
