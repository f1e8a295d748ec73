"""Archives of AI dialogues to messages: one module for each dialect."""
