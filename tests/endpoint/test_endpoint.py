import time

import pytest

from tests.endpoint.chat import Chat, answer
from vaultkit.endpoint import KEY, Endpoint, EndpointError, Message

ASKED = [Message(role="user", content="Кто ты?")]


def endpoint(chat: Chat) -> Endpoint:
    return Endpoint(url=chat.url, model="m", pause=0.001, timeout=5)


def test_a_question_gets_its_answer_and_the_key_goes_in_the_header(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "secret")
    chat.answers = [(200, answer("Эхо"))]
    assert endpoint(chat).ask(ASKED) == "Эхо"
    (seen,) = chat.seen
    assert seen["path"] == "/v1/chat/completions"
    assert seen["Authorization"] == "Bearer secret"
    assert seen["messages"] == [{"role": "user", "content": "Кто ты?"}]


def test_a_busy_endpoint_is_asked_again(chat: Chat) -> None:
    chat.answers = [(503, b""), (429, b""), (200, answer("да"))]
    assert endpoint(chat).ask(ASKED) == "да"
    assert len(chat.seen) == 3


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([(401, b"")], KEY),
        ([(404, b"")], "chat/completions"),
        ([(400, b"")], "400"),
        ([(307, b"")], "307"),
        ([(200, b"not json")] * 4, "not as a chat endpoint"),
        ([(200, b'{"choices": []}')] * 4, "not as a chat endpoint"),
        ([(500, b"")] * 4, "500"),
    ],
)
def test_what_is_no_answer_is_one_clear_line(
    chat: Chat, answers: list[tuple[int, bytes]], said: str
) -> None:
    chat.answers = answers
    with pytest.raises(EndpointError, match=said):
        endpoint(chat).ask(ASKED)


def test_nobody_at_home_is_one_clear_line() -> None:
    silent = Endpoint(url="http://127.0.0.1:9/v1", model="m", tries=2, pause=0.001, timeout=2)
    with pytest.raises(EndpointError, match="no answer from"):
        silent.ask(ASKED)


def test_an_endpoint_that_takes_too_long_is_asked_again_and_then_given_up(chat: Chat) -> None:
    def slow(_asked: str) -> str:
        time.sleep(0.4)
        return "поздно"

    chat.reply = slow
    hurried = Endpoint(url=chat.url, model="m", tries=2, pause=0.001, timeout=0.05)
    with pytest.raises(EndpointError, match="timed out"):
        hurried.ask(ASKED)
    assert len(chat.seen) == 2


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x", "x", ""])
def test_only_web_addresses_are_endpoints(url: str) -> None:
    with pytest.raises(EndpointError, match="http"):
        Endpoint(url=url, model="m")
