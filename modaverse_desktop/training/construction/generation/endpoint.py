"""A chat model behind an OpenAI-compatible endpoint, by the `openai` client; its own retries are off: ours are kept."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
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
_TOO_LONG = ("context length", "context_length", "context window", "maximum context")


@dataclass(frozen=True)
class _Manner:
    """What endpoints do not agree on; the first refusals teach it."""

    form: int = 0
    limit: str = "max_tokens"
    temperature: bool = True

    def after(self, refusal: str) -> _Manner | None:
        """Another one, if the refusal is about this one."""
        if "response_format" in refusal and self.form < len(_FORMS) - 1:
            return replace(self, form=self.form + 1)
        if "max_completion_tokens" in refusal and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if "temperature" in refusal and self.temperature:
            return replace(self, temperature=False)
        return None


class Endpoint:
    """See `Chat`. Safe from several threads."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises AppError(USAGE) if there is no key."""
        self._settings = settings
        self._key = find_key(settings.address, settings.key_variable)
        self._client = openai.OpenAI(
            api_key=self._key or "none", base_url=settings.address, timeout=settings.timeout, max_retries=0
        )
        self._manner, self._lock = _Manner(), threading.Lock()

    def close(self) -> None:
        """See `Chat`."""
        self._client.close()

    def ask(self, messages: Messages) -> Answer:
        """See `Chat`."""
        manner = self._manner
        try:
            return self._ask(messages, manner)
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            other = manner.after(str(error))
            if other is None:
                raise self._final(error) from error
            with self._lock:
                self._manner = other if self._manner == manner else self._manner  # or another thread has learnt more
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

    def _ask(self, messages: Messages, manner: _Manner) -> Answer:
        settings, form = self._settings, _FORMS[manner.form]
        held: dict[str, Any] = {manner.limit: settings.answer_tokens}
        held |= {"response_format": form} if form else {}
        held |= {"temperature": settings.temperature} if manner.temperature else {}
        made: Any = self._client.chat.completions.create(
            model=settings.name,
            messages=messages,  # type: ignore[arg-type]
            **held,
        )
        choices = getattr(made, "choices", None)
        if not choices or choices[0].message is None:
            raise Refused("a damaged answer (no choices)")
        usage = made.usage
        tokens = (int(usage.prompt_tokens or 0), int(usage.completion_tokens or 0)) if usage else (0, 0)
        return Answer(choices[0].message.content or "", tokens)

    def _final(self, error: openai.APIStatusError) -> AppError:
        settings, code = self._settings, error.status_code
        title = f"The chat model at {settings.address} refuses (HTTP {code})"
        said = error.body.get("message") if isinstance(error.body, dict) else None
        words = hidden(said if isinstance(said, str) else error.message, self._key)[:500]
        return AppError(title, words, self._hint(code, words), ErrorKind.USAGE)

    def _hint(self, code: int, words: str) -> str:
        variable = self._settings.key_variable
        if code in (401, 403) and not self._key:
            return f"It wants a key: set the environment variable {variable}."
        if any(each in words for each in _TOO_LONG):
            return "Lower per_query, seeds_shown, references_shown or answer_tokens."
        return {
            401: f"Check the key, in {variable} or the keyring.",
            403: f"Check the key, in {variable} or the keyring, and what it may be used for.",
            404: "Check address and name of the model.",
            429: "The account has nothing left: add credit, then run the command again; it goes on where it stopped.",
        }.get(code, "Check the settings.")


def _asked_wait(error: openai.APIStatusError) -> float | None:
    """Seconds that a `Retry-After` header asks for, which is a number or a date."""
    header = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None


def _is_used_up(error: openai.APIStatusError) -> bool:
    """A limit that waiting does not lift."""
    return error.status_code == 429 and getattr(error, "code", None) == "insufficient_quota"
