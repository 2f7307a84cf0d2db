"""The shapes of three vendors, the guard of addresses, and posting to a server on this machine."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.notices.channels.guard import HOSTS, AddressRefused, check_address
from lianxin.notices.channels.posting import NotDelivered, post
from lianxin.notices.channels.shapes import is_taken, shape
from lianxin.notices.vocabulary import Trouble, Vendor
from tests.notices.robots import TAKEN

AT = datetime(2026, 11, 23, 1, 0, 0, 500_000, tzinfo=UTC)
URLS = {
    Vendor.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc",
    Vendor.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=abc",
    Vendor.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/abc",
}


def sent(robot, vendor, secret=""):
    robot.answer = TAKEN[vendor.value]
    post(vendor, URLS[vendor], secret, "3 件事", at=AT, connect=robot.connect)
    (heard,) = robot.heard
    return heard


def test_wecom_gets_a_text_and_no_signature(robot):
    path, body = sent(robot, Vendor.WECOM, secret="unused")
    assert path == "/cgi-bin/webhook/send?key=abc"
    assert body == {"msgtype": "text", "text": {"content": "3 件事"}}
    assert robot.asked == ["qyapi.weixin.qq.com"]


def test_dingtalk_is_signed_in_the_address(robot):
    path, body = sent(robot, Vendor.DINGTALK, secret="SECxyz")
    query = parse_qs(urlsplit(path).query)
    stamp = str(int(AT.timestamp() * 1000))
    digest = hmac.new(b"SECxyz", f"{stamp}\nSECxyz".encode(), hashlib.sha256).digest()
    assert query == {
        "access_token": ["abc"],
        "timestamp": [stamp],
        "sign": [base64.b64encode(digest).decode()],
    }
    assert body["text"] == {"content": "3 件事"}


def test_feishu_is_signed_in_the_body(robot):
    _path, body = sent(robot, Vendor.FEISHU, secret="xyz")
    stamp = str(int(AT.timestamp()))
    digest = hmac.new(f"{stamp}\nxyz".encode(), b"", hashlib.sha256).digest()
    assert body == {
        "timestamp": stamp,
        "sign": base64.b64encode(digest).decode(),
        "msg_type": "text",
        "content": {"text": "3 件事"},
    }


@pytest.mark.parametrize("vendor", list(Vendor))
def test_without_a_secret_nothing_is_signed(robot, vendor):
    path, body = sent(robot, vendor)
    assert "sign" not in path
    assert "sign" not in body


@pytest.mark.parametrize(
    ("status", "answer", "headers", "trouble"),
    [
        (302, b"", {"Location": "http://169.254.169.254/"}, Trouble.REDIRECTED),
        (500, b"", {}, Trouble.STATUS),
        (200, {"errcode": 93000, "errmsg": "invalid webhook url"}, {}, Trouble.REFUSED),
        (200, b"<html>", {}, Trouble.REFUSED),
        (200, [], {}, Trouble.REFUSED),
    ],
)
def test_what_did_not_arrive_is_told_by_a_code(robot, status, answer, headers, trouble):
    robot.status, robot.answer, robot.headers = status, answer, headers
    with pytest.raises(NotDelivered) as caught:
        post(Vendor.WECOM, URLS[Vendor.WECOM], "", "x", at=AT, connect=robot.connect)
    assert caught.value.trouble is trouble
    assert len(robot.heard) == 1


def test_a_line_that_breaks_after_the_robot_heard_is_unclear(robot):
    robot.is_cut_off = True
    with pytest.raises(NotDelivered) as caught:
        post(Vendor.FEISHU, URLS[Vendor.FEISHU], "", "x", at=AT, connect=robot.connect)
    assert caught.value.trouble is Trouble.UNCLEAR
    assert len(robot.heard) == 1


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_that_lost_the_robot_behind_it_is_unclear(robot, status):
    robot.status = status
    with pytest.raises(NotDelivered) as caught:
        post(Vendor.WECOM, URLS[Vendor.WECOM], "", "x", at=AT, connect=robot.connect)
    assert caught.value.trouble is Trouble.UNCLEAR


def test_a_server_that_is_not_there_is_told(robot):
    robot.stop()
    with pytest.raises(NotDelivered) as caught:
        post(Vendor.FEISHU, URLS[Vendor.FEISHU], "", "x", at=AT, connect=robot.connect)
    assert caught.value.trouble is Trouble.UNREACHABLE
    robot.stop = lambda: None


@pytest.mark.parametrize(
    "url",
    [
        "http://qyapi.weixin.qq.com/x",
        "https://127.0.0.1/x",
        "https://qyapi.weixin.qq.com@127.0.0.1/x",
        "https://qyapi.weixin.qq.com:8443/x",
        "https://qyapi.weixin.qq.com.evil.example/x",
        "https://evil.example/?https://qyapi.weixin.qq.com",
        "https://evil.example#@qyapi.weixin.qq.com",
        "https://evil.example\\@qyapi.weixin.qq.com/",
        "https://[::1]/x",
        "https://qyapi.weixin.qq.com/x\nHost: evil",
        "https://oapi.dingtalk.com/x",
        "file:///etc/passwd",
        "https://qyapi.weixin.qq.com:port/",
        "",
        "https://" + "q" * 600,
    ],
)
def test_no_other_address_is_knocked_at(robot, url):
    with pytest.raises(AddressRefused):
        check_address(Vendor.WECOM, url)
    with pytest.raises(NotDelivered) as caught:
        post(Vendor.WECOM, url, "", "x", at=AT, connect=robot.connect)
    assert caught.value.trouble is Trouble.NOT_ALLOWED
    assert robot.asked == []


def test_a_host_that_the_installation_adds_is_allowed():
    assert check_address(Vendor.WECOM, "https://relay.gov.example/x?k=1", ("relay.gov.example",)) == (
        "relay.gov.example",
        "/x?k=1",
    )


@given(st.text(max_size=80))
def test_whatever_is_typed_leads_to_an_allowed_host_or_nowhere(text):
    for vendor in Vendor:
        try:
            host, _path = check_address(vendor, f"https://{text}")
        except AddressRefused:
            continue
        assert host in HOSTS[vendor]


def test_only_the_vendors_own_yes_counts():
    assert is_taken(Vendor.FEISHU, {"StatusCode": 0})
    assert not is_taken(Vendor.FEISHU, {"errcode": 0})
    assert not is_taken(Vendor.WECOM, {"code": 0})
    assert not is_taken(Vendor.DINGTALK, {"errcode": 310000})
    assert shape(Vendor.WECOM, "https://a", "s", "t", AT).url == "https://a"
