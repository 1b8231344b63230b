"""A chat model behind an OpenAI-compatible endpoint, by the `openai` client; its own retries are off: ours are kept."""

from __future__ import annotations

import threading
from typing import Any

import openai

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.construction.generation.chat import Answer, Refused
from modaverse_desktop.training.construction.generation.keys import find_key, hidden
from modaverse_desktop.training.construction.generation.settings import ModelSettings
from modaverse_desktop.training.construction.generation.wording import SCHEMA, Messages

_TRY_AGAIN = (408, 409, 425, 429)
_FORMS: tuple[dict[str, Any] | None, ...] = (
    {"type": "json_schema", "json_schema": dict(SCHEMA)},
    {"type": "json_object"},
    None,
)
"""How the answer is held to its form; an endpoint that knows none of them is told in words only."""


class Endpoint:
    """See `Chat`. Safe from several threads."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises AppError(USAGE) if there is no key."""
        self._settings = settings
        self._key = find_key(settings.address, settings.key_variable)
        self._client = openai.OpenAI(
            api_key=self._key or "none", base_url=settings.address, timeout=settings.timeout, max_retries=0
        )
        self._form, self._lock = 0, threading.Lock()

    def close(self) -> None:
        """See `Chat`."""
        self._client.close()

    def ask(self, messages: Messages) -> Answer:
        """See `Chat`."""
        form = self._form
        try:
            return self._ask(messages, _FORMS[form])
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if _FORMS[form] is None or "response_format" not in str(error):
                raise self._final(error) from error
            with self._lock:
                self._form = max(self._form, form + 1)
            return self.ask(messages)
        except openai.APIStatusError as error:
            if (error.status_code < 500 and error.status_code not in _TRY_AGAIN) or _is_used_up(error):
                raise self._final(error) from error
            raise Refused(f"HTTP {error.status_code}", _asked_wait(error)) from error
        except openai.APITimeoutError as error:
            raise Refused("no answer in time") from error
        except openai.APIConnectionError as error:
            raise Refused("no connection") from error
        except (openai.OpenAIError, ValueError, TypeError) as error:  # an answer that is no completion
            raise Refused(f"a damaged answer ({type(error).__name__})") from error

    def _ask(self, messages: Messages, form: dict[str, Any] | None) -> Answer:
        settings = self._settings
        held: dict[str, Any] = {"response_format": form} if form else {}
        made: Any = self._client.chat.completions.create(
            model=settings.name,
            messages=messages,  # type: ignore[arg-type]
            temperature=settings.temperature,
            max_tokens=settings.answer_tokens,
            **held,
        )
        choices = getattr(made, "choices", None)
        if not choices or choices[0].message is None:
            raise Refused("a damaged answer (no choices)")
        usage = made.usage
        tokens = (int(usage.prompt_tokens or 0), int(usage.completion_tokens or 0)) if usage else (0, 0)
        return Answer(choices[0].message.content or "", tokens)

    def _final(self, error: openai.APIStatusError) -> AppError:
        title = f"The chat model at {self._settings.address} refuses (HTTP {error.status_code})"
        hint = {
            401: "Check the key.",
            403: "Check the key, and what it may be used for.",
            404: "Check address and name of the model.",
            429: "The account has nothing left: add credit, then run the command again; it goes on where it stopped.",
        }.get(error.status_code, "Check the settings.")
        return AppError(title, hidden(error.message, self._key)[:500], hint, ErrorKind.USAGE)


def _asked_wait(error: openai.APIStatusError) -> float | None:
    """Seconds that a `Retry-After` header asks for."""
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "")))
    except ValueError:
        return None


def _is_used_up(error: openai.APIStatusError) -> bool:
    """A limit that waiting does not lift."""
    return error.status_code == 429 and getattr(error, "code", None) == "insufficient_quota"
