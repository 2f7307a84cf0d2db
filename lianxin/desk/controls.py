"""The plain controls of a form, put together without a template: a page of a problem has a hundred of them.

Django renders every control, every option of a select and the attributes of each from templates of their own;
a list of three hundred villages takes 40 ms so. What is written here is what those templates write, blanks
apart; other widgets, and those with a template of their own, go to the templates.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

AT = "django/forms/widgets/"
INPUTS = frozenset(f"{AT}{name}.html" for name in ("input", "text", "number", "hidden", "date", "checkbox"))
SELECT, TEXTAREA, OPTION = f"{AT}select.html", f"{AT}textarea.html", f"{AT}select_option.html"


class Swift(DjangoTemplates):
    """Renders the commonest controls by itself, and everything else as Django does."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget", {})
        if template_name in INPUTS:
            return _input(widget)
        if template_name == TEXTAREA:
            value = widget["value"] or ""
            return format_html(
                '<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget["attrs"]), value
            )
        if template_name == SELECT and _is_plain(widget):
            return _select(widget)
        return super().render(template_name, context, request)


SWIFT = Swift()


def _is_plain(select: Mapping[str, Any]) -> bool:
    return all(
        one["template_name"] == OPTION for _name, options, _at in select["optgroups"] for one in options
    )


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', str(widget["value"]))
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, _attributes(widget["attrs"])
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    parts = [format_html('<select name="{}"{}>', widget["name"], _attributes(widget["attrs"]))]
    for name, options, _at in widget["optgroups"]:
        if name:
            parts.append(format_html('<optgroup label="{}">', name))
        parts += map(_option, options)
        if name:
            parts.append("</optgroup>")
    return mark_safe("".join([*parts, "</select>"]))  # every part was escaped above


def _option(option: Mapping[str, Any]) -> str:
    value = conditional_escape(str(option["value"]))
    label = conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    """` name="value"` of each; the name alone where it is True, nothing where it is False."""
    written = (
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in attributes.items()
        if value is not False
    )
    return mark_safe("".join(written))  # names and values are escaped
