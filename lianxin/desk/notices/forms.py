"""What forms of notices take: how somebody wants to be told, the robot of a group, why it ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import Area
from lianxin.desk.forms import Plain, Words
from lianxin.desk.words import is_english, said
from lianxin.notices.vocabulary import KINDS, Vendor, is_private

REACH = ("district", "town")
"""Groups hear of a district or a town; a village's would have one cadre in it."""


def kind_words(kind: str) -> str:
    """What a kind is called in a list of kinds."""
    words = KINDS[kind]
    return words.name_en if is_english() else words.name_zh


class PreferenceForm(Plain):
    """One's own address, whether to use it, and what not to be told by it."""

    mail = forms.EmailField(
        label=_("我的邮箱"), required=False, max_length=120, help_text=_("只有您自己看得到，加密存放。")
    )
    is_mailed = forms.TypedChoiceField(
        label=_("发不发邮件"),
        choices=[("no", _("不发")), ("yes", _("上午、下午各发一封"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    muted = forms.MultipleChoiceField(
        label=_("这些不用发邮件"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["muted"].choices = [(kind, kind_words(kind)) for kind in KINDS if not is_private(kind)]


class ChannelForm(Plain):
    """The robot of a place's group."""

    vendor = forms.ChoiceField(label=_("哪一家"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("叫什么"), max_length=60, help_text=_("好认是哪个群，例如“晏坝镇办公室群”。")
    )
    area = forms.ChoiceField(label=_("说哪里的事"))
    address = forms.CharField(
        label=_("机器人地址（Webhook）"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("从群机器人的设置里整个复制。加密存放，存了就不再显示。"),
    )
    secret = forms.CharField(
        label=_("签名密钥"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("钉钉选“加签”、飞书选“签名校验”时才有；企业微信没有。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vendor"].choices = [(one.value, said(one)) for one in Vendor]
        areas = Area.objects.filter(level__in=REACH, closed_on=None).order_by("path")
        self.fields["area"].choices = [(str(one.pk), one.name) for one in areas]


class EndingForm(Plain):
    """Why a group shall hear nothing any more."""

    reason = Words(label=_("为什么停用"), rows=2)
