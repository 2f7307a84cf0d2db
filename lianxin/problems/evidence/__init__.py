"""Files that show what was done: what is in the bytes of one (`documents`, `pictures`), what is taken in
(`taking`), keeping it sealed (`keeping`)."""
