"""The forms of signing in. Lengths are bounded: hashing a megabyte of password is what attackers like."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, password_validation
from django.utils.translation import gettext_lazy as _

from lianxin.people.models import Staff
from lianxin.people.rules import plain_number

PASSWORD_LENGTH = 128


class _Plain(forms.Form):
    """Labels without a colon behind them; the style sheet does the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


def _password(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=PASSWORD_LENGTH, strip=False, widget=widget)


class SignInForm(_Plain):
    """Number and password; `staff` is who it was. One message for everything that may be wrong."""

    number = forms.CharField(
        label=_("工号"),
        max_length=32,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = _password(_("密码"), "current-password")

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.staff: Staff | None = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "number" in given and "password" in given:
            number = plain_number(given["number"])
            self.staff = authenticate(self.request, username=number, password=given["password"])
            if self.staff is None:
                raise forms.ValidationError(
                    _("工号或密码不对。请再核对一次；忘了密码，请找本单位的系统管理员重设。"),
                    code="wrong-number-or-password",
                )
        return given


class PresentPasswordForm(_Plain):
    """The password asked once more, before something that touches the account; wrong ones earn a wait."""

    present = _password(_("现在的密码"), "current-password")

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.staff: Staff = request.user

    def clean_present(self) -> str:
        present = self.cleaned_data["present"]
        if authenticate(self.request, username=self.staff.number, password=present) is None:
            raise forms.ValidationError(_("现在的密码不对。"), code="wrong-password")
        return present


class PasswordForm(PresentPasswordForm):
    """The present password and, twice, the new one."""

    new = _password(_("新密码"), "new-password")
    again = _password(_("再输一次新密码"), "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = _("至少 %(number)s 个字符。不要用姓名、工号，也不要用大家常用的。") % {
            "number": settings.SHORTEST_PASSWORD
        }

    def clean_new(self) -> str:
        new = self.cleaned_data["new"]
        password_validation.validate_password(new, self.staff)
        if self.staff.check_password(new):
            raise forms.ValidationError(_("新密码要和现在的不一样。"), code="same-password")
        return new

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "new" in given and given.get("again") != given["new"]:
            self.add_error("again", forms.ValidationError(_("两次输入的新密码不一样。"), code="not-equal"))
        return given


class CodeForm(_Plain):
    """Six digits from the app, or a recovery code; spaces and full-width digits are understood."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=24,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        return plain_number(self.cleaned_data["code"]).lower()


class LanguageForm(_Plain):
    language = forms.ChoiceField(label=_("界面语言"), choices=[("zh-hans", "中文"), ("en", "English")])
