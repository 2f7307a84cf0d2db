"""Promise 2: nobody sees another's area. Every address × every role and level × every place.

The addresses come from the URLconf, what may be opened from `spec`, how to open it from `rows` (which says
how to add an address). The negative controls turn the matrix on pages that leak (`leaky_urls`).
"""
