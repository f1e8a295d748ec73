"""Who speaks, by the name that an archive writes."""

from vaultkit.frames.dialogues.options import DialogueOptions

USERS = frozenset({"user", "you", "me", "human", "вы", "ты", "я", "пользователь", "человек"})
ASSISTANTS = frozenset(
    {
        *(
            "assistant",
            "ai",
            "ai assistant",
            "bot",
            "model",
            "ассистент",
            "ии",
            "бот",
            "нейросеть",
        ),
        *("chatgpt", "gpt", "claude", "gemini", "google gemini", "bard", "grok", "copilot"),
        *("microsoft copilot", "perplexity", "deepseek", "mistral", "le chat", "vibe", "llama"),
        *("meta ai", "qwen", "kimi"),
    }
)
_OTHERS = {"system": "system", "developer": "system", "tool": "tool", "tool output": "tool"}


def role_of(name: str, options: DialogueOptions) -> str | None:
    """Return the role of the speaker *name*, None where the name says nothing.

    >>> role_of("ChatGPT (thinking)", DialogueOptions()), role_of("Summary", DialogueOptions())
    ('assistant', None)
    """
    name = name.strip().rstrip(":").strip()
    if name in options.names:
        return options.names[name]
    folded = name.partition(" (")[0].strip().lower()
    if folded in USERS:
        return "user"
    if folded in ASSISTANTS:
        return "assistant"
    if folded.startswith(("plugin", "tool")) and folded != name.lower():
        return "tool"
    return _OTHERS.get(folded)
