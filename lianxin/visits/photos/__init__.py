"""Photos of visits: what is in the bytes of one (`parts`), drawing it anew (`drawing`), keeping it sealed
(`keeping`)."""
