"""What the first pages after a start would otherwise wait for, read beforehand.

Addresses are compiled, templates parsed, words looked up and policies read when somebody first needs them:
together some 200 ms, which the first visitor of each page would pay.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone, translation

from lianxin.people.pinyin import spell
from lianxin.policies.catalogue import POLICY_KINDS
from lianxin.policies.faults import PolicyError
from lianxin.policies.models import Policy


def warm() -> None:
    """Read all that pages share. What cannot be read now is left to the page that needs it, which says so."""
    compile_addresses()
    parse_templates()
    read_policies()
    assert spell("连心").pinyin  # its tables are read with the first name


def compile_addresses() -> None:
    """Patterns and the way back from names to addresses, in each language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("连心")  # the catalogue is read with its first word
            try:
                reverse("nowhere")
            except NoReverseMatch:
                _compile(get_resolver())


def _compile(resolver: Any) -> None:
    for entry in resolver.url_patterns:
        assert entry.pattern.regex
        if hasattr(entry, "url_patterns"):
            assert entry.reverse_dict is not None
            _compile(entry)


def parse_templates() -> None:
    """Every page and every part of one, of this project."""
    for folder in map(Path, get_app_template_dirs("templates")):
        if not folder.is_relative_to(settings.PROJECT / "lianxin"):
            continue
        for file in sorted(folder.rglob("*.html")):
            try:
                get_template(file.relative_to(folder).as_posix())
            except (TemplateDoesNotExist, TemplateSyntaxError):  # of another site than the one that is served
                continue


def read_policies() -> None:
    """Today's policy of each kind, compiled."""
    today = timezone.localdate()
    try:
        for kind in POLICY_KINDS:
            if policy := Policy.objects.in_force(kind, today):
                assert policy.document
    except (DatabaseError, PolicyError):  # the doctor says what is wrong with it
        return
    finally:
        close_old_connections()
