"""The answer to an address that makes no sense: what is wrong with it, and the way out."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def unclear(request: HttpRequest, form: Form) -> HttpResponse:
    """400, naming the parts of the address that could not be read."""
    return render(request, "desk/unclear.html", {"parts": list(form.errors)}, status=400)
