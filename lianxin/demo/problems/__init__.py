"""The demo's problems: invented lives of what homes raised, each of them one that the ladder allows. Pure."""
