"""The addresses of the desk. Nouns only; what changes something is a POST on the noun it makes."""

app_name = "desk"
urlpatterns: list = []
