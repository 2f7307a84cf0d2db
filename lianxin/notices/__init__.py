"""Who is told what waits for him: in the app, by e-mail, and in a place's group of an office messenger."""
