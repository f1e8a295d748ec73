"""Language packs: the words by which the rules find what a note means, as data."""
